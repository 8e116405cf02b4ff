"""Each term that a contract with a processor needs stands somewhere, or is said to be missing.

Article 28(3) GDPR lists what a controller and its processor agree on at least. The register says for each
where it stands in the contract and what shows that it is lived. What nobody wrote down is found out in an
audit, or after a breach.

To mend it: add the term to `terms` with its `clause`; where it is not agreed yet, write `missing` with the
reason and the day by which it will be, so that somebody is asked for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from partnership.agreement import Agreement
from partnership.documents import DataProtection
from partnership.documents.data_protection import Article28Term
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
HINT = "add it to `terms` with its `clause`, or say `missing: {because: …, by: …}`"


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every minimum term that the register of a processor's contract does not account for."""
    for stretch in agreement.stretches(DataProtection):
        terms = stretch.terms
        parties = [role for one in terms.activities for role in (one.client, one.provider)]
        listed = Counter(one.term for one in terms.terms)
        if "processor" in parties:
            absent = [name for name in get_args(Article28Term) if name not in listed]
            if absent:
                names = ", ".join(f"`{name}`" for name in absent)
                message = f"{len(absent)} of {len(get_args(Article28Term))} terms are not accounted for: {names}"
                yield terms.finding(message, "terms", hint=HINT)
        for index, one in enumerate(terms.terms):
            if one.clause is None and one.missing is None:
                message = f"the term `{one.term}` has no `clause` and is not said to be `missing`"
                yield terms.finding(message, "terms", index, hint="write one of the two")
            elif one.clause is not None and one.missing is not None:
                message = f"the term `{one.term}` stands in {one.clause} and is said to be missing"
                yield terms.finding(message, "terms", index, "missing", hint="keep one of the two")
            if listed[one.term] > 1:
                message = f"the term `{one.term}` is listed {listed[one.term]} times"
                yield terms.finding(message, "terms", index, hint="keep one, with every clause")
