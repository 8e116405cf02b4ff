"""An address of events holds no password.

What stands in a document is read by both companies, by every clone and for good: git forgets
nothing. An address with a password, a token or another secret in it gives the events away to all of
them.

To mend it: write the address without the secret, set the whole address as the environment variable
PARTNERSHIP_EVENTS where events are measured, and change the password, for it is known now. A
PostgreSQL password may stand in the user's own password file instead.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Partnership
from partnership.findings import Finding, Severity
from partnership.store.places import holds_secret

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every address of events that holds a secret; the secret is not repeated."""
    for partnership in agreement.of(Partnership):
        for _, terms in partnership.versions():
            if terms.events and terms.events.at and holds_secret(terms.events.at):
                hint = "set the address as PARTNERSHIP_EVENTS where events are measured, and change the secret"
                yield terms.finding(
                    "the address of events holds a secret", "events", "at", hint=hint
                )
