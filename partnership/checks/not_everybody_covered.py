"""Who is not covered is accounted for.

An attestation counts the people of a group who were trained or have signed. Where the newest count of a topic and
a group covers fewer than there are, some work without it, and the record says in `note` what is done about them.
A count that covers nobody, or is of a group of nobody, attests nothing: a note does not mend it.

To mend it: train those who are left and count again; until then write what is done about them, without names.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Attestation
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every newest count that leaves people out and does not say what is done about them."""
    newest: dict[tuple[str, str, str], Attestation] = {}
    for one in agreement.of(Attestation):
        key = (one.topic, one.party, one.group)
        if key not in newest or newest[key].date < one.date:
            newest[key] = one
    for one in newest.values():
        message, hint = _left_out(one)
        if message:
            yield one.finding(message, "covered", hint=hint)


def _left_out(one: Attestation) -> tuple[str, str]:
    left = one.required - one.covered
    if not one.required:
        return f"`{one.group}` has nobody, so that nothing is attested", "count the group again"
    if not one.covered:
        return (
            f"nobody of {one.required} in `{one.group}` is covered: this attests nothing",
            "count again when they are",
        )
    if left > 0 and one.note is None:
        verb = "is" if left == 1 else "are"
        message = f"{one.covered} of {one.required} in `{one.group}` are covered: {left} {verb} not"
        return message, "write in `note` what is done about them"
    return "", ""
