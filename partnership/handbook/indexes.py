"""The pages that lead to others: a list for each kind, the scorecard, the glossary, the findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from partnership.documents import SLA, Document, EscalationPath, Measurement, Metric
from partnership.handbook import changing, feeds, followups, minutes, sentences, writing
from partnership.handbook.book import PARTIES, QUARTER, Book
from partnership.handbook.kinds import when
from partnership.handbook.ladder import Names, ladder
from partnership.handbook.names import (
    day_words,
    names_of,
    period_words,
    row_words,
    sum_words,
)
from partnership.handbook.promises import badge
from partnership.handbook.writing import Page, escape, paragraph, table
from partnership.judging import Status, Verdict


def kind_index(book: Book, kind: str, documents: tuple[Document, ...]) -> Page:
    """Write the page that lists a kind's documents."""
    names, path = names_of(kind), book.index_of(kind)
    blocks = [f"# {names.many}", paragraph(names.intro)]
    match kind:
        case "SLA":
            blocks += _promises(book, path)
        case "Cadence":
            blocks += [*_listed(book, documents, path), *_meetings(book, path)]
        case "MeetingRecord":
            blocks += minutes.index(book, documents, path)
        case "EscalationPath":
            blocks += _ladders(book, path)
        case "Measurement":
            blocks += _measurements(book, path)
        case "CorrectiveAction":
            blocks += [*_listed(book, documents, path), *followups.actions(book, path)]
        case "Risk":
            blocks += changing.risks(book, documents, path)
        case "Close":
            newest = sorted(documents, key=lambda one: one.id, reverse=True)
            blocks.append(writing.bullets(book.link_to(one, path) for one in newest))
        case _:
            blocks += _listed(book, documents, path)
    return Page(path, names.many, writing.joined(blocks))


def _listed(book: Book, documents: tuple[Document, ...], path: str) -> Iterator[str]:
    yield writing.bullets(
        book.link_to(document, path) + _first_words(document)
        for document in sorted(documents, key=book.title_of)
    )


def _first_words(document: Document) -> str:
    said = getattr(document, "intent", "") or getattr(document, "purpose", "")
    said = said or getattr(document, "objective", "")
    return f": {escape(said)}" if said else ""


def _promises(book: Book, path: str) -> Iterator[str]:
    for party in (*PARTIES, "both"):
        found = [sla for sla in book.agreement.of(SLA) if sla.owed_by == party]
        if not found:
            continue
        yield f"## What {writing.inline(book.party(party))} {'owe' if party == 'both' else 'owes'}"
        for sla in found:
            today = sla.on(book.as_of) or sla
            metric = book.agreement.get(Metric, today.metric)
            said = [
                escape(sentences.promise(today, metric, one, book.currency))
                for one in today.targets
            ]
            title = f'<p class="pac-card-title">{book.link_to(sla, path)}</p>'
            yield f'<div class="pac-card">{title}{writing.bullets(said)}</div>'


def _meetings(book: Book, path: str) -> Iterator[str]:
    last = book.as_of + QUARTER
    yield f"## From {day_words(book.as_of)} to {day_words(last)}"
    if not book.meetings:
        yield paragraph("No meeting falls into these months.")
    rows = (
        (when(one), book.link_to(one.cadence, path), book.role(one.chair, path))
        for one in book.meetings
    )
    yield table(("When", "Meeting", "Led by"), rows)
    yield from feeds.listed(book, path)


def _ladders(book: Book, path: str) -> Iterator[str]:
    titles = {role.id: role.title for role in book.roles}
    names = Names(titles, book.party("client"), book.party("provider"))
    for found in book.agreement.of(EscalationPath):
        terms = found.on(book.as_of) or found
        yield f"## {writing.inline(found.title)}"
        yield f'<figure class="pac-figure" tabindex="0">{ladder(terms, names)}</figure>'
        yield paragraph(book.link_to(found, path, "Every step, with what brings something to it"))


def _measurements(book: Book, path: str) -> Iterator[str]:
    found = sorted(book.agreement.of(Measurement), key=lambda one: str(one.period), reverse=True)
    rows = []
    for period, group in groupby(found, key=lambda one: str(one.period)):
        links = ", ".join(book.link_to(one, path, _sla_title(book, one)) for one in group)
        rows.append((period_words(period), links))
    yield table(("Period", "What was counted"), rows)


def _sla_title(book: Book, measurement: Measurement) -> str:
    sla = book.agreement.get(SLA, measurement.sla)
    return sla.title if sla else measurement.sla


