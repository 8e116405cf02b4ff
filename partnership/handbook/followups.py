"""What follows from verdicts: disputes, corrective actions with their days, and closed months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from partnership.documents import SLA, Close, Commercials, CorrectiveAction, Dispute, Measurement
from partnership.documents.close import SealedAccount, SealedVerdict
from partnership.handbook.book import Book
from partnership.handbook.names import (
    STATUSES,
    day_words,
    field_words,
    period_words,
    row_words,
)
from partnership.handbook.writing import bullets, escape, paragraph, table
from partnership.judging.actions import Owed
from partnership.judging.credits.amounts import money_text
from partnership.judging.disputes import is_in_time, is_open, last_day_to_decide
from partnership.judging.sealed import status_of
from partnership.judging.wording import shown

ACTION_HEAD = ("What", "Owed by", "Due", "Done")


def dispute(book: Book, found: Dispute, path: str) -> Iterator[str]:
    """Yield what a dispute's page shows: what is contested, by whom, and how it stands."""
    measurement = book.agreement.get(Measurement, found.measurement)
    what = book.link_to(measurement, path) if measurement else escape(found.measurement)
    rows = f", {escape(' and '.join(map(row_words, found.segments)))}" if found.segments else ""
    yield paragraph(f"{escape(book.party(found.raised_by))} contests {what}{rows}.", "pac-lead")
    yield paragraph(f"{escape(standing(book, found))}.")


def standing(book: Book, found: Dispute) -> str:
    """Say how a dispute stands on the day."""
    if found.outcome and found.outcome.on <= book.as_of:
        return f"{found.outcome.decision.capitalize()} on {day_words(found.outcome.on)}"
    if not is_in_time(book.agreement, found):
        return "Raised too late to count"
    last = last_day_to_decide(book.agreement, found)
    if not is_open(found, book.as_of) or last is None:
        return "Not decided yet"
    said = f"to be decided by {day_words(last)}"
    return f"Not decided yet, {said}{', which is past' if last < book.as_of else ''}"


def disputes_of(book: Book, sla: SLA, path: str) -> Iterator[str]:
    """Yield what was contested about a promise."""
    rows = []
    for found in book.agreement.of(Dispute):
        measurement = book.agreement.get(Measurement, found.measurement)
        if measurement and measurement.sla == sla.id:
            when = period_words(measurement.period)
            by = escape(book.party(found.raised_by))
            rows.append((book.link_to(found, path, when), by, escape(standing(book, found))))
    if rows:
        yield "## What was contested"
        yield table(("Period", "By", "How it stands"), rows)


def action(book: Book, found: CorrectiveAction, path: str) -> Iterator[str]:
    """Yield what a corrective action's page shows: the breaches, and each thing with its day."""
    said = (
        f"{escape(book.party(found.owed_by))} acts after "
        f"{' and '.join(_breaches(book, found, path))}."
    )
    yield paragraph(said, "pac-lead")
    own = [one for one in book.owed if one.action is found]
    if own:
        yield "## What is due when"
        yield table(ACTION_HEAD, (_owed(book, one, path) for one in own))


def _breaches(book: Book, found: CorrectiveAction, path: str) -> Iterator[str]:
    for breach in found.breaches:
        sla = book.agreement.get(SLA, breach.sla)
        name = book.link_to(sla, path) if sla else escape(breach.sla)
        row = f", {escape(row_words(breach.segment))}," if breach.segment else ""
        yield f"the breach of {name}{row} in {period_words(breach.period)}"


def actions(book: Book, path: str) -> Iterator[str]:
    """Yield everything that is owed after breaches, for the page that lists the records."""
    if book.owed:
        rows = ((*_owed(book, one, path), _after(book, one, path)) for one in book.owed)
        yield table((*ACTION_HEAD, "After"), rows)


def actions_of(book: Book, sla: SLA, path: str) -> Iterator[str]:
    """Yield what followed the breaches of a promise."""
    own = [one for one in book.owed if any(each.sla == sla.id for each in one.breaches)]
    if own:
        yield "## What followed the breaches"
        rows = ((*_owed(book, one, path), _after(book, one, path)) for one in own)
        yield table((*ACTION_HEAD, "After"), rows)


def _owed(book: Book, one: Owed, path: str) -> tuple[str, str, str, str]:
    step = (
        next((each for each in one.action.actions if each.id == one.what), None)
        if (one.action and one.is_step)
        else None
    )
    what = escape(step.text if step else field_words(one.what))
    by = escape(book.party(one.owed_by))
    if one.owner:
        by += f"<br><small>{book.role(one.owner, path)}</small>"
    return what, by, day_words(one.due), _done(book, one)


