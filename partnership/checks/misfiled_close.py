"""A Close is called, and filed, by the month it closes.

Its id is the month, `2026-03`, with `-r1` for its first correction, and its file is
`records/closes/2026-03.yaml`. Called otherwise, it seals another month than its name says; filed elsewhere, it is not
found by whoever looks.

To mend it: restore the record from git, or move the file back; a Close is not edited by hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Close
from partnership.findings import Finding, Severity
from partnership.judging.closing import FOLDER

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every Close whose id or path does not say what it closes."""
    for close in agreement.of(Close):
        wanted = f"{agreement.base}{FOLDER}/{close.id}.yaml"
        if close.id.partition("-r")[0] != str(close.period):
            message = f"`{close.id}` closes {close.period}"
            yield close.finding(message, "id", hint="restore the record; it is not edited by hand")
        elif close.path not in {wanted, wanted.removesuffix("yaml") + "yml"}:
            message = f"the file of the Close `{close.id}` stands elsewhere"
            yield close.finding(message, "id", hint=f"move it to `{wanted}`")
