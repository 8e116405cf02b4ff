"""What the pages of change show: requests, risks, improvements, and how work comes in and goes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from partnership.documents import (
    SLA,
    ChangeRequest,
    Document,
    ExitPlan,
    Improvement,
    Risk,
    TransitionPlan,
)
from partnership.documents.handover import Access, Knowledge
from partnership.documents.risk import IMPACTS, LIKELIHOODS
from partnership.duties.changing import MILESTONE, find_changing
from partnership.duties.duty import Duty, State
from partnership.duties.handover import last_counted
from partnership.duties.improving import find_measured
from partnership.duties.retention import end_of
from partnership.handbook.book import Book
from partnership.handbook.names import day_words, period_words, row_words
from partnership.handbook.writing import STACKED, bullets, escape, paragraph, table
from partnership.judging.credits.amounts import money_text
from partnership.measuring.still_open import StillOpen


def about(
    book: Book,
    document: ChangeRequest | Risk | Improvement | ExitPlan | TransitionPlan,
    path: str,
) -> Iterator[str]:
    """Yield what the page of one of these kinds shows."""
    match document:
        case ChangeRequest():
            yield from request(book, document, path)
        case Risk():
            yield from risk(book, document, path)
        case Improvement():
            yield from improvement(book, document, path)
        case ExitPlan():
            yield from ending(book, document, path)
        case TransitionPlan():
            yield from coming(book, document, path)


def request(book: Book, found: ChangeRequest, path: str) -> Iterator[str]:
    """Yield what a change request's page shows."""
    yield paragraph(escape(found.what), "pac-lead")
    by = f"{escape(book.party(found.raised_by))} asked on {day_words(found.raised_on)}"
    yield paragraph(f"{by}. {escape(found.why)}")
    yield paragraph(f"<strong>{escape(standing(book, found))}</strong>.")
    impact = found.impact
    rows = [
        ("Scope", impact.scope),
        ("Cost", impact.cost),
        ("Amount", str(impact.amount) if impact.amount else None),
        ("Levels", impact.levels),
        ("People", impact.people),
    ]
    shown = [(name, escape(said)) for name, said in rows if said]
    if shown:
        yield "## What it means for both"
        yield table(("What", "How"), shown)
    changed = [book.agreement.named(name) for name in found.changes]
    if any(changed):
        yield "## What it changes"
        yield bullets(book.link_to(one, path) for one in changed if one)
    if found.branch:
        said = f"Its terms stand in the branch {found.branch}: partnership diff and replay say what it does."
        yield paragraph(escape(said))


def standing(book: Book, found: ChangeRequest) -> str:
    """Say how a request stands on the day."""
    answer = found.answer
    if answer is None or answer.on > book.as_of:
        late = ", which is past" if found.answer_by < book.as_of else ""
        return f"Not answered yet: to be answered by {day_words(found.answer_by)}{late}"
    said = f"{answer.decision.capitalize()} on {day_words(answer.on)}"
    said += f": {answer.reason}" if answer.reason else ""
    if answer.decision == "refused":
        return said
    if found.made and found.made.on <= book.as_of:
        return f"{said}; in the terms since {day_words(found.made.on)} ({found.made.reference})"
    return f"{said}; to hold from {day_words(found.effective_from)}, not in the terms yet"


def risk(book: Book, found: Risk, path: str) -> Iterator[str]:
    """Yield what a risk's page shows."""
    terms = found.on(book.as_of) or found
    yield paragraph(escape(f"{terms.cause} {terms.effect}"), "pac-lead")
    due = end_of(terms.reviewed_on or terms.effective.from_, terms.review_every)
    late = " <strong>(overdue)</strong>" if due < book.as_of else ""
    yield paragraph(
        f"{escape(terms.likelihood.capitalize())}, and {escape(terms.impact)} if it happens. "
        f"{book.role(terms.owner, path)} watches it, and looks at it again by {day_words(due)}{late}."
    )
    yield "## What is done"
    yield paragraph(f"Both decided to {escape(terms.response)} it.")
    yield bullets(escape(one) for one in terms.measures)
    if terms.warning_signs:
        yield "## What would be seen first"
        yield bullets(escape(one) for one in terms.warning_signs)
    watched = [book.agreement.named(name) for name in terms.watches]
    if any(watched):
        yield "## Where it would show"
        yield bullets(book.link_to(one, path) for one in watched if one)


