"""Who owes what by when: pure answers from documents and records, one module for each subject."""

from partnership.duties.duty import Duty, State

__all__ = ["Duty", "State"]
