"""A survey of both sides looks at all of how they get on.

Two companies get on in five dimensions: trust, innovation, communication, team orientation and focus. A survey
with pairs that leaves one out tells of health where nobody looked.

To mend it: add two questions about it, one about the own side and one about the other, and pair them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from partnership.agreement import Agreement
from partnership.documents import Survey
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every survey with pairs that leave a dimension out."""
    for stretch in agreement.stretches(Survey):
        survey = stretch.terms
        if survey.pairs:
            asked = {one.dimension for one in survey.pairs}
            missing = [one for one in _dimensions() if one not in asked]
            if missing:
                named = " and ".join(f"`{one}`" for one in missing)
                message = f"{len(asked)} of 5 dimensions are asked: {named} {'is' if len(missing) == 1 else 'are'} not"
                hint = "add a pair of questions for each"
                yield survey.finding(message, "pairs", hint=hint)


def _dimensions() -> tuple[str, ...]:
    from partnership.documents.survey import Dimension

    return get_args(Dimension)
