"""What was charged for an invoice period, where it is not a fixed fee."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from partnership.documents.base import Model, Record, Reference
from partnership.documents.vocabulary import Favours
from partnership.values import Day, Id, Money, Period, Text

InvoiceId = Annotated[Id, Reference("Invoice", "invoice-2026-03")]


class InvoiceLine(Model):
    """One amount of an invoice."""

    id: Id
    """A short name for it: `management-fee`, `hires`."""
    title: Text | None = None
    """What people call it."""
    amount: Money
    """What was charged or spent, before any credit."""


class Invoice(Record):
    """What was charged for an invoice period, where it is not a fixed fee."""

    kind: Literal["Invoice"]
    """Always `Invoice`."""
    period: Period
    """The invoice period; all invoices of a period count together."""
    issued_on: Day
    """The day it was issued."""
    charges: tuple[InvoiceLine, ...] = Field(min_length=1)
    """What the provider charged, line by line, before any credit."""
    spend: tuple[InvoiceLine, ...] = ()
    """What was spent elsewhere, where a saving on it is shared: `agency`."""
    replaces: InvoiceId | None = None
    """The invoice that this one corrects, which then counts no more."""


FAVOURS: Favours = {"neither": ("",)}

EXAMPLE = """\
kind: Invoice
id: invoice-2026-03
period: 2026-03
issued_on: 2026-04-02
charges:
  - {id: management-fee, title: Management fee, amount: 60000 GBP}
  - {id: hires, title: 21 hires, amount: 73500 GBP}
spend:
  - {id: agency, title: Agencies, amount: 12000 GBP}
"""
