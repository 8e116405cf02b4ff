"""What every kind of store is asked, so that one answer can be held against another byte by byte."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import partnership.example
from partnership.agreement import Agreement
from partnership.errors import PartnershipError, StoreError
from partnership.example.simulator import SEED, simulate
from partnership.library import entries, metric_text, sla_text
from partnership.library.copying import SLATerms
from partnership.loading import load
from partnership.loading.document import load_document
from partnership.measuring.business_time import TimeTables
from partnership.measuring.measurements import find_tasks, measure_one
from partnership.measuring.records import to_yaml
from partnership.store.opening import OpenStore
from partnership.store.tables import TABLES
from partnership.values.periods import Span
from tests.conformance.courses import course_documents, courses
from tests.conformance.sums import sums
from tests.library.worked import PARTNERSHIP, START
from tests.measuring.stores import (
    CALENDAR,
    FEEDBACK,
    FILL,
    HEAD,
    OFFERS,
    REVIEW,
    SLATE,
    Events,
    at,
    score,
    terms,
)

EXAMPLE = Path(partnership.example.__file__).parent / "repository"
OWNERS = ("head-of-ta", "account-director")
STRANGE = '50% o\'clock "Łódź" $p0 :p1 %(p2)s'
"""A segment's name with every sign that means something to some driver."""


@dataclass(frozen=True)
class Case:
    """An agreement, the events it is measured on, and the periods."""

    name: str
    agreement: Callable[[], Agreement]
    write: Callable[[Path], Path]
    periods: tuple[str, ...]
    known: date = date(2027, 1, 1)


def answers(case: Case, store: OpenStore) -> Mapping[str, str]:
    """Measure a case: each record's bytes, or why there is none, by SLA and period."""
    agreement, found = _agreement(case.agreement), {}
    spans = tuple(Span.parse(period) for period in case.periods)
    tables = TimeTables(store)
    for task in find_tasks(agreement, case.known, spans, known=case.known):
        name = f"{task.sla.id} {task.period}"
        try:
            made = measure_one(agreement, tables, task, case.known, case.known)
        except StoreError as error:
            found[name] = f"store: {error}"
        except PartnershipError as error:
            found[name] = f"refused: {error}"
        else:
            found[name] = to_yaml(made)
    return found


@cache
def _agreement(make: Callable[[], Agreement]) -> Agreement:
    return make()


def loaded(texts: Sequence[str]) -> Agreement:
    """An agreement of documents."""
    documents = []
    for number, text in enumerate(texts):
        one = load_document(f"{number}.yaml", text.encode())
        assert one.document, [finding.message for finding in one.findings]
        documents.append(one.document)
    return Agreement(tuple(documents))


def example_agreement() -> Agreement:
    """The example partnership: its promises, its relief."""
    return load(EXAMPLE)


def library_agreement() -> Agreement:
    """One promise of each definition of the library."""
    texts = [PARTNERSHIP, CALENDAR]
    for one in entries():
        texts.append(metric_text(one, OWNERS, START))
        texts.append(sla_text(one, OWNERS, START, SLATerms("uk")))
    return loaded(texts)


def course_agreement() -> Agreement:
    """Promises about what is reached, what lasts, and what still runs at the end."""
    return loaded(course_documents())


