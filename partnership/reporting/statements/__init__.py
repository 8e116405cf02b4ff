"""Reporters of the statement of account; each is one module."""
