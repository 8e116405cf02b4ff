"""A finding accepted for a while, with a reason and a role that answers for it."""

from __future__ import annotations

from typing import Literal

from partnership.documents.base import Record, RoleId
from partnership.documents.vocabulary import Favours
from partnership.values import Day, Id, Text


class Waiver(Record):
    """A finding accepted for a while, with a reason and a role that answers for it."""

    kind: Literal["Waiver"]
    """Always `Waiver`."""
    check: Id
    """The check whose finding is accepted."""
    document: Text
    """The document it is about, `Kind/id`, or a path where there is none."""
    pointer: Text | None = None
    """The field it is about; all of the document's where it is not written."""
    reason: Text
    """Why it is accepted."""
    accepted_by: RoleId
    """The role that answers for it."""
    expires: Day
    """The last day it holds."""


FAVOURS: Favours = {"needs reading": ("",)}

EXAMPLE = """\
kind: Waiver
id: one-sided-while-ramping
check: one-sided-promises
document: Partnership/harbour-northlight
reason: The client's promises follow with the second site.
accepted_by: vendor-manager
expires: 2026-06-30
"""
