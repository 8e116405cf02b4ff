"""The minimum is the weaker of the two levels.

Below the expected level a promise is missed, below the minimum it is broken. A minimum that asks for
more than what is expected makes each ordinary miss a breach at once, which is not what either level
says.

To mend it: swap the two, or correct the one that was mistyped. Which way is weaker follows from the
metric's `direction`; for `share within`, fewer on time is weaker.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._promises import with_metric
from partnership.findings import Finding, Severity
from partnership.judging.counts import is_higher_better

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every row whose minimum asks for more than is expected."""
    for sla, metric in with_metric(agreement):
        up = is_higher_better(sla.terms.statistic, metric)
        for index, row in enumerate(sla.terms.targets):
            if row.minimum.unit != row.expected.unit:
                continue
            ahead = row.minimum.value - row.expected.value
            if (ahead if up else -ahead) > 0:
                message = (
                    f"the minimum {row.minimum} asks for more than the expected {row.expected}"
                )
                hint = f"{'more' if up else 'less'} is better here; swap the two or correct one"
                yield sla.terms.finding(message, "targets", index, "minimum", hint=hint)
