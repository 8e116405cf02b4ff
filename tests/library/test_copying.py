"""A copy is a document of the agreement's own: complete, valid, and as in the library."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.checks import find_all
from partnership.documents import SLA, Metric
from partnership.errors import PartnershipError, WrongUsage
from partnership.findings import Severity
from partnership.library import (
    IDS,
    SLATerms,
    differences,
    entries,
    entry,
    metric_text,
    sla_text,
    upgraded_text,
)
from partnership.library.entries import read
from partnership.loading import Gathered, load_gathered
from partnership.loading.document import load_document
from partnership.scaffold import StarterTerms, starter_files
from partnership.values.days import months_after

OWNERS = ("head-of-ta", "account-director")
START = date(2026, 7, 1)
LATER = date(2026, 10, 1)
TERMS = StarterTerms(
    client="Harbour Foods",
    provider="Northlight Talent",
    country="GB",
    subdivision="ENG",
    time_zone="Europe/London",
    currency="GBP",
    start=START,
    years=(2026, 2027, 2028),
)


def loaded(text):
    found = load_document("partnership/metrics/it.yaml", text.encode())
    assert [] == [(one.message, one.hint) for one in found.findings]
    return found.document


@pytest.mark.parametrize("name", IDS)
def test_a_copy_says_where_it_came_from_and_differs_in_nothing(name):
    metric = loaded(metric_text(entry(name), OWNERS, START))

    assert () == differences(metric, entry(name))
    assert f"{name}@{entry(name).version}" == metric.based_on
    assert OWNERS == (metric.owners.client, metric.owners.provider)
    assert START == metric.effective.from_


def test_comments_are_copied_too():
    text = metric_text(entry("time-to-fill"), OWNERS, START)

    assert "# Standing requests and talent pools are never filled" in text


MEASURED = """\
kind: Responsibilities
id: measured
title: Whatever is measured
owners: {{client: vendor-manager, provider: account-director}}
effective: {{from: 2026-07-01}}
activities:
  - id: measured
    title: Do what is measured
    accountable: vendor-manager
    responsible: [account-director]
    slas: [{names}]
"""


def test_a_starter_that_takes_the_whole_library_with_its_promises_has_no_error():
    files = starter_files(TERMS)
    for one in entries():
        files[f"partnership/metrics/{one.id}.yaml"] = metric_text(one, OWNERS, START)
        promise = sla_text(one, OWNERS, START, SLATerms(one.owed_by, "delivery"))
        files.setdefault(f"partnership/slas/{one.id}.yaml", promise)
    files["partnership/measured.yaml"] = MEASURED.format(names=", ".join(IDS))
    contents = {
        path: text.encode() for path, text in files.items() if path.startswith("partnership/")
    }

    agreement = load_gathered(Gathered(contents, (), None, ""))
    found = [
        finding for finding in find_all(agreement, START) if finding.severity is not Severity.NOTE
    ]

    assert [] == [(finding.check, finding.place.path, finding.message) for finding in found]
    assert set(IDS) <= {metric.id for metric in agreement.of(Metric)}
    assert set(IDS) <= {sla.id for sla in agreement.of(SLA)}


def test_a_promise_is_baselined_first():
    sla = loaded(sla_text(entry("time-to-fill"), OWNERS, START, SLATerms("client")))

    assert ["baselining", "steady"] == [phase.phase for phase in sla.phases]
    assert (START, date(2026, 9, 30)) == (sla.phases[0].from_, sla.phases[0].to)


@pytest.mark.parametrize("source", ["a: b", "# x", "true", "12", 'say "x"', "x\ny: z"])
def test_a_source_of_events_stays_one_text(source):
    text = sla_text(entry("time-to-fill"), OWNERS, START, SLATerms("client", data_source=source))

    assert source == loaded(text).data_source


def test_every_field_that_differs_is_named_and_whether_it_counts():
    text = metric_text(entry("time-to-fill"), OWNERS, START)
    text = text.replace("offer accepted, which: first", "offer accepted, which: last")
    text = text.replace("intent: Teams are", "intent: Our teams are").replace(
        "reopening: resume the clock\n", ""
    )

    found = differences(loaded(text), entry("time-to-fill"))

    assert [("intent", False), ("stop", True), ("reopening", True)] == [
        (one.field, one.counts) for one in found
    ]
    assert {"event": "offer accepted", "which": "last"} == found[1].yours
    assert {"event": "offer accepted", "which": "first"} == found[1].library
    assert (None, "resume the clock") == (found[2].yours, found[2].library)


def version_2():
    """The library's time to fill as a later version may be."""
    text = entry("time-to-fill").text.replace("version: 1", "version: 2")
    return read("time-to-fill", text.replace("offer accepted, which: first", "hired, which: last"))


