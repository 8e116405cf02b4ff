"""What a metric is based on is a definition of the library.

`based_on: time-to-fill@1` says where a definition was copied from, so that both parties can see what
they changed, and what the field has changed since. A name or a version that the library does not have
leads nowhere. It decides nothing: what is counted stands in the metric itself.

To mend it: write the name and version that the definition's page shows, which
`partnership explain metric:ID` prints, or leave `based_on` out. A version above this program's own comes
from a newer program.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Metric
from partnership.findings import Finding, Severity, nearest

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every metric that says it is based on what the library does not have."""
    for stretch in agreement.stretches(Metric):
        metric = stretch.terms
        if metric.based_on is not None:
            yield from _unknown(metric, metric.based_on)


def _unknown(metric: Metric, written: str) -> Iterator[Finding]:
    from partnership.library import IDS, base_of, entry

    name, version = base_of(written) or ("", 0)
    if not name:
        message = f"`{written}` is not a definition's name and version"
        yield metric.finding(message, "based_on", hint="write it like `time-to-fill@1`")
    elif name not in IDS:
        near = nearest(name, IDS)
        hint = f"did you mean `{near}@{version}`?" if near else "see `partnership metrics list`"
        yield metric.finding(f"the library has no metric `{name}`", "based_on", hint=hint)
    elif version > (latest := entry(name).version):
        message = f"the library's `{name}` has no version {version}"
        yield metric.finding(message, "based_on", hint=f"its version is {latest}")
