"""What is in and what is out, and the dimensions by which targets may differ."""

from __future__ import annotations

from typing import Literal

from partnership.documents.base import Commitment, Model, amendable
from partnership.documents.vocabulary import Favours, Owing, Party
from partnership.values import Id, Text

DimensionName = Literal[
    "urgency",
    "job_family",
    "level",
    "location",
    "country",
    "business_unit",
    "req_type",
    "employment_type",
    "hm_group",
    "recruiter_group",
    "source_category",
]
"""The columns of a requisition (and the source of an application) that targets may differ by."""


class Dimension(Model):
    """One way to tell kinds of hiring apart."""

    id: DimensionName
    """The column of the requisition it is read from."""
    values: tuple[Text, ...]
    """Every value that is in scope."""
    description: Text | None = None
    """How a requisition gets its value."""


class Service(Model):
    """A stage of hiring and who does it."""

    id: Id
    """The stage: `screening`."""
    title: Text
    """What people call it."""
    by: Owing
    """Who does it."""


class Technology(Model):
    """A system both sides work in."""

    id: Id
    """A short name: `ats`."""
    title: Text
    """What it is."""
    owner: Party
    """Whose system it is."""


@amendable
class Scope(Commitment):
    """What is in and what is out, and the dimensions by which targets may differ."""

    kind: Literal["Scope"]
    """Always `Scope`."""
    dimensions: tuple[Dimension, ...]
    """Every dimension by which targets may differ, with all its values."""
    in_scope: tuple[Text, ...] = ()
    """What the provider recruits for."""
    out_of_scope: tuple[Text, ...] = ()
    """What it does not."""
    services: tuple[Service, ...] = ()
    """The stages of hiring and who does each."""
    exclusivity: Text | None = None
    """Whether the provider is the only route to a hire."""
    carve_outs: tuple[Text, ...] = ()
    """Exceptions from exclusivity."""
    technology: tuple[Technology, ...] = ()
    """The systems both sides work in and who owns them."""


FAVOURS: Favours = {
    "neither": ("dimensions.description", "services.title", "technology.title"),
    "needs reading": ("",),
}

EXAMPLE = """\
kind: Scope
id: scope
title: Scope
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2026-01-01}
dimensions:
  - {id: urgency, values: [standard, critical]}
  - {id: country, values: [GB, DE]}
in_scope: [Permanent professional hires in the United Kingdom and Germany]
out_of_scope: [Executive search]
services:
  - {id: sourcing, title: Sourcing, by: provider}
"""
