"""Relief is answered by the other party.

Whoever asks to be relieved cannot grant it. An answer by the same party looks like agreement to whoever
reads the record; it does not count, and the measurement goes on as if nobody had answered.

To mend it: let the other party answer, in a change of its own; write its side in `answer: {by: …}`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Relief
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every relief that its own party answers."""
    for relief in agreement.of(Relief):
        if relief.answer is not None and relief.answer.by == relief.raised_by:
            other = "client" if relief.raised_by == "provider" else "provider"
            message = f"the {relief.raised_by} asks for this relief and answers it"
            yield relief.finding(message, "answer", "by", hint=f"the {other} answers it")
