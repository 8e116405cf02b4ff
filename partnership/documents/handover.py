"""What plans of the beginning and of the end have in common: who hands over what to whom, by when."""

from __future__ import annotations

from typing import Literal

from partnership.documents.base import Model, RoleId
from partnership.values import Day, Id, Length, Text


class Milestone(Model):
    """Something that is done by a day."""

    id: Id
    """A short name for it."""
    title: Text
    """What is done then."""
    owner: RoleId
    """The role that does it."""
    due: Day | None = None
    """The last day on which it is in time."""
    after_notice: Length | None = None
    """So long after the notice, where the plan counts from it."""
    done_on: Day | None = None
    """The day it was done."""
    evidence: Text | None = None
    """What shows that it was: a protocol's number."""


class Knowledge(Model):
    """Something that one side knows and the other will have to."""

    id: Id
    """A short name for it."""
    topic: Text
    """What it is about."""
    from_role: RoleId
    """The role that knows it."""
    to_role: RoleId
    """The role that takes it over."""
    form: Text
    """How it is handed over: `two days side by side`, `a written guide`."""


class DataReturn(Model):
    """What becomes of data at the end."""

    id: Id
    """A short name for it."""
    what: Text
    """Which data, by category."""
    then: Literal["returned", "deleted", "returned and deleted", "kept by law"]
    """What becomes of them."""
    within: Length
    """How soon after the last day."""
    owner: RoleId
    """The role that does it."""
    certificate: Text | None = None
    """What shows it: `a signed certificate of deletion (Article 28(3)(g) GDPR)`."""


class Access(Model):
    """An account, a tool or a right, and whose it is afterwards."""

    id: Id
    """A short name for it."""
    what: Text
    """What it is."""
    held_by: RoleId
    """The role that holds it now."""
    goes_to: RoleId | None = None
    """The role that has it afterwards; closed where nobody does."""