def glossary(book: Book) -> Page:
    """Write the glossary: every metric with its formula, its aim and its source."""
    path = book.page("glossary")
    blocks = ["# Glossary", paragraph("What the numbers mean, and where they come from.")]
    for metric in sorted(book.agreement.of(Metric), key=lambda one: one.title):
        sources = {
            sla.data_source
            for sla in book.agreement.of(SLA)
            if sla.metric == metric.id and sla.data_source
        }
        told = [
            ("What for", escape(metric.intent)),
            ("How it is counted", escape(sentences.formula(metric))),
            ("Better is", "less" if metric.direction == "lower is better" else "more"),
            ("Where it comes from", escape("; ".join(sorted(sources)) or "not said")),
        ]
        if metric.standard_ref:
            told.append(("Standard", escape(metric.standard_ref)))
        told.append(("More", book.link_to(metric, path)))
        items = "".join(f"<dt>{term}</dt><dd>{said}</dd>" for term, said in told)
        blocks += [f"## {writing.inline(metric.title)}", f'<dl class="pac-told">{items}</dl>']
    return Page(path, "Glossary", writing.joined(blocks))


def scorecard(book: Book) -> Iterator[Page]:
    """Write the scorecard: a page for each period, and one that leads to them."""
    ended = [one for one in book.verdicts if one.status is not Status.NOT_YET_DUE]
    ended.sort(key=lambda one: (one.last, one.period), reverse=True)
    periods = [(period, tuple(group)) for period, group in groupby(ended, lambda one: one.period)]
    path = book.page("scorecard/index")
    rows = []
    for period, verdicts in periods:
        link = book.link(book.page(f"scorecard/{period}"), period_words(period), path)
        if all(one.sealed for one in verdicts):
            link += " <small>closed</small>"
        rows.append((link, *(_short_sum(verdicts, party) for party in PARTIES)))
    head = ("Period", escape(book.party("client")), escape(book.party("provider")))
    blocks = ["# Scorecard", paragraph("How both sides kept their promises, period by period.")]
    blocks.append(table(head, rows) or paragraph("No period has ended yet."))
    yield Page(path, "Scorecard", writing.joined(blocks))
    for period, verdicts in periods:
        yield _period(book, period, verdicts)


def _short_sum(verdicts: Iterable[Verdict], party: str) -> str:
    own = [one for one in verdicts if one.owed_by == party]
    if not own:
        return "nothing due"
    if not any(one.is_judged for one in own):
        return badge(own[0])
    breached = next((badge(one) for one in own if one.is_breach), "")
    return f"{sum_words([one.status for one in own])} {breached}"


def _period(book: Book, period: str, verdicts: tuple[Verdict, ...]) -> Page:
    path = book.page(f"scorecard/{period}")
    title = f"Scorecard of {period_words(period)}"
    blocks = [
        paragraph(book.link(book.page("scorecard/index"), "Scorecard", path), "pac-crumb"),
        f"# {title}",
        followups.closed_by(book, (one.sealed for one in verdicts if one.sealed), path),
    ]
    for party in (*PARTIES, "both"):
        own = [one for one in verdicts if one.owed_by == party]
        if not own:
            continue
        owes = "owe" if party == "both" else "owes"
        blocks.append(f"## What {writing.inline(book.party(party))} {owes}")
        head = ("Promise", "Verdict", "Result", "Counts", "Target", "Minimum")
        blocks.append(table(head, (_line(book, one, path) for one in own), "pac-verdicts"))
    return Page(path, title, writing.joined(blocks))


def _line(book: Book, verdict: Verdict, path: str) -> tuple[str, ...]:
    sla = book.agreement.get(SLA, verdict.sla)
    title = book.link_to(sla, path) if sla else escape(verdict.title)
    if verdict.segment != "all":
        title += f", {escape(row_words(verdict.segment))}"
    counts = escape(verdict.counted)
    levels = (escape(verdict.expected or ""), escape(verdict.minimum or ""))
    return title, badge(verdict), escape(verdict.shown), counts, *levels


def findings(book: Book) -> Page:
    """Write what keeps a draft from being published."""
    path = book.page("findings")
    own = {page.path: f"{book.folder}{page.where}" for page in book.targets.pages.values()}
    shown, rows = {**book.refused, **own}, []
    for found in book.findings:
        document = book.by_path.get(found.place.path)
        where = f"<code>{escape(found.place.path)}</code>"
        if document:
            where = f"{book.link_to(document, path)}<br>{where}"
        elif found.place.path in shown:
            where = writing.link(where, writing.address(shown[found.place.path], path))
        where += f", line {found.place.line}"
        rows.append((escape(found.severity), where, escape(found.message), escape(found.hint)))
    blocks = ["# Findings", table(("How much", "Where", "What", "Next step"), rows)]
    return Page(path, "Findings", writing.joined(blocks))