def risks(book: Book, documents: Iterable[Document], path: str) -> Iterator[str]:
    """Yield the risks as a table, the worst first."""
    found = [one.on(book.as_of) or one for one in documents if isinstance(one, Risk)]
    found.sort(key=lambda one: (-weight(one), one.title))
    rows = (
        (
            book.link_to(one, path),
            escape(one.likelihood),
            escape(one.impact),
            str(weight(one)),
            book.role(one.owner, path),
            escape(one.response),
        )
        for one in found
    )
    head = ("Risk", "How likely", "How bad", "Of 25", "Watched by", "What is done")
    yield table(head, rows, STACKED)


def weight(one: Risk) -> int:
    """Weigh a risk: how likely times how bad, each from 1 to 5."""
    return (LIKELIHOODS.index(one.likelihood) + 1) * (IMPACTS.index(one.impact) + 1)


def improvement(book: Book, found: Improvement, path: str) -> Iterator[str]:
    """Yield what an improvement's page shows: what is tried, what the numbers say, who gains."""
    terms = found.on(book.as_of) or found
    yield paragraph(escape(terms.hypothesis), "pac-lead")
    sla = book.agreement.get(SLA, terms.sla)
    promise = book.link_to(sla, path) if sla else escape(terms.sla)
    yield paragraph(
        f"{promise} tells: {period_words(terms.measured_in)} against {period_words(terms.baseline)}, "
        f"by {escape(terms.expected_gain)} or more. {book.role(terms.owner, path)} says what came of it "
        f"by {day_words(terms.until)}."
    )
    measured = list(find_measured(book.agreement, terms, book.verdicts))
    yield "## What the numbers say"
    yield bullets(
        ("" if one.segment == "all" else f"{escape(row_words(one.segment))}: ")
        + escape(one.words)
        + (", <strong>reached</strong>" if one.is_reached else ", not reached")
        for one in measured
    ) or paragraph("Not both periods are measured yet.")
    if terms.result:
        yield "## What came of it"
        said = (
            f"{terms.result.outcome.capitalize()}, and {terms.result.kept}: {terms.result.learned}"
        )
        yield paragraph(escape(said))
    if terms.gain:
        yield "## Who gains"
        whole, currency = Fraction(terms.gain.value.value), terms.gain.value.currency
        shares = (("client", terms.gain.client), ("provider", terms.gain.provider))
        rows = (
            (
                escape(book.party(party)),
                escape(share),
                escape(money_text(whole * share.value, currency)),
            )
            for party, share in shares
        )
        yield table(("Who", "Share", "A year"), rows)


def ending(book: Book, found: ExitPlan, path: str) -> Iterator[str]:
    """Yield what an exit plan's page shows."""
    terms = found.on(book.as_of) or found
    yield paragraph(
        escape(f"{terms.notice} of notice, and {terms.tail} of help after it."), "pac-lead"
    )
    yield paragraph(escape(terms.promises_meanwhile))
    due = end_of(terms.last_drill or terms.effective.from_, terms.drill_every)
    tried = f"Tried on {day_words(terms.last_drill)}" if terms.last_drill else "Never tried yet"
    late = " <strong>(overdue)</strong>" if due < book.as_of else ""
    yield paragraph(f"{tried}, again by {day_words(due)}{late}: {book.role(terms.owner, path)}.")
    yield "## What begins it"
    yield bullets(escape(one) for one in terms.triggers)
    yield from _milestones(book, terms, path)
    yield from _list(book, terms.counted_by, terms.handed_over, path)
    yield from _knowledge(book, terms.knowledge, path)
    if terms.data:
        yield "## What becomes of data"
        rows = (
            (
                escape(one.what),
                escape(f"{one.then}, within {one.within}"),
                book.role(one.owner, path),
                escape(one.certificate or ""),
            )
            for one in terms.data
        )
        yield table(("Data", "What becomes of it", "Who", "What shows it"), rows, STACKED)
    yield from _accounts(book, terms.accounts, path)
    if terms.survives:
        yield "## What outlasts the end"
        yield bullets(escape(one) for one in terms.survives)


