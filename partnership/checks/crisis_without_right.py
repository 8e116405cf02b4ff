"""A crisis is declared and stood down by those whom both sides gave the right to.

A declaration stops clocks. A role that the plan does not name under `declares`, and that is no deputy of one,
declares nothing: no promise stands still. Standing down takes a role of each side that the plan names under
`stands_down`.

To mend it: let a role with the right declare it, and write that; or give the role the right in the plan, which
takes both sides.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import CrisisRecord
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every declaration and every end by a role without the right."""
    if not agreement.of(CrisisRecord):
        return
    from partnership.measuring.by_plan import holders, plan_of

    for record in agreement.of(CrisisRecord):
        plan = plan_of(agreement, record)
        if plan is None:
            continue
        may = holders(agreement, (*plan.declares.client, *plan.declares.provider))
        name = record.declared.role
        if name in agreement.roles and name not in may:
            listed = ", ".join(
                f"`{one}`" for one in (*plan.declares.client, *plan.declares.provider)
            )
            message = f"`{name}` declared it, and may not: no promise stands still"
            hint = f"the plan lets {listed} and their deputies declare it"
            yield record.finding(message, "declared", "role", hint=hint)
        if record.stood_down is None:
            continue
        for party in ("client", "provider"):
            rights = getattr(plan.stands_down, party)
            name = getattr(record.stood_down, party)
            if name in agreement.roles and name not in holders(agreement, rights):
                listed = ", ".join(f"`{one}`" for one in rights)
                message = f"`{name}` stood it down for the {party}, and may not"
                hint = f"the plan lets {listed} and their deputies do it"
                yield record.finding(message, "stood_down", party, hint=hint)