def _done(book: Book, one: Owed) -> str:
    if one.done_on and one.done_on <= book.as_of:
        return day_words(one.done_on) + (" (late)" if one.is_late else "")
    return "<strong>overdue</strong>" if one.is_overdue(book.as_of) else "not yet"


def _after(book: Book, one: Owed, path: str) -> str:
    periods = " and ".join(dict.fromkeys(period_words(each.period) for each in one.breaches))
    return book.link_to(one.action, path, periods) if one.action else escape(periods)


def close(book: Book, found: Close, path: str) -> Iterator[str]:
    """Yield what a closed month's page shows: its verdicts as they were sealed, and what they rest on."""
    yield paragraph(_sealed(book, found, path), "pac-lead")
    if found.because:
        yield paragraph(f"It corrects the month: {escape(found.because)}")
    if found.unmeasured_because:
        yield paragraph(f"Closed though not all is measured: {escape(found.unmeasured_because)}")
    yield "## What was sealed"
    head = ("Promise", "Period", "Verdict", "Result", "Target", "Minimum")
    yield table(head, (_row(book, one, path) for one in found.verdicts), "pac-verdicts")
    if found.credits:
        yield "## What is owed for it"
        sums = ("Terms", "Period", "Owed by", "Credits", "Payable", "Given back", "Earned")
        yield table(sums, (_account(book, one, path) for one in found.credits))
    if found.left_open:
        yield "## What is sealed later"
        yield bullets(
            f"{_promise(book, one.sla, path)}, {period_words(one.period)}: due {day_words(one.due)}"
            for one in found.left_open
        )
    yield "## What it rests on"
    yield bullets(_rests_on(book, found, path))


def _sealed(book: Book, found: Close, path: str) -> str:
    said = f"{period_words(found.period)} is closed, and every period that ends with it"
    before = book.agreement.get(Close, found.previous.id) if found.previous else None
    return f"{said}; the one before is {book.link_to(before, path)}." if before else f"{said}."


def _row(book: Book, one: SealedVerdict, path: str) -> tuple[str, ...]:
    words = STATUSES[status_of(one)]
    badge = (
        f'<span class="pac-badge pac-{words.tone}"><span aria-hidden="true">{words.mark}</span> '
        f"{words.words}</span>"
    )
    row = "" if one.segment == "all" else f", {escape(row_words(one.segment))}"
    value = ""
    if one.value is not None and one.expected is not None:
        levels = [level.value for level in (one.expected, one.minimum) if level]
        value = escape(shown(one.value, one.expected.unit, levels))
    return (
        _promise(book, one.sla, path) + row,
        period_words(one.period),
        badge,
        value,
        escape(one.expected or ""),
        escape(one.minimum or ""),
    )


def _account(book: Book, one: SealedAccount, path: str) -> tuple[str, ...]:
    terms = book.agreement.get(Commercials, one.commercials)
    total = money_text(one.total, one.currency)
    if any(line.state == "not determined" for line in one.lines):
        total += ", and more is not known"
    return (
        book.link_to(terms, path) if terms else escape(one.commercials),
        period_words(one.period),
        escape(book.party(one.owed_by)),
        escape(total),
        *(
            escape(money_text(each, one.currency))
            for each in (one.payable, one.returned, one.earned)
        ),
    )


def _promise(book: Book, sla: str, path: str) -> str:
    found = book.agreement.get(SLA, sla)
    return book.link_to(found, path) if found else escape(sla)


def _rests_on(book: Book, found: Close, path: str) -> Iterator[str]:
    """Yield each measurement and document with its digest."""
    for name, digest in found.measurements.items():
        measurement = book.agreement.get(Measurement, name)
        words = book.link_to(measurement, path) if measurement else escape(name)
        yield f"{words} <small><code>{digest[:12]}</code></small>"
    for terms in found.terms:
        document = book.agreement.named(terms.document)
        words = book.link_to(document, path) if document else escape(terms.document)
        now = "" if document and document.digest == terms.digest else ", as it stood then"
        yield f"{words}{now} <small><code>{terms.digest[:12]}</code></small>"


def closed_by(book: Book, closes: Iterable[str], path: str) -> str:
    """Say which Closes sealed a period."""
    found = [one for name in dict.fromkeys(closes) if (one := book.agreement.get(Close, name))]
    links = " and ".join(book.link_to(one, path) for one in found)
    return paragraph(f"Closed, and judged as it stood then: {links}.") if links else ""
