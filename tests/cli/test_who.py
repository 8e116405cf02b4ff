"""`partnership who`: the seat that decides, by the words people use, and how to reach it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

import partnership.example
from partnership.cli import run
from partnership.schema.published import find_schema

EXAMPLE = Path(partnership.example.__file__).parent / "repository"


@pytest.fixture
def folder(tmp_path):
    """The example's commitments, which a test may change."""
    shutil.copytree(EXAMPLE / "partnership", tmp_path / "partnership")
    return tmp_path


def said(capsys, folder, *arguments):
    """Ask, and give the exit code and what was said."""
    code = run(["who", *arguments, "--folder", str(folder)])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_decision_is_found_by_its_words_and_says_who_decides_how_far_and_until_when(
    capsys, folder
):
    code, out, _ = said(capsys, folder, "offer above band", "--at", "2026-11-24T18:30")

    assert 0 == code
    assert out == (
        "Offer above band\n"
        "  decides       Head of talent acquisition (client), talent@client.example\n"
        "                there again from Wednesday 25 November 2026, 09:00 Europe/London time\n"
        "  how far       up to 10% above the middle of the band\n"
        "  beyond that   Chief people officer (client), people-office@client.example\n"
        "                there again from Wednesday 25 November 2026, 09:00 Europe/London time\n"
        "  how soon      within 2 business days; asked then, until Friday 27 November 2026, 17:00"
        " Europe/London time\n"
        "  else decides  Chief people officer (client), people-office@client.example\n"
        "                there again from Wednesday 25 November 2026, 09:00 Europe/London time\n"
        "  is asked      Delivery lead (provider), delivery-lead@provider.example\n"
        "  is told       Account director (provider), account-director@provider.example\n"
        "  where         Reviews and escalations: E-mail reviews@client.example, answered within"
        " 1 business day; data allowed: public, internal, confidential\n"
        "  not there     Names of candidates; Anything about one person\n"
        "  written in    Responsibilities/responsibilities.decisions[offer-above-band]\n"
        "\n"
        "asked for Tuesday 24 November 2026, 18:30 Europe/London time\n"
    )


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("SALARY exception", "Offer above band"),
        ("shortlist", "Present the first slate"),
        ("SLA/interview-feedback", "Give feedback after an interview"),
        ("vendor-manager", "Vendor manager"),
        ("third-party", "Bring in another agency for a hard search"),
        ("band", "Offer above band"),
    ],
)
def test_other_words_promises_and_seats_are_found_too(capsys, folder, words, title):
    code, out, _ = said(capsys, folder, words, "--at", "2026-11-24")

    assert (0, title) == (code, out.partition("\n")[0])


def test_words_of_several_subjects_find_them_all(capsys, folder):
    _, out, _ = said(capsys, folder, "salary", "--at", "2026-11-24")

    assert "Offer above band\n" in out
    assert "Draft and extend the offer\n" in out


def test_a_deputy_is_named_where_nobody_fills_the_seat(capsys, folder):
    roles = folder / "partnership/roles.yaml"
    text = roles.read_text("utf-8").replace(
        "    contact: talent@client.example\n",
        "    contact: talent@client.example\n    held: {from: 2025-01-01, to: 2026-10-31}\n",
    )
    roles.write_text(text, "utf-8")

    _, out, _ = said(capsys, folder, "offer above band", "--at", "2026-11-24")
    _, data, _ = said(capsys, folder, "offer above band", "--at", "2026-11-24", "--format", "json")

    assert (
        "Chief people officer (client), people-office@client.example;"
        " stands in for Head of talent acquisition\n"
    ) in out
    seat = json.loads(data)["found"][0]["decided_by"]
    assert ("head-of-ta", "chief-people-officer") == (seat["role"], seat["answered_by"])


def test_the_answer_is_data_as_well(capsys, folder):
    _, out, _ = said(
        capsys, folder, "offer", "above", "band", "--at", "2026-11-24T18:30Z", "--format", "json"
    )
    data = json.loads(out)

    assert ("partnership/who/1", "2026-11-24T18:30:00Z") == (data["format"], data["at"])
    jsonschema.validate(data, find_schema("who"))
    (found,) = data["found"]
    assert ("decision", "2026-11-27T17:00:00Z") == (found["is"], found["due"])
    assert ("2026-11-25T09:00:00Z", "2026-11-25T17:00:00Z") == (
        found["decided_by"]["there_from"],
        found["decided_by"]["there_until"],
    )
    assert ["public", "internal", "confidential"] == found["channel"]["data_allowed"]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (
            "offr above bnd",
            "nothing here is called `offr above bnd`; did you mean `Offer above band`?",
        ),
        (
            "holiday party",
            "nothing here is called `holiday party`; these are named: Offer above band,",
        ),
    ],
)
def test_what_nobody_wrote_down_is_said_with_what_is_near(capsys, folder, words, error):
    code, _, err = said(capsys, folder, words, "--at", "2026-11-24")

    assert 2 == code
    assert error in err


def test_before_the_terms_bind_nothing_but_seats_is_known(capsys, folder):
    code, _, err = said(capsys, folder, "offer above band", "--at", "2024-12-31")

    assert 2 == code
    assert "no `Responsibilities` is in force on that day" in err


@pytest.mark.parametrize(
    ("moment", "error"),
    [
        ("soon", "`soon` is no day and no moment; write 2026-07-10 or 2026-07-10T15:30+01:00"),
        ("0001-01-01", "`0001-01-01` is not a moment from 1900 to 2199"),
    ],
)
def test_a_moment_that_is_none_is_refused(capsys, folder, moment, error):
    code, _, err = said(capsys, folder, "offer", "--at", moment)

    assert 2 == code
    assert error in err
