"""Days and times are read by a stated form; what can be read two ways is refused."""

from __future__ import annotations

import pytest

from partnership.errors import StoreError
from partnership.importing.moments import Evidence, day_reader, is_form, moment_reader
from partnership.importing.shapes import Writing
from tests.importing.desk import Desk

SEATS = """\
system: csv
time_zone: Europe/London
tables:
  - id: seats
    files: [seats.csv]
    gives: opening
    columns:
      opening_id: Seat
      requisition_id: Req
      opened_at: {column: Opened%s}
      closed_at: {column: Closed}
"""


def read(text: str, **writing: str | None) -> str:
    return moment_reader(Writing(**{"zone": "Europe/London", **writing}), Evidence())(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-03-05T09:30:00Z", "2026-03-05 09:30:00s"),
        ("2026-03-05T09:30:00+02:00", "2026-03-05 07:30:00s"),
        ("2026-07-05 09:30:00", "2026-07-05 08:30:00s"),
        ("2026-03-05 09:30", "2026-03-05 09:30:00m"),
        ("2026-07-05", "2026-07-04 23:00:00d"),
        ("2026-03-05 09:30:00.123456", "2026-03-05 09:30:00.123456s"),
        ("2026-13-05", "!"),
        ("20260305", "!"),
        ("yesterday", "!"),
        ("0001-01-01T00:00:00+14:00", "!"),
    ],
)
def test_iso_moments_are_read_in_utc_with_what_they_are_exact_to(text, found):
    assert found == read(text)


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        ("DD/MM/YYYY", "05/07/2026", "2026-07-04 23:00:00d"),
        ("MM/DD/YYYY HH:mm", "03/05/2026 14:05", "2026-03-05 14:05:00m"),
        ("MM/DD/YYYY hh:mm A", "3/5/2026 2:05 pm", "2026-03-05 14:05:00m"),
        ("MM/DD/YYYY hh:mm A", "3/5/2026 12:05 AM", "2026-03-05 00:05:00m"),
        ("MM/DD/YYYY hh:mm A", "3/5/2026 14:05 AM", "!"),
        ("DD-MMM-YYYY HH:mm:ss", "05-Mar-2026 14:05:09", "2026-03-05 14:05:09s"),
        ("DD/MM/YYYY", "13/13/2026", "!"),
        ("DD/MM/20YY", "05/03/26", "2026-03-05 00:00:00d"),
        ("DD/MM/19YY", "05/03/99", "1999-03-05 00:00:00d"),
        ("20YY-MM-DD HH:mm", "26-03-05 14:05", "2026-03-05 14:05:00m"),
        ("DD/MM/20YY", "05/03/2026", "!"),
        ("DD/MM/YYYY", "05/03/26", "!"),
        ("DD/MM/YYYY", "2026-03-05", "!"),
        ("epoch ms", "1772703000000", "2026-03-05 09:30:00s"),
        ("epoch ms", "soon", "!"),
    ],
)
def test_a_stated_form_is_the_only_one(form, text, found):
    assert found == read(text, form=form)


def test_a_clock_that_is_put_back_is_read_at_its_first_turn():
    assert "2026-10-25 00:30:00s" == read("2026-10-25 01:30:00")


@pytest.mark.parametrize(
    ("counts_as", "found"),
    [("start of day", "2026-07-04 23:00:00a"), ("end of day", "2026-07-05 22:59:59a")],
)
def test_a_day_stands_for_a_moment_only_by_agreement(counts_as, found):
    assert found == read("2026-07-05", counts_as=counts_as)


def test_the_day_of_a_moment_is_its_day_in_the_zone():
    day = day_reader(Writing(zone="Europe/London"), Evidence())

    assert "2026-07-05" == day("2026-07-04T23:30:00Z")
    assert "2026-07-05" == day("2026-07-05")
    assert "!" == day("2026-02-30")


