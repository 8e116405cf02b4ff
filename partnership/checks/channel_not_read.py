"""Whoever has to answer reads the channel on which they are asked, and soon enough.

A decision, an activity or a level of a ladder may name the channel on which it is asked for. A seat
outside the channel's `audience` does not see the question; a channel that is answered more slowly
than the decision is due lets the time run out unread.

To mend it: add the seat to the channel's `audience`, or name a channel that it reads; agree on a
faster channel, or on more time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import Channel, Commitment, EscalationPath, Responsibilities
from partnership.findings import Finding, Loc, Severity
from partnership.values.durations import Span

SEVERITY = Severity.WARNING

Asked = tuple[Loc, str | None, tuple[str, ...], Span | None]
"""Where a channel is named, which, the seats that must read it, and how soon they must answer."""


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every channel on which the seat that must answer is not reached in time."""
    channels = {channel.id: channel for channel in agreement.in_force(Channel, as_of)}
    kinds: tuple[type[Commitment], ...] = (Responsibilities, EscalationPath)
    for terms in (one for kind in kinds for one in agreement.in_force(kind, as_of)):
        for loc, name, seats, within in _asked(terms):
            channel = channels.get(name or "")
            if channel is None:
                continue
            for seat in seats:
                if seat not in channel.audience and seat in agreement.roles:
                    message = f"`{seat}` has to answer and does not read the channel `{name}`"
                    hint = f"add `{seat}` to `audience` in {channel.path}"
                    yield terms.finding(message, *loc, hint=hint)
            if within and channel.response_within.rank > within.rank:
                message = (
                    f"the channel `{name}` is answered within {channel.response_within},"
                    f" and the answer is due within {within}"
                )
                yield terms.finding(
                    message, *loc, hint="name a faster channel, or agree on more time"
                )


def _asked(terms: Commitment) -> Iterator[Asked]:
    if isinstance(terms, Responsibilities):
        for index, activity in enumerate(terms.activities):
            yield ("activities", index, "channel"), activity.channel, activity.responsible, None
        for index, decision in enumerate(terms.decisions):
            loc = ("decisions", index, "channel")
            yield loc, decision.channel, (decision.decided_by,), decision.within
    if isinstance(terms, EscalationPath):
        for index, level in enumerate(terms.levels):
            seats = tuple(seat for seat in (level.client, level.provider) if seat)
            yield ("levels", index, "channel"), level.channel, seats, level.acknowledge_within
