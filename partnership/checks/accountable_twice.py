"""One seat answers for an activity, and one decides a question.

Several documents may say who does what; each activity and each decision stands in one of them only.
Named twice, it has two seats that answer for it, and each can point at the other.

To mend it: keep the activity or the decision in one document, or give the other one its own id.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import Responsibilities
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every activity and decision that a second document names too."""
    seen: dict[tuple[str, str], Responsibilities] = {}
    for terms in agreement.in_force(Responsibilities, as_of):
        for field in ("activities", "decisions"):
            for index, one in enumerate(getattr(terms, field)):
                first = seen.setdefault((field, one.id), terms)
                if first.id != terms.id:
                    message = f"{first.name} names `{one.id}` too"
                    hint = f"keep it in {first.path}, or give this one another id"
                    yield terms.finding(message, field, index, "id", hint=hint)
