"""Relief by a band is asked for where the volume is outside it.

A `Relief` of type `volume outside band` holds without an answer, because both sides agreed to the hiring plan.
That is so only where the plan relieves the promise, and where more or fewer openings were counted than the band
allows, in the period in which the days lie. Otherwise it is a request like any other, and waits for an answer.

To mend it: ask for days of a period that is outside its band, with their end; or give it another type.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import HiringPlan, Relief
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every unanswered relief by a band of a volume that is inside."""
    if not agreement.of(HiringPlan):
        return
    from partnership.duties.volumes import in_words
    from partnership.measuring.volumes import asked_of, is_by_band

    for relief in agreement.of(Relief):
        if relief.type != "volume outside band" or relief.answer is not None:
            continue
        asked = [one for one in asked_of(agreement, relief) if one.counted is not None]
        if asked and is_by_band(agreement, relief) is None:
            said = "; ".join(in_words(one) for one in asked)
            message = f"it asks for relief by the band, and nothing it affects is outside: {said}"
            hint = "let the other party answer it, or ask for days outside the band"
            yield relief.finding(message, "type", hint=hint)
