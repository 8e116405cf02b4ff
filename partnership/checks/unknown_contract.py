"""The order of precedence names papers that are listed.

It says which paper wins where two differ. An id that is neither `repository` nor one of `contracts`
leaves that open, and it is asked exactly when the parties disagree.

To mend it: list the paper under `contracts`, or correct its id.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from partnership.agreement import Agreement
from partnership.documents import Partnership
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
HERE = "repository"


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every paper in the order of precedence that is not listed."""
    for partnership in agreement.of(Partnership):
        for _, terms in partnership.versions():
            known = [HERE, *(contract.id for contract in terms.contracts)]
            for index, name in enumerate(terms.order_of_precedence):
                if name not in known:
                    near = get_close_matches(name, known, n=1, cutoff=0.5)
                    hint = f"did you mean `{near[0]}`?" if near else "list it under `contracts`"
                    message = f"there is no contract `{name}`"
                    yield terms.finding(message, "order_of_precedence", index, hint=hint)