def adversarial_agreement() -> Agreement:
    """Promises that look at ties, nulls, borders and segments in which nothing happened."""
    texts = [CALENDAR]
    shares = "expected: 90%, minimum: 80%}"
    by_row = (
        f"{{id: strange, when: {{job_family: {_quoted(STRANGE)}}}, within: 10 calendar days, {shares}"
        f"\n  - {{id: nobody, when: {{level: nobody}}, within: 5 calendar days, {shares}"
        f"\n  - {{id: others, otherwise: true, within: 30 calendar days, {shares}"
    )
    pauses = {"pauses": "[hold, scope change]", "open_past_due": "counts as a miss"}
    days = "{id: all, within: 2 business days, expected: 90%, minimum: 80%}"
    hours = "{id: all, within: 8 business hours, expected: 90%, minimum: 80%}"
    plain = "{id: all, expected: 90%, minimum: 80%}"
    promises = {
        "fill": (FILL, terms(targets=by_row, **pauses)),
        "fill-by-stop": (FILL, terms("median", "stop", targets=plain)),
        "fill-again": (
            FILL + "reopening: resume the clock\n",
            terms(targets=by_row, **pauses),
        ),
        "fill-anew": (FILL + "reopening: new clock\n", terms(targets=by_row, **pauses)),
        "fill-ours": (
            FILL.replace("evergreen", "agency, referral") + "reopening: resume the clock\n",
            terms(targets=by_row, **pauses),
        ),
        "slate": (SLATE, terms(targets=days, **pauses)),
        "review": (REVIEW, terms(targets=days, open_past_due="counts as a miss")),
        "review-hours": (
            REVIEW.replace("business days", "business hours"),
            terms(targets=hours, open_past_due="counts as a miss"),
        ),
        "feedback": (FEEDBACK, terms(targets=hours, open_past_due="counts as a miss")),
        "offers": (OFFERS, terms("ratio of sums", "stop", targets=plain)),
        "times": (
            FEEDBACK.replace("feedback\n", "interview\n", 1)
            .replace("interview ended", "slots requested")
            .replace("feedback submitted", "slots provided")
            .replace("not required", "cancelled"),
            terms(targets=hours, open_past_due="counts as a miss"),
        ),
        "score": (
            score(),
            terms("net promoter score", "stop", "quarter", "{id: all, expected: 10, minimum: 0}"),
        ),
    }
    for name, (metric, promise) in promises.items():
        texts.append(f"kind: Metric\nid: {name}\n{HEAD}intent: Speed.\n{metric}")
        texts.append(
            f"kind: SLA\nid: {name}\n{HEAD}owed_by: provider\nclass: kpi\nmetric: {name}\n"
            f"calendar: uk\n{promise}"
        )
    return loaded(texts)


def adversarial(folder: Path) -> Path:
    """Write rows that databases like to disagree on."""
    events = Events()
    strange = events.requisition("r-strange", job_family=STRANGE)
    plain = events.requisition("r-plain")
    _borders(events, plain, strange)
    _pauses(events)
    _ties(events, plain)
    _days(events, plain)
    _undone(events)
    _moved(events)
    _approvals(events)
    _interviews(events, plain)
    _stages(events, plain)
    events.answers({0: 5, 6: 3, 7: 2, 9: 1, 10: 9}, period="2026-Q1")
    return events.write(folder)


def _borders(events: Events, plain: str, strange: str) -> None:
    """Instants at the ends of months, at both ends of daylight saving, and a stop at its start."""
    for opened, accepted in (
        ("2026-03-01 00:00", "2026-03-31 23:59:59"),
        ("2026-03-01 00:00:01", "2026-04-01 00:00"),
        ("2026-03-28 23:30", "2026-03-29 00:59:59"),
        ("2026-03-29 02:00", "2026-03-29 02:00"),
        ("2026-03-29 02:00", "2026-03-30 09:00"),
        ("2025-10-26 00:30", "2025-10-26 02:00"),
        ("2026-03-02 09:00", None),
        ("2026-03-10 09:00", "2026-03-05 09:00"),
    ):
        events.opening(opened, accepted, requisition=plain)
        events.opening(opened, accepted, requisition=strange)
    for reason in ("cancelled_client", "frozen", "duplicate"):
        events.opening(
            "2026-03-03 09:00",
            requisition=plain,
            closed_at=at("2026-03-20 12:00"),
            close_reason=reason,
        )
    for ended, submitted in (
        ("2026-03-27 16:59:59", "2026-03-30 09:00:01"),
        ("2026-03-27 17:00", "2026-03-27 17:00"),
        ("2026-03-28 12:00", "2026-03-30 08:00"),
        ("2026-03-31 10:00", None),
    ):
        events.feedback(ended, submitted)


def _interviews(events: Events, plain: str) -> None:
    """Interviews without a time yet, and cancelled ones before and after the times were due."""
    for status, cancelled in (
        ("scheduled", None),
        ("cancelled", None),
        ("cancelled", "2026-03-03 10:00"),
        ("cancelled", "2026-03-31 23:59:59"),
    ):
        application = events.application(plain)
        events.add(
            "interview",
            interview_id=f"asked-{application}",
            application_id=application,
            round=1,
            kind="panel",
            slots_requested_at=at("2026-03-02 10:00"),
            cancelled_at=at(cancelled) if cancelled else None,
            status=status,
            reschedules=0,
        )


