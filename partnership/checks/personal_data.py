"""No document, record or page holds what belongs to one person.

Both companies and every clone read what stands here, and git forgets nothing. People are named by their seat.
What is looked for, in the text as it is written, comments included: mail addresses outside the parties'
`domains` that are no shared mailbox, phone numbers, national ids whose check digits hold, payment cards, IBANs,
links to a person's page, and access tokens. The finding says which sort it is and never repeats it. Mailboxes
and desks that a Channel names as its `address` are known; a seat's `contact` is looked at like any other text.

Where it is no person's after all, say so where it stands: `# allow[phone]: the reception's number, public`. At
the end of a line it holds for that line; alone on a line, for what follows. On a page it is written
`[//]: # (allow[phone]: the reception's number, public)`. Sorts are `e-mail`, `phone`, `national id`, `card`,
`IBAN`, `profile link` and `token`.

To mend it: take it out and name the role; `partnership purge-guide` says what else to do where it was pushed.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._persons import Places, finding, looked
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield what looks like a person's, wherever it stands."""
    for one in looked(agreement):
        if one.leaks:
            places = Places(agreement, one.path, one.text)
            yield from (finding(places.at(leak.start), leak) for leak in one.leaks)
