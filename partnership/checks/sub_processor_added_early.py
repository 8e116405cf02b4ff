"""A sub-processor sees data only after the controller had its time to say no.

A processor announces whom it wants to let work on the data. With a general approval the controller may
object until the notice ends; with a specific one nothing happens before it says yes (Article 28(2) GDPR). Whoever
is added a day early was added without approval, and data is there already.

To mend it: take the day from the notice: announced, plus the notice, is the first day. Where it was added
earlier in fact, leave the day, write an `Incident` if counsel says so, and accept this finding in a `Waiver`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import DataProtection
from partnership.documents.data_protection import SubProcessor
from partnership.duties.retention import can_outlast, end_of
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
HINT = "the controller's time to object ends first"


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every sub-processor whose days do not leave the controller its time."""
    for stretch in agreement.stretches(DataProtection):
        for index, one in enumerate(stretch.terms.sub_processors):
            for field, message in _found(one):
                yield stretch.terms.finding(message, "sub_processors", index, field, hint=HINT)


def _found(one: SubProcessor) -> Iterator[tuple[str, str]]:
    if one.objection_within and can_outlast(one.objection_within, one.notice):
        yield (
            "objection_within",
            f"`{one.id}` may be objected to for {one.objection_within}, and is added after {one.notice}",
        )
    if one.answered_on is not None and one.answered_on < one.announced_on:
        yield (
            "answered_on",
            f"`{one.id}` was answered on {one.answered_on}, before it was announced on {one.announced_on}",
        )
    if one.added_on is None:
        return
    ends = end_of(one.announced_on, one.notice)
    if one.added_on < ends:
        early = (ends - one.added_on).days
        message = (
            f"`{one.id}` is added on {one.added_on}, {early} day{'s' * (early > 1)} before its notice ends: "
            f"{one.announced_on} and {one.notice} is {ends}"
        )
        yield "added_on", message
    if one.answer == "objected":
        yield "added_on", f"`{one.id}` is added on {one.added_on} though the controller objected"
    elif one.approval == "specific" and (
        one.answer != "approved" or one.answered_on is None or one.answered_on > one.added_on
    ):
        yield "added_on", f"`{one.id}` needs a specific approval and has none by {one.added_on}"