def _pauses(events: Events) -> None:
    """Holds that touch, overlap, start as they end, and never end."""
    holds: dict[str, list[tuple[str, str | None]]] = {
        "touch": [("03-03", "03-05"), ("03-05", "03-07")],
        "nested": [("03-03", "03-20"), ("03-05", "03-07")],
        "empty": [("03-03", "03-03")],
        "open": [("03-03", None)],
    }
    for name, pairs in holds.items():
        asked = events.requisition(f"r-{name}")
        opening = events.opening("2026-03-02 09:00", "2026-03-27 09:00", requisition=asked)
        for number, (start, end) in enumerate(pairs):
            of = opening if number else None
            events.req("hold_started", f"2026-{start} 09:00", asked, of)
            if end:
                events.req("hold_ended", f"2026-{end} 09:00", asked, of)
    again = events.requisition("r-again")
    events.opening("2026-03-02 09:00", "2026-03-06 09:00", requisition=again)
    events.req("reopened", "2026-03-16 09:00", again)
    events.req("reopened", "2026-03-16 09:00", again)


def _ties(events: Events, plain: str) -> None:
    """Equal instants, equal versions, ids that sort one way or the other by letter case."""
    application = events.application(plain)
    for name, outcome in (("B1", "declined"), ("a1", "accepted"), ("_1", "expired")):
        events.offer(
            "2026-03-20 09:00",
            outcome,
            requisition=plain,
            application_id=application,
            offer_id=name,
        )
    for outcome in ("accepted", "declined", "withdrawn_candidate", "rescinded_employer"):
        events.offer("2026-03-31 23:59:59", outcome, requisition=plain)
    events.offer(None, "pending", requisition=plain)
    slate = events.requisition("r-slate")
    for moment in ("2026-03-02 09:00", "2026-03-02 09:00"):
        events.req("intake_completed", moment, slate)
    for _ in range(4):
        events.submitted("2026-03-04 12:00", slate)
    for moments in (("03-04 12:00",) * 3, ("03-02 08:00", "03-04 12:00", "03-05 12:00")):
        again = events.requisition()
        events.req("intake_completed", "2026-03-02 09:00", again)
        events.submitted("2026-03-04 12:00", again)
        shown = events.application(again)
        for moment in moments:
            events.add(
                "app_event",
                type="submitted_to_client",
                occurred_at=at(f"2026-{moment}"),
                application_id=shown,
            )
    events.add(
        "app_event",
        type="submitted_to_client",
        occurred_at=at("2026-03-09 09:00"),
        application_id="of-nobody",
    )


def _approvals(events: Events) -> None:
    """Approvals in turn and side by side, of one instant, refused, handed back, left, and decided late."""
    asked, late = "2026-03-03 10:00", "2026-04-01 00:00"
    every: list[list[tuple[str, str | None, str]]] = [
        [(asked, asked, "approved"), (asked, asked, "approved")],
        [(asked, "2026-03-04 10:00", "approved"), ("2026-03-04 10:00", None, "pending")],
        [(asked, "2026-03-04 10:00", "rejected"), (asked, "2026-03-05 10:00", "approved")],
        [(asked, "2026-03-04 10:00", "returned"), ("2026-03-04 10:00", late, "approved")],
        [(asked, "2026-03-04 10:00", "returned"), ("2026-03-04 10:00", asked, "approved")],
        [(asked, "2026-03-04 10:00", "approved"), (late, None, "pending")],
    ]
    for number, steps in enumerate(every):
        requisition = events.requisition(f"r-approved-{number}")
        offer = events.offer(
            None, "pending", requisition=requisition, extended_at=at("2026-03-06 10:00")
        )
        events.req("assigned", "2026-03-03 09:00", requisition)
        events.req("assigned", "2026-03-05 09:00", requisition)
        events.req("intake_completed", "2026-03-06 09:00", requisition)
        for step, (requested, decided, decision) in enumerate(steps):
            events.req("approved", requested, requisition)
            for subject, of in (("offer", offer), ("requisition", requisition)):
                events.add(
                    "approval",
                    approval_id=f"v-{of}-{step}",
                    subject=subject,
                    subject_id=of,
                    step=step,
                    approver_party="client",
                    requested_at=at(requested),
                    decided_at=decided and at(decided),
                    decision=decision,
                )


def _stages(events: Events, plain: str) -> None:
    """Stages of the end entered after an end, with it, in place of it, and left again."""
    for entered in (
        (("screen", "03-09 10:00"), ("rejected", "03-11 10:00:01")),
        (("screen", "03-09 10:00"), ("hired", "03-09 10:00")),
        (("withdrawn", "03-09 10:00"),),
        (("rejected", "03-09 10:00"), ("client_review", "03-10 10:00")),
        (("screen", "03-24 10:00"), ("screen", "03-24 10:00")),
    ):
        application = events.application(plain)
        for stage, when in entered:
            events.add(
                "app_event",
                type="stage_entered",
                stage=stage,
                occurred_at=at(f"2026-{when}"),
                application_id=application,
            )


