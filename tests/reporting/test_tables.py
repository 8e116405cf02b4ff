"""CSV and Excel: exact numbers, no formulas, the same bytes."""

from __future__ import annotations

import csv
import io
import time
import zipfile
from datetime import date
from fractions import Fraction

import pytest
from openpyxl import load_workbook

from partnership.reporting.tables import Number, Sheet, Toned, as_csv, as_excel

DAY = date(2026, 4, 8)
HOSTILE = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1"]


def sheet(*rows, head=("what", "value"), above=()):
    return Sheet("Scorecard", head, tuple(rows), above)


def opened(packed):
    return load_workbook(io.BytesIO(packed))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_computed_in_csv(text):
    ((_, row),) = [tuple(csv.reader(io.StringIO(as_csv(("what",), [(text,)]))))]

    assert row[0].startswith("'")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_a_formula_in_excel(text):
    made = opened(as_excel([sheet((text, text), head=("=2", "b"), above=("=3",))], DAY, "t"))

    assert {"s"} == {
        cell.data_type for row in made["Scorecard"].iter_rows() for cell in row if cell.value
    }


def test_a_number_below_zero_stays_a_number_in_csv():
    text = as_csv(
        ("value",), [(Number(Fraction(-10), "-10"),), (Number(Fraction(-1, 2), "-50.00%"),)]
    )

    assert "value\n-10\n-50.00%\n" == text


def test_an_excel_number_is_a_number_with_the_digits_it_reads():
    share, money = Number(Fraction(19, 23), "82.61%"), Number(Fraction(2000), "2,000.00")
    near, days = (
        Number(Fraction(79996, 100000), "79.996%"),
        Number(Fraction(323, 10), "32.3 calendar days"),
    )
    made = opened(as_excel([sheet((share, money), (near, days))], DAY, "t"))["Scorecard"]

    assert ("0.00%", "#,##0.00") == (made["A2"].number_format, made["B2"].number_format)
    assert ("0.000%", '0.0" calendar days"') == (made["A3"].number_format, made["B3"].number_format)
    assert 2000 == made["B2"].value
    assert round(19 / 23, 12) == round(made["A2"].value, 12)


def test_the_same_sheets_give_the_same_bytes_at_another_second():
    one = as_excel([sheet(("a", Toned("met", "good")))], DAY, "t")
    time.sleep(2.1)

    assert one == as_excel([sheet(("a", Toned("met", "good")))], DAY, "t")


def test_the_day_of_the_workbook_is_the_day_it_is_of():
    packed = as_excel([sheet(("a", DAY))], DAY, "Scorecard 2026-03")
    book = opened(packed)

    assert (2026, 4, 8) == book.properties.modified.timetuple()[:3]
    assert "Scorecard 2026-03" == book.properties.title
    assert {(1980, 1, 1, 0, 0, 0)} == {
        part.date_time for part in zipfile.ZipFile(io.BytesIO(packed)).infolist()
    }


def test_a_tone_is_a_fill_and_the_words_stay():
    made = opened(as_excel([sheet(("a", Toned("minimum missed", "bad")))], DAY, "t"))["Scorecard"]

    assert "minimum missed" == made["B2"].value
    assert made["B2"].fill.fgColor.rgb.endswith("F8C7C4")


def test_signs_that_steer_a_terminal_are_shown_and_not_written():
    made = opened(as_excel([sheet(("a\x07b", "c\x1bd"))], DAY, "t"))["Scorecard"]

    assert ("a\\u0007b", "c\\u001bd") == (made["A2"].value, made["B2"].value)
    assert "a\\u0007b" in as_csv(("x",), [("a\x07b",)])
