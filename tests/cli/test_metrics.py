"""`partnership metrics`: the library listed, copied into an agreement, and compared with it."""

from __future__ import annotations

import json
from datetime import date

import jsonschema
import pytest

from partnership.cli import run
from partnership.cli.options import today
from partnership.documents import SLA, Calendar, Metric
from partnership.library import IDS
from partnership.loading import load
from partnership.scaffold import StarterTerms, starter_files
from partnership.schema import find_schema

TERMS = StarterTerms(
    client="Harbour Foods",
    provider="Northlight Talent",
    country="GB",
    subdivision="ENG",
    time_zone="Europe/London",
    currency="GBP",
    start=date(2026, 7, 1),
    years=(2026, 2027, 2028),
)


@pytest.fixture
def starter(tmp_path):
    """A new partnership's repository, without git."""
    for path, text in starter_files(TERMS).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


@pytest.fixture
def metrics(starter, capsys):
    """Run `partnership metrics` in the starter; gives the exit code and what was printed."""

    def ask(*words, code=0):
        assert code == run(["metrics", *words, str(starter)])
        return capsys.readouterr()

    return ask


def taken(folder, kind, name):
    """The document of that name, which was taken without a finding."""
    agreement = load(folder)
    assert () == agreement.refused
    found = agreement.get(kind, name)
    assert found is not None
    return found


def documents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")
    }


def test_the_list_has_every_metric_by_group(capsys):
    assert 0 == run(["metrics", "list"])

    printed = capsys.readouterr().out
    assert printed.startswith("Speed\n  time-to-fill ")
    assert [] == [name for name in IDS if f"\n  {name} " not in printed]


def test_the_list_as_data_is_as_its_schema_says(capsys):
    assert 0 == run(["metrics", "list", "--format", "json"])

    listed = json.loads(capsys.readouterr().out)
    jsonschema.validate(listed, find_schema("metrics"))
    assert [*IDS] == [one["id"] for one in listed["metrics"]]


def test_a_metric_is_added_as_the_agreements_own(metrics, starter):
    printed = metrics("add", "interviewer-availability", "--from", "2026-08-01")

    assert "partnership/metrics/interviewer-availability.yaml\n" == printed.out
    assert "`partnership metrics add interviewer-availability --with-sla`" in printed.err
    metric = taken(starter, Metric, "interviewer-availability")
    assert "interviewer-availability@1" == metric.based_on
    assert date(2026, 8, 1) == metric.effective.from_
    assert ("head-of-ta", "account-director") == (metric.owners.client, metric.owners.provider)


def test_it_binds_from_the_first_of_next_month_where_no_day_is_named(metrics, starter):
    metrics("add", "fill-rate")

    first = taken(starter, Metric, "fill-rate").effective.from_
    assert 1 == first.day
    assert 0 < (first - today()).days <= 31 or first == TERMS.start


def test_its_promise_is_owed_by_whoever_usually_owes_it_on_their_own_calendar(metrics, starter):
    printed = metrics("add", "interviewer-availability", "--with-sla")
    metrics("add", "time-to-post", "--with-sla")

    assert [
        "partnership/metrics/interviewer-availability.yaml",
        "partnership/slas/interviewer-availability.yaml",
    ] == printed.out.splitlines()
    review = taken(starter, SLA, "interviewer-availability")
    posted = taken(starter, SLA, "time-to-post")
    assert ("client", "client", "delivery") == (review.owed_by, review.calendar, review.escalation)
    assert ("provider", "provider") == (posted.owed_by, posted.calendar)


def test_what_both_owe_in_business_time_runs_while_both_work(metrics, starter):
    metrics("add", "intake-turnaround", "--with-sla")

    sla = taken(starter, SLA, "intake-turnaround")
    assert ("both", "both") == (sla.owed_by, sla.calendar)
    common = taken(starter, Calendar, sla.calendar)
    assert ("client", "provider") == common.common_to


def test_what_both_owe_is_not_put_on_one_partys_calendar(starter, capsys):
    (starter / "partnership/calendars/both.yaml").unlink()

    assert 2 == run(["metrics", "add", "intake-turnaround", "--with-sla", str(starter)])

    assert (
        "both parties owe it, so its clock runs on the time both work; write a calendar with "
        "`common_to: [client, provider]` first, or name one with `--calendar`"
    ) in capsys.readouterr().err
    assert not (starter / "partnership/slas/intake-turnaround.yaml").exists()


def test_a_metric_that_is_there_may_get_its_promise_later(metrics, starter):
    metrics("add", "fill-rate")

    printed = metrics("add", "fill-rate", "--with-sla", "--calendar", "provider")

    assert "partnership/slas/fill-rate.yaml\n" == printed.out
    assert "provider" == taken(starter, SLA, "fill-rate").calendar