@pytest.mark.parametrize(
    "form", ["DD/MM/YYYY", "epoch ms", "YYYY-MM-DD HH:mm:ss", "DD MMM YYYY", "DD.MM.20YY"]
)
def test_forms(form):
    assert is_form(form)


@pytest.mark.parametrize(
    "form", ["", "DD/MM", "dd/mm/yyyy", "DD/DD/MM/YYYY", "YYYY", "DD/MM/YY", "DD/MM/20YY YYYY"]
)
def test_what_lacks_a_part_or_has_it_twice_is_no_form(form):
    assert not is_form(form)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (
            ["03/04/2026", "05/06/2026"],
            "reads both as day/month and as month/day; say `as: DD/MM/YYYY` or",
        ),
        (["03/04/2026", "25/06/2026"], "reads as day/month; say so: `as: DD/MM/YYYY`"),
        (["03/04/2026", "05/26/2026"], "reads as month/day; say so: `as: MM/DD/YYYY`"),
        (
            ["03.04.2026 9:30", "25.06.2026 10:00"],
            "reads as day/month; say so: `as: DD.MM.YYYY HH:mm` (",
        ),
        (
            ["3/4/2026 9:30:00 AM", "5/6/2026 1:00:00 PM"],
            "reads both as day/month and as month/day; say `as: DD/MM/YYYY hh:mm:ss A` or `as: MM",
        ),
        (
            ["03/04/26", "05/06/26"],
            (
                "reads both as day/month and as month/day; say `as: DD/MM/20YY` or `as: MM/DD/20YY`;"
                " `26` is then 2026, and `as: 20YY/MM/DD` has the year first ("
            ),
        ),
        (["03/04/26", "03/04/2026"], "has years of two and of four digits, so no single form"),
        (["25/04/2026", "05/26/2026"], "has days of both orders, so no single form reads it"),
    ],
)
def test_a_column_of_days_in_an_order_that_nobody_stated_is_refused(tmp_path, days, told):
    desk = Desk(tmp_path, SEATS % "")
    rows = "".join(f"S{index},R1,{day},\n" for index, day in enumerate(days))
    desk.write("seats.csv", f"Seat,Req,Opened,Closed\n{rows}")

    with pytest.raises(StoreError) as refused:
        desk.run()

    assert f"column `seats.Opened` {told}" in str(refused.value)
    assert f"({len(days)} rows)" in str(refused.value)


def test_a_day_where_a_moment_is_needed_is_set_aside_and_where_it_is_not_is_left_empty(tmp_path):
    desk = Desk(tmp_path, SEATS % "")
    rows = "S1,R1,2026-03-02,\nS2,R1,2026-03-02T09:00:00Z,2026-03-05\n"
    desk.write("seats.csv", f"Seat,Req,Opened,Closed\n{rows}")

    outcome = desk.run()

    [aside] = outcome.quarantined
    assert "`opened_at` is a day where a moment is needed" == aside.reason
    assert {"opening.closed_at": 1} == outcome.left_out
    assert [(None,)] == desk.rows("opening", "closed_at")


def test_a_map_says_which_moment_its_days_stand_for(tmp_path):
    desk = Desk(
        tmp_path, SEATS % ", as: DD/MM/YYYY, counts_as: start of day, time_zone: Europe/Berlin"
    )
    desk.write("seats.csv", "Seat,Req,Opened,Closed\nS1,R1,02/07/2026,\n")

    desk.run()

    assert "2026-07-01 22:00:00" == str(desk.rows("opening", "opened_at")[0][0])


@pytest.mark.parametrize("day", ["25/04/26", "25.04.2026 09:30", "25-04-26 9:30:15 AM"])
def test_the_form_that_is_told_reads_the_column(day):
    evidence = Evidence()
    moment_reader(Writing(zone="UTC"), evidence)(day)

    form = evidence.told.split("`as: ")[1].split("`")[0]

    assert read(day, form=form, zone="UTC").startswith("2026-04-25")
