"""Subjects one by one: what is listed is what is counted, each with its own clock."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

import partnership.example
from partnership.agreement import Agreement
from partnership.cli import run
from partnership.clock import local_time
from partnership.documents import SLA
from partnership.errors import WrongUsage
from partnership.example.simulator import SEED, simulate
from partnership.loading import load
from partnership.measuring.business_time import TimeTables
from partnership.measuring.counting import count
from partnership.measuring.listing import list_subjects
from partnership.measuring.measurements import Task, counting_of
from partnership.measuring.tallies import counted_row
from partnership.store.opening import open_store
from partnership.values.periods import Span
from tests.measuring.stores import OFFERS, Events, agreed, at, score, terms

EXAMPLE = Path(partnership.example.__file__).parent / "repository"
DAY = date(2027, 1, 1)


def listed(agreement: Agreement, events, folder, period="2026-04"):
    """List the only SLA's subjects in a period, by token."""
    (promise,) = agreement.of(SLA)
    with open_store(events.write(folder)) as store:
        task = Task(promise, Span.parse(period), True)
        counting = counting_of(agreement, TimeTables(store), task, DAY, DAY)
        return {one.token: one for one in list_subjects(counting)}


def wall(at_utc):
    return f"{local_time('Europe/London', at_utc):%Y-%m-%d %H:%M:%S}"


def test_each_subject_says_what_it_was_counted_as_and_how_long_its_clock_ran(tmp_path):
    events = Events()
    kept = events.opening("2026-03-05 09:00", "2026-03-20 12:00")
    late = events.opening("2026-03-05 09:00", "2026-04-20 12:00")
    never = events.opening("2026-03-05 09:00")
    standing = events.opening(
        "2026-03-05 09:00", requisition=events.requisition(req_type="evergreen")
    )

    found = listed(agreed(), events, tmp_path)

    assert {kept: "on time", late: "late", never: "open past due"} == {
        token: one.what for token, one in found.items() if one.is_counted
    }
    assert (15, 46) == (found[kept].length, found[late].length)
    assert ("2026-03-05 09:00:00", "2026-04-20 12:00:00", "2026-04-04 23:59:59") == tuple(
        wall(one) for one in (found[late].start, found[late].stop, found[late].due)
    )
    assert (None, True, False) == (found[never].stop, found[never].is_counted, found[never].is_met)
    assert standing not in found or not found[standing].is_counted


def test_a_hold_is_listed_and_puts_the_due_date_off(tmp_path):
    """O14: opened on 2 March, held from the 16th until the 26th, accepted on 24 April: 43 days."""
    events = Events()
    asked = events.requisition()
    opening = events.opening("2026-03-02 09:00", "2026-04-24 12:00", requisition=asked)
    events.req("hold_started", "2026-03-16 00:00", asked)
    events.req("hold_ended", "2026-03-26 00:00", asked)
    promise = terms(open_past_due="counts as a miss", pauses="[hold]")

    found = listed(agreed(promise=promise), events, tmp_path)[opening]

    assert 43 == found.length
    assert [("2026-03-16 00:00:00", "2026-03-26 00:00:00")] == [
        (wall(begin), wall(end)) for begin, end in found.pauses
    ]
    assert "2026-04-11 23:59:59" == wall(found.due)


def test_a_hold_that_has_not_ended_has_no_due_date(tmp_path):
    events = Events()
    asked = events.requisition()
    opening = events.opening("2026-04-02 09:00", requisition=asked)
    events.req("hold_started", "2026-04-16 00:00", asked)
    promise = terms(open_past_due="counts as a miss", pauses="[hold]")

    found = listed(agreed(promise=promise), events, tmp_path)[opening]

    assert ("not yet due", False, None) == (found.what, found.is_counted, found.due)
    assert [None] == [end for _, end in found.pauses]


