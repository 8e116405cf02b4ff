"""From events in the store to Measurement records: SQL counts integers, Python decides."""

from partnership.measuring.definitions import Definition, definition_digest, definitions_of

__all__ = ["Definition", "definition_digest", "definitions_of"]
