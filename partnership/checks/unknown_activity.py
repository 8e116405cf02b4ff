"""An incident happened in an activity that is listed.

From the activity follows who is controller and who processor, and from that whose clock runs to whom. An
incident in an activity that nobody listed starts no clock.

To mend it: correct the name, or list the activity in the `DataProtection`.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from partnership.agreement import Agreement
from partnership.documents import Incident
from partnership.duties.breach_clocks import activity_of, terms_of
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every incident in an activity that is not listed, or in which its party has no part."""
    for incident in agreement.of(Incident):
        terms = terms_of(agreement, incident)
        if terms is None:
            continue
        activity = activity_of(agreement, incident)
        if activity is None:
            known = [one.id for one in terms.activities]
            near = get_close_matches(incident.activity, known, n=1, cutoff=0.5)
            hint = f"did you mean `{near[0]}`?" if near else f"list it in {terms.name}"
            yield incident.finding(
                f"there is no activity `{incident.activity}`", "activity", hint=hint
            )
        elif getattr(activity, incident.party) is None:
            message = (
                f"the {incident.party} takes no part in `{activity.id}`, so none of its clocks runs"
            )
            yield incident.finding(message, "party", hint="correct the party or the activity")