def test_an_outcome_is_listed_by_its_name(tmp_path):
    events = Events()
    accepted = events.offer("2026-04-10 09:00", "accepted")
    declined = events.offer("2026-04-11 09:00", "declined")
    taken_back = events.offer("2026-04-12 09:00", "rescinded_employer")
    events.offer("2026-05-12 09:00", "accepted")
    share = "{id: all, expected: 90%, minimum: 80%}"

    found = listed(agreed(OFFERS, terms("ratio of sums", "stop", targets=share)), events, tmp_path)

    assert {
        accepted: ("accepted", True, True),
        declined: ("declined", True, False),
        taken_back: ("left out: rescinded by employer", False, False),
    } == {token: (one.what, one.is_counted, one.is_met) for token, one in found.items()}


def test_answers_have_no_subjects(tmp_path):
    events = Events()
    events.answers({9: 10}, period="2026-04")
    points = "{id: all, expected: 30, minimum: 10}"
    promise = terms("net promoter score", "stop", targets=points)

    with pytest.raises(WrongUsage, match="has no subjects to list"):
        listed(agreed(score(), promise), events, tmp_path)


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The example's repository with its events, and a commit of the repository."""
    folder = tmp_path_factory.mktemp("listing") / "agreement"
    shutil.copytree(EXAMPLE, folder)
    simulate(SEED, folder / "data/events")
    return folder


@pytest.mark.parametrize("period", ["2025-08", "2025-11", "2026-Q1"])
def test_what_is_listed_adds_up_to_what_is_counted(example, period):
    agreement = load(example)
    span = Span.parse(period)
    compared = 0
    with open_store(str(example / "data/events")) as store:
        for sla in agreement.of(SLA):
            if (sla.window == "quarter") != (span.months == 3) or "score" in sla.statistic.name:
                continue
            counting = counting_of(agreement, TimeTables(store), Task(sla, span, True), DAY, DAY)
            metric = counting.definitions[-1].metric
            if metric.type == "score" or metric.amount:  # added up elsewhere
                continue
            tallies, _ = count(counting)
            found = list(list_subjects(counting))
            for (part, name), tally in tallies.items():
                row = counted_row(tally, counting.parts[part].sla, metric)
                own = [one for one in found if (one.part, one.segment) == (part, name)]
                assert (row["numerator"], row["denominator"]) == (
                    sum(one.is_met for one in own),
                    sum(one.is_counted for one in own),
                ), (sla.id, name)
                compared += 1
    assert compared


def test_the_command_prints_tokens_and_writes_nothing(example, tmp_path, capsys):
    chosen = ("--period", "2025-11", "--sla", "first-slate")
    run(["measure", str(example), *chosen, "--as-of", "2025-12-10", "--known", "2025-12-05"])
    subprocess.run(["git", "init", "-q", str(example)], check=True)
    before = {file: file.read_bytes() for file in example.rglob("*.yaml")}
    capsys.readouterr()

    asked = ["why", "first-slate", str(example), "--period", "2025-11", "--as-of", "2025-12-10"]
    assert 0 == run([*asked, "--segment", "standard", "--subjects"])
    text = capsys.readouterr().out.partition("Subjects of ")[2]

    assert text.startswith("first-slate, standard, 2025-11, in business days, times in Europe/Lond")
    assert text.endswith("17 subjects: 9 of 14 counted, as recorded\n")
    assert "\nlate (3)\n" in text
    assert 80 >= max(map(len, text.splitlines()[1:]))
    assert before == {file: file.read_bytes() for file in example.rglob("*.yaml")}


def test_subjects_are_never_written_to_a_file(example, tmp_path, capsys):
    asked = ["why", "first-slate", str(example), "--subjects", "--output", str(tmp_path / "a")]

    assert 2 == run(asked)
    assert "subjects are printed as text and never written" in capsys.readouterr().err


def test_the_instants_of_a_listing_are_those_of_the_store(tmp_path):
    events = Events()
    opening = events.opening("2026-03-28 09:00", "2026-04-01 09:00")

    found = listed(agreed(), events, tmp_path)[opening]

    assert "2026-03-28T09:00:00Z" == at("2026-03-28 09:00")
    assert ("2026-03-28 09:00:00", "2026-04-01 09:00:00") == (wall(found.start), wall(found.stop))