def test_an_upgrade_is_an_amendment_and_the_days_before_it_stay():
    text = metric_text(entry("time-to-fill"), OWNERS, START)

    changed = loaded(upgraded_text(text, loaded(text), version_2(), LATER))

    assert "time-to-fill@1" == changed.on(START).based_on
    assert "offer accepted" == changed.on(START).stop.event
    assert "time-to-fill@2" == changed.on(LATER).based_on
    assert "hired" == changed.on(LATER).stop.event
    assert () == differences(changed.on(LATER), version_2())


def test_an_upgrade_leaves_every_line_as_it_is_and_adds_its_own():
    text = metric_text(entry("time-to-fill"), OWNERS, START) + "# The end.\n"

    changed = upgraded_text(text, loaded(text), version_2(), LATER)

    assert changed.startswith(text)
    assert changed.removeprefix(text) == (
        "amendments:\n"
        "  - from: 2026-10-01\n"
        "    based_on: time-to-fill@2\n"
        "    stop: {event: hired, which: last}\n"
    )


def test_an_upgrade_stands_after_the_amendments_that_are_there():
    text = metric_text(entry("time-to-fill"), OWNERS, START).replace(
        "intent:", "amendments:\n- from: 2026-08-01\n  unit: business days\n\n# Why.\nintent:"
    )

    changed = loaded(upgraded_text(text, loaded(text), version_2(), LATER))

    assert ["2026-08-01", "2026-10-01"] == [str(one.from_) for one in changed.amendments]
    assert "business days" == changed.on(date(2026, 9, 1)).unit
    assert "calendar days" == changed.on(LATER).unit


def test_a_field_that_is_kept_stays_the_parties_own():
    text = metric_text(entry("time-to-fill"), OWNERS, START)

    changed = loaded(upgraded_text(text, loaded(text), version_2(), LATER, keep=["stop"]))

    assert "offer accepted" == changed.on(LATER).stop.event
    assert "time-to-fill@2" == changed.on(LATER).based_on


def test_what_the_library_does_not_write_becomes_nothing_where_a_document_can_say_so():
    text = metric_text(entry("candidate-nps"), OWNERS, START)
    text = text.replace("exclusions: []", "exclusions: []\nwhere: {country: GB}")

    changed = loaded(upgraded_text(text, loaded(text), entry("candidate-nps"), LATER))

    assert {} == changed.on(LATER).where


@pytest.mark.parametrize(
    ("old", "new", "day", "message"),
    [
        (
            "type:",
            "failed_by: {event: cancelled, which: first}\ntype:",
            LATER,
            "cannot take a field out; keep yours with `--keep failed_by`",
        ),
        ("type:", "type:", START, "begin on 2026-07-01; name a later day with --from"),
        ("type:", "type:", date(2026, 6, 1), "is not in force on 2026-06-01"),
        (
            "intent:",
            "amendments: [{from: 2026-08-01, unit: business days}]\nintent:",
            LATER,
            "the amendments stand on one line; write each on a line of its own first",
        ),
    ],
)
def test_an_upgrade_that_cannot_be_said_is_refused(old, new, day, message):
    text = metric_text(entry("time-to-fill"), OWNERS, START).replace(old, new, 1)

    with pytest.raises(WrongUsage) as told:
        upgraded_text(text, loaded(text), version_2(), day)

    assert message in str(told.value)


def test_an_upgrade_of_a_layout_it_does_not_know_writes_nothing():
    text = metric_text(entry("time-to-fill"), OWNERS, START)
    flow = "{" + ", ".join(line for line in ("kind: Metric", "id: it")) + "}\n"

    with pytest.raises(PartnershipError, match="could not be added to this layout"):
        upgraded_text(flow, loaded(text), version_2(), LATER)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-07-01", 3, "2026-10-01"),
        ("2026-11-30", 3, "2027-03-01"),
        ("2026-12-31", 12, "2027-12-31"),
        ("2024-02-29", 12, "2025-03-01"),
        ("2026-10-31", 1, "2026-12-01"),
    ],
)
def test_months_pass_also_where_the_later_one_is_shorter(day, months, expected):
    assert date.fromisoformat(expected) == months_after(date.fromisoformat(day), months)
