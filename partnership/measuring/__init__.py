"""From events in the store to Measurement records: SQL counts integers, Python decides."""

from partnership.measuring.business_time import TimeTables
from partnership.measuring.definitions import Definition, definition_digest, definitions_of
from partnership.measuring.measurements import Task, find_tasks, measure, measure_one
from partnership.measuring.query import EventStore
from partnership.measuring.records import path_of, to_yaml, write
from partnership.measuring.reliefs import AcceptedRelief, accepted_reliefs

__all__ = [
    "AcceptedRelief",
    "Definition",
    "EventStore",
    "Task",
    "TimeTables",
    "accepted_reliefs",
    "definition_digest",
    "definitions_of",
    "find_tasks",
    "measure",
    "measure_one",
    "path_of",
    "to_yaml",
    "write",
]