def _days(events: Events, plain: str) -> None:
    """Answers of which the day alone is known: the day before, the same, the next, and over a clock change."""
    for shown, answer in (
        ("2026-03-03 15:00", "2026-03-02 00:00"),
        ("2026-03-03 15:00", "2026-03-03 00:00"),
        ("2026-03-03 18:00", "2026-03-03 23:59:59"),
        ("2026-03-03 15:00", "2026-03-04 00:00"),
        ("2026-03-28 15:00", "2026-03-29 00:00"),
        ("2026-03-29 15:00", "2026-03-29 23:59:59"),
        ("2026-03-31 23:59:59", "2026-03-31 00:00"),
    ):
        for kinds in (("second", "day"), ("day", "second"), ("day", "day")):
            application = events.application(plain)
            for kind, when, precision in zip(
                ("submitted_to_client", "client_advanced"), (shown, answer), kinds, strict=True
            ):
                events.add(
                    "app_event",
                    type=kind,
                    occurred_at=at(when),
                    application_id=application,
                    precision=precision,
                )


def _undone(events: Events) -> None:
    """What was decided and undone later, by states, by events, at the month's last instant and after."""
    asked = events.requisition("r-undone")
    for number, again in enumerate(("2026-03-31 23:59:59", "2026-04-01 00:00", "2026-04-20 10:00")):
        row = {"opening_id": f"u{number}", "opened_at": at("2026-02-02 09:00")}
        closed = {"closed_at": at("2026-02-20 10:00"), "close_reason": "cancelled_client"}
        for state, moment in ((row, "2026-02-02 09:00"), (row | closed, "2026-02-20 11:00")):
            events.add("opening", requisition_id=asked, recorded_at=at(moment), **state)
        events.add("opening", requisition_id=asked, recorded_at=at(again), **row)
        told = f"t{number}"
        events.opening("2026-02-02 09:00", requisition=asked, opening_id=told)
        events.req("cancelled", "2026-02-20 10:00", asked, told)
        events.req("reopened", again, asked, told)
        application = events.application(asked)
        events.rows["application"][-1]["source_category"] = "agency"
        for outcome, moment in (("accepted", "2026-03-20 10:00"), ("withdrawn_candidate", again)):
            events.offer(
                moment,
                outcome,
                row["opening_id"],
                asked,
                application_id=application,
                offer_id=f"undone{number}",
                recorded_at=at(moment),
            )


def _moved(events: Events) -> None:
    """An application moved from one requisition to another after it was shown, and shown there."""
    one, other = events.requisition("r-one"), events.requisition("r-other")
    for asked in (one, other):
        events.req("intake_completed", "2026-03-02 10:00", asked)
    for _ in range(3):
        name = events.application(one)
        events.rows["application"][-1]["recorded_at"] = at("2026-03-02 11:00")
        row = {"source_category": "inbound", "is_internal": "false", "application_id": name}
        moment = at("2026-03-20 10:00")
        events.add("application", requisition_id=other, recorded_at=moment, **row)
        for when in ("2026-03-04 10:00", "2026-03-23 10:00"):
            events.add(
                "app_event",
                type="submitted_to_client",
                occurred_at=at(when),
                application_id=name,
            )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def simulated(folder: Path) -> Path:
    """Write the example's eighteen months; a table it has nothing for is its header."""
    simulate(SEED, folder)
    for table in TABLES:
        path = folder / f"{table.name}.csv"
        if not path.exists():
            path.write_text(",".join(table.column_names) + "\n")
    return folder


CASES = (
    Case("adversarial rows", adversarial_agreement, adversarial, ("2026-03", "2026-Q1")),
    Case("what becomes of subjects", course_agreement, courses, ("2026-03", "2026-04")),
    Case(
        "the library on adversarial rows",
        library_agreement,
        adversarial,
        ("2026-03", "2026-Q1", "2025"),
    ),
    Case("the library on sums and groups", library_agreement, sums, ("2026-03", "2026-Q1", "2026")),
    Case(
        "the example on the simulated store",
        example_agreement,
        simulated,
        ("2025-11", "2026-05", "2026-Q1"),
        date(2026, 7, 7),
    ),
    Case(
        "the library on the simulated store",
        library_agreement,
        simulated,
        ("2026-03", "2026-Q1", "2025"),
        date(2026, 7, 7),
    ),
)