def coming(book: Book, found: TransitionPlan, path: str) -> Iterator[str]:
    """Yield what a transition plan's page shows."""
    terms = found.on(book.as_of) or found
    said = f"From {terms.comes_from}; the provider answers from {day_words(terms.cut_over)} on."
    yield paragraph(escape(said), "pac-lead")
    yield paragraph(escape(terms.promises_meanwhile))
    yield from _milestones(book, terms, path)
    yield from _list(book, terms.counted_by, terms.taken_over, path)
    yield from _knowledge(book, terms.knowledge, path)
    yield from _accounts(book, terms.accounts, path)


def _milestones(book: Book, terms: ExitPlan | TransitionPlan, path: str) -> Iterator[str]:
    if not terms.milestones:
        return
    dated = {
        one.loc: one
        for one in find_changing(book.agreement, book.as_of)
        if one.topic == MILESTONE and one.document.name == terms.name
    }
    rows = []
    for index, one in enumerate(terms.milestones):
        duty = dated.get(("milestones", index))
        after = f"{one.after_notice} after the notice" if one.after_notice else ""
        due = day_words(duty.due) if duty else escape(after)
        rows.append((escape(one.title), book.role(one.owner, path), due, _done(book, duty)))
    yield "## What is done by when"
    yield table(("Milestone", "Who", "By", "Done"), rows, STACKED)


def _done(book: Book, duty: Duty | None) -> str:
    if duty is None:
        return "not begun"
    if duty.done_on and duty.done_on <= book.as_of:
        return day_words(duty.done_on) + ("" if duty.is_in_time else " (late)")
    is_late = duty.state(book.as_of) is State.OVERDUE
    return "<strong>overdue</strong>" if is_late else "not yet"


def _list(book: Book, sla: str, said: tuple[str, ...], path: str) -> Iterator[str]:
    """Yield how many are open, by the last measurement, and what is said of each of them."""
    yield "## What is handed over"
    yield paragraph("Of each open requisition, in the tracking system and never here:")
    yield bullets(escape(one) for one in said)
    if sla in book.still_open:
        yield from _open_now(book, book.still_open[sla])
        return
    counted = last_counted(book.agreement, sla)
    if counted is None:
        yield paragraph("How many are open is not known: nothing was measured yet.")
        return
    rows = [(_row_name(one.segment), one.past_due, one.not_due) for one in counted.rows]
    link = book.link_to(counted.measurement, path)
    known = day_words(counted.measurement.known)
    yield paragraph(
        f"How many were open when it was last counted, for {link}, known on {known}. "
        "No event store was asked for today's number."
    )
    yield _summed(("Row", "Past due, or by age", "Standing still"), rows)


def _open_now(book: Book, rows: tuple[StillOpen, ...]) -> Iterator[str]:
    """Yield how many requisitions are open on the day, by the event store."""
    day = day_words(book.as_of)
    yield paragraph(f"How many are open as {day} begins, counted from the event store.")
    counts = [(_row_name(one.segment), one.requisitions, one.openings) for one in rows]
    yield _summed(("Row", "Requisitions", "Openings of them"), counts)


def _summed(head: tuple[str, str, str], rows: list[tuple[str, int, int]]) -> str:
    whole = ("<strong>all</strong>", sum(row[1] for row in rows), sum(row[2] for row in rows))
    return table(head, ((name, str(one), str(other)) for name, one, other in (*rows, whole)))


def _row_name(segment: str | None) -> str:
    return "in no row" if segment is None else escape(row_words(segment))


def _knowledge(book: Book, found: tuple[Knowledge, ...], path: str) -> Iterator[str]:
    if found:
        yield "## Who takes over what somebody knows"
        rows = (
            (
                escape(one.topic),
                book.role(one.from_role, path),
                book.role(one.to_role, path),
                escape(one.form),
            )
            for one in found
        )
        yield table(("What", "From", "To", "How"), rows, STACKED)


def _accounts(book: Book, found: tuple[Access, ...], path: str) -> Iterator[str]:
    if found:
        yield "## Accounts and rights"
        rows = (
            (
                escape(one.what),
                book.role(one.held_by, path),
                book.role(one.goes_to, path) if one.goes_to else "nobody: closed",
            )
            for one in found
        )
        yield table(("What", "Held by", "Goes to"), rows, STACKED)
