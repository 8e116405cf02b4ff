"""What could go wrong between the two companies, how likely and how bad, and what is done about it."""

from __future__ import annotations

from typing import Literal

from partnership.documents.base import Commitment, RoleId, amendable
from partnership.documents.vocabulary import Favours, Order, Party
from partnership.values import Day, Length, Text
from partnership.values.identifiers import DocumentName

Likelihood = Literal["rare", "unlikely", "possible", "likely", "almost certain"]
Severity = Literal["negligible", "minor", "moderate", "major", "severe"]
LIKELIHOODS: tuple[Likelihood, ...] = ("rare", "unlikely", "possible", "likely", "almost certain")
IMPACTS: tuple[Severity, ...] = ("negligible", "minor", "moderate", "major", "severe")


@amendable
class Risk(Commitment):
    """What could go wrong between the two companies, how likely and how bad, and what is done about it."""

    kind: Literal["Risk"]
    """Always `Risk`."""
    party: Party
    """The party that acts on it."""
    owner: RoleId
    """The role that watches it."""
    cause: Text
    """What would bring it about."""
    effect: Text
    """What it would do to hiring."""
    likelihood: Likelihood
    """How likely it is, as things stand."""
    impact: Severity
    """How bad it would be."""
    response: Literal["accept", "reduce", "share", "avoid"]
    """What both decided to do about it."""
    measures: tuple[Text, ...] = ()
    """What is done."""
    warning_signs: tuple[Text, ...] = ()
    """What would be seen first."""
    watches: tuple[DocumentName, ...] = ()
    """The promises, plans and goals in which it would show: `SLA/first-slate`."""
    review_every: Length
    """How often it is looked at again."""
    reviewed_on: Day | None = None
    """The day it was last looked at; `effective.from` where it is not written."""


FAVOURS: Favours = {
    "neither": (
        "owner",
        "party",
        "warning_signs",
        "watches",
        "review_every",
        "reviewed_on",
        "likelihood",
        "impact",
    ),
    "needs reading": ("",),
}
ORDER: Order = {"likelihood": LIKELIHOODS, "impact": IMPACTS}

EXAMPLE = """\
kind: Risk
id: sourcer-turnover
title: Sourcers for production leave
owners: {client: ta-ops-lead, provider: account-director}
effective: {from: 2026-01-01}
party: provider
owner: delivery-lead
cause: Two of five sourcing desks for production were filled less than six months ago.
effect: Slates of production roles take ten days instead of seven for a quarter.
likelihood: possible
impact: moderate
response: reduce
measures: [A second sourcer knows each desk, New sourcers sit at the site for a week]
warning_signs: [A desk is vacant for more than five days]
watches: [SLA/first-slate]
review_every: 3 months
reviewed_on: 2026-06-16
"""
