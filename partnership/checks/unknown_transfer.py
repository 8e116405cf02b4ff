"""A sub-processor's transfer, and the data-processing agreement, are listed.

A sub-processor names the transfer by which data reaches it, so that everybody sees what allows it. A name
that nothing is listed under allows nothing. The same holds for the contract whose terms the register is.

To mend it: list the transfer under `transfers`, the contract under `contracts` of the Partnership, or
correct the name.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from partnership.agreement import Agreement
from partnership.documents import DataProtection
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every transfer and contract that is named and not listed."""
    found = agreement.partnership
    contracts = [one.id for one in found.contracts] if found else []
    for stretch in agreement.stretches(DataProtection):
        terms = stretch.terms
        known = [one.id for one in terms.transfers]
        for index, one in enumerate(terms.sub_processors):
            if one.transfer is not None and one.transfer not in known:
                message = f"there is no transfer `{one.transfer}`"
                hint = _hint(one.transfer, known, "list it under `transfers`")
                yield terms.finding(message, "sub_processors", index, "transfer", hint=hint)
        if terms.contract is not None and found and terms.contract not in contracts:
            message = f"there is no contract `{terms.contract}`"
            hint = _hint(terms.contract, contracts, "list it under `contracts` of the Partnership")
            yield terms.finding(message, "contract", hint=hint)


def _hint(name: str, known: list[str], otherwise: str) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    return f"did you mean `{near[0]}`?" if near else otherwise
