"""An event map says only what an import can do.

A map names columns, words and days that must fit together: a word that the event table does not have, a
column of people, a table that leaves out what every row needs, a form of days that cannot be read. An
import refuses such a map; this check says so at its line, before anyone has exported anything.

To mend it: do what the hint says. `partnership import SYSTEM --list` prints what a known system's
exports are read for.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import EventMap
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield everything in every map that cannot be done."""
    for stretch in agreement.stretches(EventMap):
        # Few agreements have one, and what is known of the systems is long.
        from partnership.importing.mapped import mapped

        terms = stretch.terms
        for fault in mapped(terms).faults:
            yield terms.finding(fault.message, *fault.loc, hint=fault.hint)
