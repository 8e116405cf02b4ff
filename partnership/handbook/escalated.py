"""What is on the ladders: open escalations with their deadlines, and the page of each record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from partnership.clock import day_bounds
from partnership.documents import Escalation, EscalationPath
from partnership.documents.escalation import Position
from partnership.duties.climbing import DECIDED, climb
from partnership.duties.drills import who_is_called
from partnership.duties.matters import Open, matter_of
from partnership.handbook.book import Book
from partnership.handbook.names import day_words
from partnership.handbook.writing import STACKED, bullets, escape, paragraph, table
from partnership.reporting.escalations import end_words, facts, level_words, moment

HEAD = ("What", "Level", "Who holds it", "Until", "Then")


def on_home(book: Book, path: str) -> Iterator[str]:
    """Yield what the first page shows of open escalations; nothing where none is open."""
    if book.open:
        yield "## What is on the ladder"
        yield table(HEAD, (_row(book, one, path) for one in book.open), STACKED)


def on_path(book: Book, ladder: EscalationPath, path: str) -> Iterator[str]:
    """Yield what is open on one ladder."""
    own = [one for one in book.open if one.climb.present.path.id == ladder.id]
    yield "## What is open"
    if own:
        yield table(HEAD, (_row(book, one, path) for one in own), STACKED)
    else:
        yield paragraph("Nothing is.")


def _row(book: Book, one: Open, path: str) -> tuple[str, ...]:
    rung, climbed = one.climb.present, one.climb
    zone = book.agreement.zone(rung.path.calendar)
    about = book.agreement.named(one.matter.about)
    title = (
        book.link_to(one.record, path)
        if one.record
        else book.link_to(about, path)
        if about
        else escape(one.matter.about)
    )
    who = f"raised by {escape(book.party(one.record.raised_by))}" if one.record else "by the terms"
    what = f"{title}<br><small>{escape(one.matter.what) if not one.record else who}</small>"
    held = "<br>".join(
        book.role(seat.reach.role.id if seat.reach else seat.role, path)
        for seat in who_is_called(book.agreement, rung, climbed.until)
    )
    return what, escape(level_words(rung)), held, *_until(book, one, zone)


def _until(book: Book, one: Open, zone: str) -> tuple[str, str]:
    """Say until when a level answers or decides, and what comes then."""
    rung, climbed = one.climb.present, one.climb
    if climbed.state == DECIDED and rung.decided:
        said = f"decided {moment(zone, rung.decided.at)}"
        left = one.needed - one.clean
        then = "it may be closed" if left <= 0 else f"closed after {left} more clean periods"
        return escape(said), escape(then)
    following = climbed.following(book.agreement)
    if following is None:
        return "<strong>its time has passed</strong>", escape(end_words(rung))
    last = rung.acknowledge_by if rung.waits_for else rung.decide_by
    verb = "acknowledged" if rung.waits_for else "decided"
    until = f"to be {verb} until {moment(zone, last)}" if last is not None else "no day"
    above = level_words(rung, following.level) if following.level else end_words(rung)
    return escape(until), escape(above)


def escalation(book: Book, record: Escalation, path: str) -> Iterator[str]:
    """Yield what the page of a record shows: where it stands, both sides' facts, every step."""
    about = book.agreement.named(record.about)
    subject = book.link_to(about, path) if about else escape(record.about)
    raised = (
        f"{escape(book.party(record.raised_by))} raised it on {day_words(record.raised_at.day)}, "
        f"about {subject}."
    )
    yield paragraph(raised, "pac-lead")
    found = next((one for one in book.open if one.record and one.record.id == record.id), None)
    if found:
        yield "## Where it stands"
        rows = facts(book.agreement, found, found.climb.until)
        yield table(("Of it", "Now"), ((escape(name), escape(said)) for name, said in rows))
    yield "## What each side says"
    yield from _position(book, "client", record.client_position, path)
    yield from _position(book, "provider", record.provider_position, path)
    if record.agreed_facts:
        yield "### What both agree on"
        yield bullets(escape(fact) for fact in record.agreed_facts)
    yield from _course(book, record)
    if record.closed:
        result = escape(record.closed.result)
        yield paragraph(f"Closed on {day_words(record.closed.on)}. From now on: {result}")


def _position(book: Book, party: str, found: Position | None, path: str) -> Iterator[str]:
    yield f"### {escape(book.party(party))}"
    if found is None:
        yield paragraph("Has not written its facts yet.")
        return
    yield bullets(escape(fact) for fact in found.facts)
    who = book.role(found.role, path)
    yield paragraph(
        f"Proposes: {escape(found.proposal)} <small>({who}, {day_words(found.on)})</small>"
    )


def _course(book: Book, record: Escalation) -> Iterator[str]:
    """Yield every level that it reached, with what was done there."""
    matter = matter_of(book.agreement, record)
    day = min(book.as_of, record.closed.on) if record.closed else book.as_of
    until = day_bounds(book.agreement.zone(), day, day)[1] - 1
    if matter is None or matter.since > until:
        return
    zone = book.agreement.zone(matter.path.calendar)
    rows = []
    for rung in climb(book.agreement, matter, until).rungs:
        done = [
            f"{moment(zone, act.at)}: {act.did} by {_title(book, act.role)}"
            + (f". {act.text}" if act.text else "")
            for act in sorted(matter.acts, key=lambda one: one.at)
            if act.at <= until and act.level == rung.level.id
        ]
        if rung.left_at is not None and rung.moved_by is None:
            done.append(f"{moment(zone, rung.left_at)}: goes up, {rung.left_because}")
        answers = moment(zone, rung.acknowledge_by) if rung.acknowledge_by is not None else ""
        decides = moment(zone, rung.decide_by) if rung.decide_by is not None else ""
        limits = f"to acknowledge until {answers}<br>to decide until {decides}"
        cells = (escape(level_words(rung)), moment(zone, rung.since), limits, _lines(done))
        rows.append(cells)
    yield "## How it went"
    yield table(("Level", "Since", "Had until", "What was done"), rows, STACKED)


def _title(book: Book, name: str) -> str:
    role = book.agreement.roles.get(name)
    return role.title if role else name


def _lines(said: Iterable[str]) -> str:
    return "<br>".join(escape(line) for line in said) or "nothing"