def test_owners_are_named_by_party(metrics, starter):
    metrics(
        "add", "fill-rate", "--owner", "client=ta-ops-lead", "--owner", "provider=delivery-lead"
    )

    owners = taken(starter, Metric, "fill-rate").owners
    assert ("ta-ops-lead", "delivery-lead") == (owners.client, owners.provider)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["time-to-fil"], "the library has no metric `time-to-fil`; did you mean `time-to-fill`?"),
        (
            ["time-to-fill"],
            "partnership/metrics/time-to-fill.yaml is there already, and nothing is overwritten",
        ),
        (
            ["time-to-fill", "--with-sla"],
            "partnership/slas/time-to-fill.yaml is there already, and nothing is overwritten",
        ),
        (
            ["fill-rate", "--owner", "client=ta-op-lead"],
            "the client has no role `ta-op-lead`; did you mean `ta-ops-lead`?",
        ),
        (
            ["fill-rate", "--owner", "client=delivery-lead"],
            "the client has no role `delivery-lead`; ",
        ),
        (
            ["fill-rate", "--owner", "head-of-ta"],
            "`head-of-ta` names no owner; write client=ROLE or provider=ROLE",
        ),
        (
            ["fill-rate", "--with-sla", "--calendar", "clients"],
            "there is no calendar `clients`; did you mean `client`?",
        ),
    ],
)
def test_what_cannot_be_added_is_told_and_nothing_is_written(words, message, metrics, starter):
    before = documents(starter)

    printed = metrics("add", *words, code=2)

    assert message in printed.err
    assert before == documents(starter)


def test_a_promise_without_a_calendar_says_how_to_write_one(metrics, starter):
    for path in (starter / "partnership/calendars").iterdir():
        path.unlink()

    printed = metrics("add", "fill-rate", "--with-sla", code=2)

    assert "`partnership new calendar ID --country CODE`" in printed.err
    assert not (starter / "partnership/metrics/fill-rate.yaml").exists()


def test_a_copy_is_as_in_the_library_until_it_is_changed(metrics, starter):
    metrics("add", "fill-rate", "--from", "2026-08-01")
    same = metrics("compare", "fill-rate")
    file = starter / "partnership/metrics/fill-rate.yaml"
    file.write_text(file.read_text().replace("offer accepted", "opening closed"))

    changed = metrics("compare", "fill-rate", code=1)

    assert "fill-rate: as in the library (based on fill-rate@1)" in same.out
    assert changed.out.splitlines() == [
        "fill-rate: 1 field not as in the library (based on fill-rate@1)",
        "  stop",
        "    yours    {event: opening closed, which: last}",
        "    library  {event: offer accepted, which: last}",
        "1 metric compared: 0 as in the library, 1 not",
    ]


def test_the_terms_of_the_day_are_compared(metrics, starter):
    metrics("add", "fill-rate", "--from", "2026-08-01")
    file = starter / "partnership/metrics/fill-rate.yaml"
    with file.open("a") as text:
        text.write("amendments:\n  - {from: 2026-10-01, unit: business days}\n")

    metrics("compare", "fill-rate", "--as-of", "2026-09-30")
    later = metrics("compare", "fill-rate", "--as-of", "2026-10-01", code=1)

    assert "    yours    business days\n    library  calendar days\n" in later.out


def test_without_a_name_every_metric_that_bears_a_librarys_id_is_compared(metrics, starter):
    as_it_comes = metrics("compare")
    file = starter / "partnership/metrics/time-to-fill.yaml"
    text = file.read_text().replace("based_on: time-to-fill@1\n", "")
    file.write_text(text.replace("standard_ref: ISO 30414", "standard_ref: Ours, after ISO 30414"))

    printed = metrics("compare", code=1)

    assert as_it_comes.out.endswith("4 metrics compared: 4 as in the library, 0 not\n")
    assert printed.out.endswith("4 metrics compared: 3 as in the library, 1 not\n")
    assert (
        "time-to-fill: 1 field not as in the library (it does not say `based_on`; the library has "
        "time-to-fill@1)\n  standard_ref  (words only)\n    yours    Ours, after ISO 30414, "
    ) in printed.out


def test_where_nothing_can_be_compared_that_is_no_success(metrics, starter):
    for path in (starter / "partnership/metrics").iterdir():
        path.unlink()

    printed = metrics("compare", code=2)

    assert "no metric here is based on the library" in printed.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["fill-rate"],
            "the agreement has no metric `fill-rate`; `partnership metrics add fill-rate`",
        ),
        (["time-to-fil"], "did you mean `time-to-fill`?"),
    ],
)
def test_a_metric_the_agreement_has_not_is_told(words, message, metrics):
    assert message in metrics("compare", *words, code=2).err


def test_an_upgrade_is_proposed_as_an_amendment_and_names_what_differs(metrics, starter):
    file = starter / "partnership/metrics/time-to-first-slate.yaml"
    before = file.read_text().replace(", cancelled by client]", "]").replace("Managers", "People")
    file.write_text(before)

    printed = metrics("upgrade", "time-to-first-slate", "--from", "2027-01-01", "--keep", "intent")

    assert "partnership/metrics/time-to-first-slate.yaml\n" == printed.out
    assert "  exclusions\n" in printed.err
    assert file.read_text() == before + (
        "amendments:\n"
        "  - from: 2027-01-01\n"
        "    based_on: time-to-first-slate@1\n"
        "    exclusions: [evergreen, pipeline, cancelled by client]\n"
    )


def test_an_upgrade_of_what_is_as_in_the_library_writes_nothing(metrics, starter):
    metrics("add", "fill-rate", "--from", "2026-08-01")
    before = documents(starter)

    printed = metrics("upgrade", "fill-rate")

    assert "`fill-rate` is as in the library; nothing was written" in printed.err
    assert before == documents(starter)


def test_a_field_that_is_kept_is_one_there_is(metrics):
    printed = metrics("upgrade", "time-to-fill", "--keep", "stopp", code=2)

    assert "a metric has no field `stopp`; did you mean `stop`?" in printed.err
