"""The example's agreement says what it is meant to say, and is clean at every step it took."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.checks import find_all
from partnership.documents import KINDS, SLA, Calendar, Commitment
from partnership.example import days
from partnership.example.demo import AS_OF, BEGUN, example_files, known_on, months
from partnership.example.story import AMENDED, DRILLED, first_files, proposals
from partnership.files import write_file
from partnership.findings import Severity
from partnership.loading import load
from partnership.scaffold import write_repository

PROMISES = {
    "meeting-adherence": ("both", "kpi", "ratio of sums", "quarter", "stop", "client-uk"),
    "time-to-fill": ("provider", "critical", "share within", "month", "due date", "client-uk"),
    "first-slate": ("provider", "critical", "share within", "month", "due date", "provider-uk"),
    "interview-feedback": ("client", "critical", "share within", "month", "due date", "client-uk"),
    "offer-acceptance": ("provider", "kpi", "ratio of sums", "quarter", "stop", "client-uk"),
    "fill-rate": ("provider", "kpi", "share within", "quarter", "due date", "client-uk"),
    "candidate-nps": ("provider", "kpi", "net promoter score", "quarter", "stop", "client-uk"),
    "hiring-manager-satisfaction": (
        "provider",
        "kpi",
        "top two box",
        "quarter",
        "stop",
        "client-uk",
    ),
}
ROWS = {
    ("meeting-adherence", "all", "None", "85%", "50%"),
    ("time-to-fill", "standard", "45 calendar days", "85%", "70%"),
    ("time-to-fill", "critical", "30 calendar days", "85%", "70%"),
    ("first-slate", "standard", "7 business days", "90%", "80%"),
    ("first-slate", "critical", "4 business days", "90%", "80%"),
    ("interview-feedback", "all", "16 business hours", "90%", "75%"),
    ("offer-acceptance", "all", "None", "85%", "75%"),
    ("fill-rate", "all", "90 calendar days", "85%", "70%"),
    ("candidate-nps", "all", "None", "30", "10"),
    ("hiring-manager-satisfaction", "all", "None", "85%", "70%"),
}
# Public holidays, as the British government and Berlin's law have them.
ENGLAND_2025 = "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"
BERLIN_2025 = "01-01 03-08 04-18 04-21 05-01 05-08 05-29 06-09 10-03 12-25 12-26"
BERLIN_2026 = "01-01 03-08 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26"


@pytest.fixture(scope="module")
def agreement(tmp_path_factory):
    folder = tmp_path_factory.mktemp("example")
    write_repository(folder, example_files())
    return load(folder)


def rows(day, agreement):
    return {
        (sla.id, row.id, str(row.within), str(row.expected), str(row.minimum))
        for sla in agreement.in_force(SLA, day)
        for row in sla.targets
    }


def kept(agreement, name, year):
    calendar = agreement.get(Calendar, name)
    return " ".join(f"{one.day:%m-%d}" for one in calendar.holidays if one.day.year == year)


def test_nothing_is_found_in_it_but_the_review_that_a_waiver_accepts(agreement):
    assert [("care-due-soon", "transfers[eea-to-uk].reviewed_on")] == [
        (found.check, found.place.pointer) for found in find_all(agreement, AS_OF)
    ]
    assert len(agreement.documents) == agreement.files


def test_it_promises_what_was_agreed(agreement):
    promised = {
        sla.id: (
            sla.owed_by,
            sla.class_,
            str(sla.statistic),
            sla.window,
            sla.placed_by,
            sla.calendar,
        )
        for sla in agreement.of(SLA)
    }

    assert promised == PROMISES
    assert rows(date(2025, 12, 31), agreement) == ROWS


def test_the_first_slate_is_amended_from_the_first_of_january(agreement):
    after = {(*row[:3], "92%" if row[0] == "first-slate" else row[3], row[4]) for row in ROWS}

    assert rows(date(2026, 1, 1), agreement) == after


def test_months_begin_with_three_of_baselining(agreement):
    for sla in agreement.of(SLA):
        phases = [(phase.phase, phase.from_, phase.to) for phase in sla.phases]
        expected = [
            ("baselining", date(2025, 1, 1), date(2025, 3, 31)),
            ("steady", date(2025, 4, 1), None),
        ]
        assert phases == (expected if sla.window == "month" else [])


def test_the_saved_holidays_are_those_that_are_kept(agreement):
    assert kept(agreement, "client-uk", 2024) == "12-25 12-26"
    assert kept(agreement, "client-uk", 2025) == ENGLAND_2025
    assert kept(agreement, "provider-uk", 2025) == ENGLAND_2025
    assert kept(agreement, "client-de", 2025) == BERLIN_2025
    assert kept(agreement, "client-de", 2026) == BERLIN_2026


def test_the_simulator_s_business_days_are_the_calendar_s(agreement):
    for name in ("client-uk", "provider-uk"):
        saved = {holiday.day for holiday in agreement.get(Calendar, name).holidays}
        assert {day for day in saved if day.weekday() < 5 and day.year < 2027} == days.BANK_HOLIDAYS


def test_every_kind_of_commitment_is_shown(agreement):
    shown = {document.kind for document in agreement.documents}

    assert shown == {kind for kind, model in KINDS.items() if issubclass(model, Commitment)}


def test_every_file_comes_with_the_beginning_or_a_proposal():
    files = example_files()
    now = first_files(files)
    for proposal in proposals(files):
        now |= proposal.files

    assert now == files


def test_a_proposal_is_agreed_by_the_other_party_and_later():
    before = BEGUN
    for proposal in proposals(example_files()):
        assert {proposal.by.email.split("@")[1], proposal.agreed_by.email.split("@")[1]} == {
            "client.example",
            "provider.example",
        }
        assert before < proposal.proposed < proposal.agreed
        before = proposal.agreed


def test_what_changed_later_was_otherwise_before():
    files = example_files()
    first = {path: text for one in reversed(proposals(files)) for path, text in one.files.items()}

    assert "amendments:" in files[AMENDED]
    assert "amendments:" not in first[AMENDED]
    assert first[AMENDED].endswith("\n")
    assert set(files[DRILLED].splitlines()) - set(first[DRILLED].splitlines()) == {
        "last_drill: 2026-02-10"
    }


def test_no_step_of_its_history_has_an_error(tmp_path):
    files = example_files()
    write_repository(tmp_path, first_files(files))
    for proposal in (None, *proposals(files)):
        for path, text in proposal.files.items() if proposal else ():
            write_file(tmp_path / path, text)
        day = proposal.agreed.date() if proposal else BEGUN.date()
        found = find_all(load(tmp_path), day)

        assert [] == [one.message for one in found if one.severity is Severity.ERROR]


def test_a_month_is_known_on_the_fifth_business_day_after_it():
    """2 January 2026 is the first one after New Year's Day."""
    known = {str(month): str(known_on(month)) for month in months()}

    assert len(known) == 18
    assert known["2025-11"] == "2025-12-05"
    assert known["2025-12"] == "2026-01-08"
    assert known["2026-06"] == "2026-07-07"
