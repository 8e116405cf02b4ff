"""Turns a tracking system's exports into event tables: allow-listed columns, surrogate tokens, counts of all that did not fit."""
