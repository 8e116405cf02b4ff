"""What was counted lies within what both expected, or what they agreed on follows.

A forecast has bands: so much above it, so much below it. Beyond them the other party's capacity does not fit,
and the plan says what follows: relief by rule for the promises it names, or a ladder. The arithmetic is exact, on
the counts of the promise that counts the openings. It is named for three months, until what follows is recorded;
a band that relieves the whole period is not, because nobody has to record it.

To mend it: write a `Relief` of type `volume outside band` for the days that it concerns, which needs no answer;
or take it up the ladder with an `Escalation` about the plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from partnership.agreement import Agreement
from partnership.documents import Escalation, HiringPlan, Relief
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING
RECENT = timedelta(days=92)


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every volume outside its band after which nothing has followed yet."""
    if not agreement.of(HiringPlan):
        return
    from partnership.duties.volumes import said_of
    from partnership.measuring.volumes import all_volumes, asked_of

    for volume in all_volumes(agreement, as_of):
        if volume.known is None or not as_of - RECENT <= volume.known <= as_of:
            continue
        for band in volume.outside:
            if band.days == "whole period" and band.then == "relief":
                continue
            if band.then == "relief":
                named = {
                    name
                    for relief in agreement.of(Relief)
                    if relief.type == "volume outside band"
                    and any(one.loc == volume.loc for one in asked_of(agreement, relief))
                    for name in relief.affects
                }
                left = [name for name in band.affects if name not in named]
                if not left:
                    continue
                listed = ", ".join(f"`{name}`" for name in left)
                follows = f"relief of {listed} follows, which falls on the {band.falls_on}"
                hint = "write a `Relief` of type `volume outside band`; it needs no answer"
            else:
                about = volume.plan.name
                if any(
                    one.about == about and one.raised_at.day >= volume.known
                    for one in agreement.of(Escalation)
                ):
                    continue
                follows = f"it goes up `{band.escalation}`, which falls on the {band.falls_on}"
                hint = f"raise an `Escalation` about `{about}`"
            message = f"{said_of(volume, band)}: {follows}"
            yield volume.plan.finding(message, *volume.loc, hint=hint)
