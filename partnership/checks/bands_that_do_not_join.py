"""Each value costs what one band says.

Bands that read 98.0% to 98.9% and 99% and above leave out 98.95%, and bands that share an end hold it
twice. Whoever gets that value argues about it. One end of a band is left open: `from: 98%` with
`below: 99%`, and the next begins `from: 99%`. The lowest band has no lower end and the highest no upper one.

To mend it: let each band begin exactly where the one below it ends.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._credits import bounds, value_text
from partnership.documents import Commercials
from partnership.documents.commercials import Band
from partnership.findings import Finding, Severity
from partnership.judging.credits.bands import ends_of, find_witnesses, stretches, unit_of

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every place between bands that none or more than one of them holds."""
    for days in agreement.stretches(Commercials):
        for index, category in enumerate(days.terms.categories):
            if category.points is not None:
                yield from _bands(days.terms, category.points.bands, index)


def _bands(terms: Commercials, bands: tuple[Band, ...], index: int) -> Iterator[Finding]:
    where = ("categories", index, "points", "bands")
    if not any(ends_of(band) for band in bands):
        if len(bands) > 1:
            message = f"{len(bands)} bands hold every value"
            yield terms.finding(message, *where, hint="say where each of them begins or ends")
        return
    unit = unit_of(bands)
    if unit is None:
        message = "the ends of these bands are not all of one unit"
        yield terms.finding(message, *where, hint="write all of them as percentages, or as numbers")
        return
    empty = [one.index for one in stretches(bands) if one.is_empty]
    for position in empty:
        message = "no value lies in this band: it ends before it begins"
        yield terms.finding(message, *where, position, hint="exchange its two ends")
    if empty:
        return
    for position, value, held in find_witnesses(bands, *bounds(unit)):
        count = "no band applies" if not held else f"{held} bands apply"
        message = f"at {value_text(value, unit)} {count}"
        hint = "let each band begin where the one below ends: `from: 98%` above `below: 98%`"
        yield terms.finding(message, *where, position, hint=hint)
