"""What is told goes where it may be said, and where it is seen.

A channel says which classes of data it may carry, and which seats read it. A report on a channel that may not carry
it breaks what was agreed about the channel; one that its readers do not see is told to nobody.

To mend it: name a channel that may carry it and that its readers read.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Channel, Disclosure
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every disclosure whose channel may not carry it, or is not read."""
    for stretch in agreement.stretches(Disclosure):
        terms = stretch.terms
        for channel in agreement.during(Channel, terms.channel, stretch):
            if terms.data not in channel.data_allowed:
                allowed = " and ".join(channel.data_allowed)
                message = f"`{channel.id}` may carry {allowed} data, and this is {terms.data}"
                yield terms.finding(message, "channel", hint="name a channel that may carry it")
            for index, role in enumerate(terms.told_to):
                if role in agreement.roles and role not in channel.audience:
                    message = f"`{role}` is told this and does not read the channel `{channel.id}`"
                    hint = f"add `{role}` to `audience` in {channel.path}"
                    yield terms.finding(message, "told_to", index, hint=hint)
