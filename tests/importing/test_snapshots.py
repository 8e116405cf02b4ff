"""Dated exports of the current state: what changed between two days is an event exact to the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from partnership.errors import StoreError
from partnership.importing.telling import as_data, as_text
from tests.importing.desk import NOON, Desk
from tests.importing.test_systems import LEVER

MAP = """\
system: csv
time_zone: Europe/London
stages: {Phone: screen, Onsite: interview, Panel: interview}
tables:
  - id: pipeline
    files: [pipeline.csv]
    gives: app_event
    when_changed: Stage
    columns:
      application_id: App
      type: {always: stage entered}
      stage: {column: Stage, words_of: stages}
"""
DAYS = {
    "2026-03-02": "App,Stage\nA1,Phone\nA2,Phone\n",
    "2026-03-03": "App,Stage\nA1,Onsite\nA2,Phone\nA3,Phone\n",
    "2026-03-30": "App,Stage\nA1,Onsite\nA2,Onsite\nA3,Phone\n",
}


@pytest.fixture
def desk(tmp_path) -> Desk:
    desk = Desk(tmp_path, MAP)
    for day, text in DAYS.items():
        desk.write(f"{day}/pipeline.csv", text)
    return desk


def seen(desk: Desk) -> list[tuple[str, ...]]:
    return [
        tuple(map(str, row))
        for row in desk.rows(
            "app_event", "occurred_at", "stage", "precision", "source", "recorded_at"
        )
    ]


CHANGES = [
    ("2026-03-03 00:00:00", "interview", "day", "inferred", "2026-03-03 23:59:59"),
    ("2026-03-03 00:00:00", "screen", "day", "inferred", "2026-03-03 23:59:59"),
    ("2026-03-30 00:00:00", "interview", "day", "inferred", "2026-03-30 22:59:59"),
]


def test_a_folder_of_dated_exports_gives_changes_and_the_first_day_none(desk):
    """A day is one of the map's zone: on 30 March London's clocks have gone forward."""
    desk.run(dated=True)

    found = seen(desk)
    assert CHANGES[:2] == found[:2]
    assert ("interview", "day", "inferred", "2026-03-30 22:59:59") == found[2][1:]


def test_day_by_day_is_the_same_as_all_at_once_and_again_adds_nothing(desk, tmp_path):
    other = Desk(tmp_path / "other", MAP)
    for day, text in DAYS.items():
        path = other.write("pipeline.csv", text)
        other.run(path, snapshot=date.fromisoformat(day))
        assert (
            0
            == other.run(path, snapshot=date.fromisoformat(day), at=NOON + timedelta(days=1)).added
        )
    desk.run(dated=True)
    before = desk.bytes()

    assert seen(desk) == seen(other)
    assert 0 == desk.run(dated=True, at=NOON + timedelta(days=1)).added
    assert before == desk.bytes()


def test_a_new_day_beside_the_old_ones_adds_that_days_changes(desk):
    desk.run(dated=True)
    desk.write("2026-04-01/pipeline.csv", "App,Stage\nA1,Panel\nA2,Onsite\n")

    outcome = desk.run(dated=True, at=NOON + timedelta(days=1))

    assert 1 == outcome.added
    assert {"pipeline": 1} == outcome.gone


@pytest.mark.parametrize(
    ("as_of", "today"), [(None, "2026-04-01"), (date(2026, 3, 31), "2026-03-31")]
)
def test_a_day_to_come_is_refused(desk, as_of, today):
    """Without a stated day it is that of the import in the map's zone."""
    first = desk.folder / "exports" / "2026-03-02"

    with pytest.raises(StoreError) as refused:
        desk.run(first, snapshot=date(2026, 4, 2), as_of=as_of)

    message = f"the export is said to be of 2026-04-02, and today is {today}: no current state is"
    assert f"pipeline.csv: {message} known of a day to come; correct the day" == str(refused.value)
    assert not desk.store.exists()


def test_today_is_the_day_of_the_maps_zone(tmp_path):
    desk = Desk(tmp_path, MAP.replace("Europe/London", "Australia/Sydney"))
    path = desk.write("pipeline.csv", DAYS["2026-03-02"])

    assert 1 == desk.run(path, snapshot=date(2026, 4, 2), at=NOON + timedelta(hours=6)).files


@pytest.mark.parametrize(
    ("days", "message"),
    [
        (["2026-03-15"], "2026-03-15 is before 2026-03-30, the last day that was read of `"),
        (["2026-03-15", "2026-03-16"], "2 days from 2026-03-15 on are before 2026-03-30, the last"),
    ],
)
def test_a_day_between_those_that_were_read_is_refused(desk, days, message):
    desk.run(dated=True)
    before = desk.bytes(), desk.tokens.read_bytes()
    for day in days:
        desk.write(f"{day}/pipeline.csv", "App,Stage\nA1,Panel\nA2,Onsite\n")

    with pytest.raises(StoreError) as refused:
        desk.run(dated=True, at=NOON + timedelta(days=1))

    assert message in str(refused.value)
    assert "import all days anew into an empty folder" in str(refused.value)
    assert before == (desk.bytes(), desk.tokens.read_bytes())


def test_rows_of_days_that_were_read_before_are_counted_and_told(desk):
    desk.run(dated=True)

    outcome = desk.run(desk.folder / "exports" / "2026-03-03", dated=True)

    assert ({"pipeline": 3}, {}) == (outcome.earlier, outcome.gone)
    told = as_text(outcome)
    assert "of days that were read before a later one (nothing more is made of them):" in told
    assert "\n         3 pipeline\n" in told
    assert {"pipeline": 3} == as_data(outcome)["read_before"]


def test_without_a_snapshot_a_current_state_tells_no_event(desk):
    assert "app_event" not in desk.run(desk.folder / "exports" / "2026-03-02").tables


def test_one_thing_twice_in_one_day_is_refused(desk):
    desk.write("2026-03-30/more/pipeline.csv", "App,Stage\nA1,Phone\n")

    with pytest.raises(
        StoreError, match=r"^twice in one day's export with different values: 1 row of `pipeline`"
    ):
        desk.run(dated=True)


def test_a_file_in_no_dated_folder_is_refused(tmp_path):
    desk = Desk(tmp_path, MAP)
    desk.write("march/pipeline.csv", "App,Stage\nA1,Phone\n")

    with pytest.raises(
        StoreError, match=r"no folder above it is named by a day, such as `2026-03-02`"
    ):
        desk.run(dated=True)


def test_a_stated_moment_counts_for_snapshots_too(desk):
    desk.run(dated=True, stated=True)

    assert {"2026-04-01 12:00:00"} == {row[0] for row in desk.rows("app_event", "recorded_at")}


def test_lever_tells_holds_by_its_status_from_day_to_day(tmp_path):
    """A requisition that is first seen open was not on hold before, as far as anyone knows."""
    desk = Desk(tmp_path, LEVER)
    head = "id,status,headcount_total,created_at,team\n"
    for day, status in (("2026-03-02", "open"), ("2026-03-03", "onHold"), ("2026-03-05", "open")):
        rows = f"r1,{status},1,2026-01-05 09:00:00,Engineering\n"
        rows += "r2,open,1,2026-01-05 09:00:00,Engineering\n" if day > "2026-03-02" else ""
        desk.write(f"{day}/requisition.csv", head + rows)

    desk.run(dated=True)

    assert [
        ("hold_started", "2026-03-03 00:00:00"),
        ("hold_ended", "2026-03-05 00:00:00"),
    ] == desk.rows("req_event", "type", "occurred_at")
