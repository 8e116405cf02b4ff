"""New documents and new repositories, written from templates that are data."""

from partnership.scaffold.calendars import CalendarTerms, calendar_text, require_place
from partnership.scaffold.codeowners import HANDLE, codeowners_text
from partnership.scaffold.repository import (
    commit_as_user,
    require_alone,
    require_room,
    write_repository,
)
from partnership.scaffold.starter import FORGES, StarterTerms, common_files, starter_files

__all__ = [
    "FORGES",
    "HANDLE",
    "CalendarTerms",
    "StarterTerms",
    "calendar_text",
    "codeowners_text",
    "commit_as_user",
    "common_files",
    "require_alone",
    "require_place",
    "require_room",
    "starter_files",
    "write_repository",
]
