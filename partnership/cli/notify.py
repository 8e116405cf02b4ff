"""`partnership notify`: tells each role what it owes, on a channel."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from partnership.cli.options import path_argument, read_agreement
from partnership.cli.todo import Ahead

if TYPE_CHECKING:
    from partnership.agreement import Agreement
    from partnership.documents import Channel
    from partnership.sending.messages import Message, Text
    from partnership.sending.services import Service

STATE = Path("build") / "notified.json"
FEW, FEW_TITLE = 2000, 250
"""What a service takes at least, where none is known."""


@click.command("notify")
@path_argument
@click.option(
    "--party",
    type=click.Choice(("client", "provider")),
    required=True,
    help="Whose roles are told.",
)
@click.option(
    "--channel", "named", required=True, metavar="CHANNEL", help="Where: the id of a Channel."
)
@click.option("--role", metavar="ROLE", help="Only this seat.")
@click.option(
    "--within",
    type=Ahead(),
    default="7d",
    metavar="SPAN",
    show_default=True,
    help="How far is looked ahead: 7d, 2 weeks.",
)
@click.option(
    "--at",
    metavar="MOMENT",
    help="A day, 2026-07-10, or a moment with its zone, 2026-07-10T15:30+01:00; now by default.",
)
@click.option("--send", is_flag=True, help="Send; without it the messages are only shown.")
@click.option(
    "--state",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where is kept what was sent; build/notified.json by default.",
)
@click.option(
    "--addresses",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A file outside the repository: in each line a channel and its secret address.",
)
def command(
    path: Path,
    party: str,
    named: str,
    role: str | None,
    within: timedelta,
    at: str | None,
    send: bool,  # noqa: FBT001
    state: Path | None,
    addresses: Path | None,
) -> int:
    """Tell each role of a party what it owes: one message for each, on one channel.

    PATH is a partnership's folder or anything in it. Without --send nothing is sent. What was sent
    once is not sent again, until it is overdue. Who is not at work now is told later; what a channel
    is not for is left out, and both are said. The channel's address for apprise is a secret: it
    stands in the environment variable PARTNERSHIP_NOTIFY_CHANNEL (the channel's id in capitals),
    in PARTNERSHIP_NOTIFY, or in the file of --addresses.
    """
    from partnership.checks._persons import known_in
    from partnership.cli.todo import asked
    from partnership.cli.who import read_moment
    from partnership.clock import local_time
    from partnership.loading import find_root
    from partnership.sending.messages import write_messages
    from partnership.sending.remembered import read_sent
    from partnership.sending.services import find_address, open_service

    root = find_root(path)
    agreement = read_agreement(root)
    moment = read_moment(at, agreement.zone())
    day = local_time(agreement.zone(), moment).date()
    channel = _channel(agreement, named, day)
    file = state or root / STATE
    sent = read_sent(file)
    todo = asked(root, agreement, day, within, role, party)
    messages = tuple(
        write_messages(agreement, todo, channel, moment, sent.on(channel.id), known_in(agreement))
    )
    address = find_address(channel.id, os.environ, addresses, _top(root, agreement))
    service = open_service(address) if address else None
    if not messages:
        click.echo("Nothing to tell: nothing is due, or all was told before.")
        return 0
    if not send:
        for line in _shown(messages, channel, service):
            click.echo(line)
        return 0
    if service is None:
        raise click.UsageError(_no_address(channel.id))
    return _send(messages, channel, service, file, str(day))


def _top(root: Path, agreement: Agreement) -> Path:
    """Give git's top: the folder from which paths of documents are told."""
    top = root.resolve()
    for _ in PurePosixPath(agreement.base).parts:
        top = top.parent
    return top


def _channel(agreement: Agreement, named: str, day: date) -> Channel:
    from partnership.documents import Channel
    from partnership.errors import WrongUsage
    from partnership.findings import nearest

    known = agreement.ids("Channel")
    found = agreement.get(Channel, named)
    if found is None:
        near = nearest(named, known)
        told = f"did you mean `{near}`?" if near else f"there are: {', '.join(known) or 'none'}"
        raise WrongUsage(f"there is no Channel `{named}`; {told}")
    terms = found.on(day)
    if terms is None:
        raise WrongUsage(f"the Channel `{named}` is not in force on {day}")
    return terms


def _shown(messages: Iterable[Message], channel: Channel, service: Service | None) -> Iterator[str]:
    """Yield what would be sent."""
    from partnership.reporting.words import printable

    for message in messages:
        yield f"{_standing(message, channel, 'would go now')}"
        yield from (f"  {one}" for one in message.left_out)
        if message.items and not message.not_sent:
            text = _fitted(message, service)
            body = (
                (message.title, *text.body.splitlines()) if text.title else text.body.splitlines()
            )
            yield from (printable(f"  | {line}") for line in body)
        yield ""
    size = (
        f"{service.name}: at most {service.longest:,} signs" if service else _no_address(channel.id)
    )
    yield f"Nothing was sent; --send sends. {size}"


def _send(
    messages: Iterable[Message], channel: Channel, service: Service, file: Path, day: str
) -> int:
    """Send what goes now, and keep after each message that it was sent."""
    from partnership.sending.messages import name_of
    from partnership.sending.remembered import read_sent, write_sent

    failed = 0
    for message in messages:
        said = _standing(message, channel, "sent")
        if message.goes:
            text = _fitted(message, service)
            if text.body and service.send(text.title, text.body):
                sent = read_sent(file).added(channel.id, map(name_of, text.said), day)
                write_sent(file, sent)
                said += f"; {text.more} more the next time" if text.more else ""
            else:
                failed += 1
                said = _standing(message, channel, f"NOT sent: {service.name} did not take it")
        click.echo(said)
        for one in message.left_out:
            click.echo(f"  {one}")
    return 1 if failed else 0


def _fitted(message: Message, service: Service | None) -> Text:
    from partnership.sending.messages import fitted

    if service is None:
        return fitted(message, FEW, FEW_TITLE)
    return fitted(message, service.longest, service.longest_title)


def _standing(message: Message, channel: Channel, goes: str) -> str:
    """Say to whom a message is, and whether it goes."""
    from partnership.reporting.words import plural, printable

    if message.not_sent:
        goes = f"not sent: {message.not_sent}"
    elif not message.items:
        goes = "not sent: nothing that may be said here"
    elif message.held_until:
        goes = f"held until {message.held_until}"
    told = plural(len(message.items), "thing")
    return printable(f"{message.who}, on {channel.title} ({channel.tool}), {told}: {goes}")


def _no_address(channel: str) -> str:
    from partnership.sending.services import variable_of

    return (
        f"`{channel}` has no address: set {variable_of(channel)}, or name a file with --addresses"
    )
