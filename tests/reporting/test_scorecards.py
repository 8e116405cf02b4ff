"""The scorecard: both parties in every form, nothing hidden, nothing unknown counted as met."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date

import pytest
from openpyxl import load_workbook

from partnership.cli import run
from partnership.judging import judge_in_full
from partnership.reporting.scorecards.card import card_of
from partnership.values.periods import Span
from tests.judging.agreements import agreement, measurement, months, row, sla
from tests.judging.credits.money import commercials, critical

AS_OF = ("--as-of", "2026-07-10")
RATIO = "  - {id: all, expected: 90%, minimum: 80%}\n"
CLIENT = sla(name="client-slate", owed_by="client", more="weight: 100\n")
ROWS = (
    "  - {id: standard, when: {urgency: standard}, within: 7 business days, expected: 90%, minimum: 80%}\n"
    "  - {id: critical, otherwise: true, within: 4 business days, expected: 90%, minimum: 80%}\n"
)


@pytest.fixture
def worked(tmp_path):
    """O19: 93 of 90 at weight 40, 84 of 90 at 30, 92 of 85 at 30."""
    satisfied = "  - {id: all, expected: 85%, minimum: 70%}\n"
    agreement(
        tmp_path,
        sla(name="time-to-fill-sla", measures="time-to-fill", targets=DAYS, more="weight: 40\n"),
        sla(RATIO, name="offers", measures="offer-acceptance", statistic="ratio of sums",
            more="weight: 30\n"),
        sla(satisfied, name="managers", measures="manager-satisfaction", statistic="top two box",
            more="weight: 30\n"),
        CLIENT,
        measurement("2026-03", row("93/100"), name="time-to-fill-sla"),
        measurement("2026-03", row("84/100"), name="offers"),
        measurement("2026-03", row("92/100"), name="managers"),
        measurement("2026-03", row("10/30"), name="client-slate"),
    )  # fmt: skip
    return tmp_path


DAYS = "  - {id: all, within: 45 calendar days, expected: 90%, minimum: 80%}\n"


def told(capsys, folder, period, *options):
    assert 0 == run(["scorecard", period, str(folder), *AS_OF, *options])
    return capsys.readouterr().out


def test_the_worked_scorecard_comes_to_70_of_100(worked, capsys):
    text = told(capsys, worked, "2026-03")

    assert "the provider: 70 of 100\n" in text
    assert re.search(r"weighted score +0 of 100 +70 of 100\n", text)
    assert "First slate on time (offers), by month: 0 of 30\n" in text
    assert re.search(r"all +2026-03 +expected missed +84.00% \(84/100\) +90%/80%", text)


def test_both_parties_stand_beside_each_other_and_no_failure_is_hidden(worked, capsys):
    text = told(capsys, worked, "2026-03")

    assert re.search(r"\n +client +provider\n +Harbour Foods +Northlight Talent\n", text)
    assert re.search(r"minimum missed +1 +0\n", text)
    assert re.search(r"breaches +1 +0\n", text)
    assert "Harbour Foods, the client: 0 of 100\n" in text
    assert re.search(r"all +2026-03 +minimum missed +33.33% \(10/30\)", text)


def test_the_other_way_round_it_is_the_same_card_of_the_other_party(tmp_path):
    """Swapping the parties of every promise swaps the sides and changes nothing else."""
    cards = []
    for name, parties in (("one", ("provider", "client")), ("other", ("client", "provider"))):
        loaded = agreement(
            tmp_path / name,
            sla(name="first", owed_by=parties[0], more="weight: 100\n"),
            sla(name="second", owed_by=parties[1], more="weight: 100\n"),
            *months("2026-03", ["21/30", "29/30"], name="first"),
            *months("2026-03", ["28/30"], name="second"),
        )
        day = date(2026, 7, 10)
        judged = tuple(judge_in_full(loaded, day))
        cards.append(card_of(loaded, judged, (), Span.parse("2026-Q1"), day))

    sides = [
        [(one.score, [row.verdict.status for item in one.promises for row in item.rows])
         for one in card.parties]
        for card in cards
    ]  # fmt: skip
    assert sides[0] == sides[1][::-1]


def test_what_is_not_known_says_so_in_its_own_words_and_is_not_counted(tmp_path, capsys):
    floor = "low_volume: {below: 10, then: carry forward}\nweight: 100\n"
    agreement(tmp_path, sla(more=floor), *months("2026-03", ["3/3"]))

    text = told(capsys, tmp_path, "2026-03")

    assert "the provider: 100 of 100 not known\n" in text
    assert "insufficient data" in text
    assert "3 counted, and 10 are needed; carried forward" in text
    assert "100 of 100\n" not in text


def test_a_month_without_a_measurement_is_shown_as_not_measured(tmp_path, capsys):
    agreement(tmp_path, sla(more="weight: 100\n"), *months("2026-03", ["30/30"]))

    text = told(capsys, tmp_path, "2026-04")

    assert "not measured" in text
    assert "there is no measurement; it was due by 2026-05-07" in text.replace("\n    ", " ")
    assert "the provider: 100 of 100 not known\n" in text


def test_a_trend_is_a_mark_for_each_window_up_to_this_one(tmp_path, capsys):
    counts = ["30/30", "25/30", "10/30", "30/30"]
    agreement(tmp_path, sla(effective="{from: 2026-01-01}"), *months("2026-01", counts))

    assert "●◐○\n" in told(capsys, tmp_path, "2026-03")
    assert "●◐○●\n" in told(capsys, tmp_path, "2026-04")
    assert "●◐○●·\n" in told(capsys, tmp_path, "2026-05")


def test_a_quarter_holds_its_months_and_every_part_of_them(tmp_path, capsys):
    changed = (
        "weight: 100\namendments:\n  - from: 2026-02-15\n    targets:\n"
        "      - {id: all, within: 7 business days, expected: 95%, minimum: 80%}\n"
    )
    parted = (
        row("20/20", more="from: 2026-02-01, to: 2026-02-14"),
        row("19/21", more="from: 2026-02-15, to: 2026-02-28"),
    )
    agreement(
        tmp_path,
        sla(effective="{from: 2026-01-01}", more=changed),
        measurement("2026-01", row("30/30")),
        measurement("2026-02", *parted),
        measurement("2026-03", row("30/30")),
    )

    text = told(capsys, tmp_path, "2026-Q1")

    assert "2026-02 from 2026-02-01  met" in text
    assert "2026-02 from 2026-02-15  expected missed" in text
    assert "the provider: 66.67 of 100\n" in text


def test_a_promise_judged_by_the_quarter_is_named_in_a_month_and_not_scored(tmp_path, capsys):
    agreement(
        tmp_path,
        sla(name="monthly", more="weight: 60\n"),
        sla(name="quarterly", window="quarter", more="weight: 40\n"),
        *months("2026-02", ["30/30"], name="monthly"),
    )

    text = told(capsys, tmp_path, "2026-02")

    assert "the provider: 60 of 60\n" in text
    assert re.search(r"weight judged later +0 +40\n", text)
    assert (
        "note: The provider owes First slate on time (quarterly, weight 40): judged for 2026-Q1, "
        "which ends on 2026-03-31, and not in 2026-02"
    ) in text.replace("\n      ", " ")


def test_what_both_owe_stands_apart_and_is_nobodys_breach(tmp_path, capsys):
    agreement(tmp_path, sla(owed_by="both"), *months("2026-03", ["1/30"]))

    text = told(capsys, tmp_path, "2026-03")

    assert "Owed by both parties, and nobody's breach\n" in text
    assert re.search(r"breaches +0 +0\n", text)
    assert re.search(r"all +2026-03 +minimum missed +3.33% \(1/30\)", text)


def test_lines_fit_a_terminal_of_eighty_columns(worked, capsys):
    assert 80 >= max(map(len, told(capsys, worked, "2026-03").splitlines()))


def test_markdown_escapes_what_documents_say(tmp_path, capsys):
    hostile = sla(more="weight: 100\n").replace(
        "title: First slate on time", 'title: "<b>=1+1</b> | [x](javascript:alert(1))"'
    )
    agreement(tmp_path, hostile, *months("2026-03", ["29/30"]))

    text = told(capsys, tmp_path, "2026-03", "--format", "markdown")

    assert "&lt;b&gt;=1+1&lt;/b&gt; \\| \\[x\\](javascript:alert(1))" in text
    assert "**minimum missed**" not in text
    (line,) = [one for one in text.splitlines() if "96.67% (29/30)" in one]
    assert 12 == len(re.findall(r"(?<!\\)\|", line))


def test_csv_has_a_line_for_each_row_and_says_of_which_day_and_tip(worked, capsys):
    lines = list(csv.DictReader(io.StringIO(told(capsys, worked, "2026-03", "--format", "csv"))))
    offers = next(line for line in lines if line["SLA"] == "offers")

    assert 4 == len(lines)
    assert {("2026-03", "2026-07-10", "none")} == {
        (line["scorecard"], line["as of"], line["commit"]) for line in lines
    }
    assert ("provider", "30", "0", "30") == tuple(
        offers[name] for name in ("owed by", "weight", "earned", "missed")
    )
    assert ("84.00%", "21/25", "84", "100") == tuple(
        offers[name] for name in ("value", "exact", "numerator", "denominator")
    )


def test_weights_add_up_in_a_column(tmp_path, capsys):
    rows = (row("30/30", "standard"), row("30/30", "critical"))
    agreement(tmp_path, sla(ROWS, more="weight: 100\n"), measurement("2026-03", *rows))

    lines = list(csv.DictReader(io.StringIO(told(capsys, tmp_path, "2026-03", "--format", "csv"))))

    assert [("standard", "100", "100"), ("critical", "", "")] == [
        (line["row"], line["weight"], line["earned"]) for line in lines
    ]


def test_excel_holds_both_parties_as_cells_and_the_same_bytes_every_time(worked, tmp_path):
    files = [tmp_path / name for name in ("one.xlsx", "two.xlsx")]
    for file in files:
        asked = ["scorecard", "2026-03", str(worked), *AS_OF, "--format", "excel"]
        assert 0 == run([*asked, "--output", str(file)])
    book = load_workbook(files[0])
    sheet = list(book["The provider"].iter_rows(min_row=4, values_only=True))
    offers = dict(zip(sheet[0], sheet[2], strict=True))
    both = list(book["Both parties"].iter_rows(values_only=True))

    assert files[0].read_bytes() == files[1].read_bytes()
    assert ["Both parties", "The client", "The provider", "All rows", "Notes"] == book.sheetnames
    assert ("weighted score", "0 of 100", "70 of 100") in both
    assert ("breaches", 1, 0) in both
    assert ("expected missed", 0.84, 84, 100, 0, 30) == tuple(
        offers[name] for name in ("status", "value", "numerator", "n", "earned", "missed")
    )
    assert "s" == book["All rows"]["J2"].data_type


def test_a_workbook_is_not_printed(worked, capsys):
    status = run(["scorecard", "2026-03", str(worked), *AS_OF, "--format", "excel"])

    assert 2 == status
    assert "`--format excel` is no text: name its file with --output" in capsys.readouterr().err


def test_json_says_the_same_exactly(worked, capsys):
    data = json.loads(told(capsys, worked, "2026-03", "--format", "json"))
    client, provider = data["parties"]

    assert ("partnership/scorecard/1", "2026-03", "2026-07-10") == (
        data["format"], data["period"], data["as_of"]
    )  # fmt: skip
    assert {"earned": "70", "missed": "30", "not_known": "0", "weights": "100"} == provider["score"]
    assert ("client", 1, {"minimum_missed": 1}) == (
        client["party"], client["breaches"], client["rows"]
    )  # fmt: skip
    assert "21/25" == next(
        one["rows"][0]["value"] for one in provider["promises"] if one["sla"] == "offers"
    )


def test_the_same_command_gives_the_same_bytes(worked, capsys):
    for name in ("text", "markdown", "csv", "json"):
        asked = ("2026-03", "--format", name)
        assert told(capsys, worked, *asked) == told(capsys, worked, *asked)


@pytest.mark.parametrize(
    ("period", "message"),
    [
        ("2026-13", "`2026-13` is not a period; write `2026-03`, `2026-Q1` or `2026`"),
        ("2031-01", ("no promise is judged for a period that ends in 2031-01 as of 2026-07-10; "
         "there are periods that end from 2025-01-31 to 2026-07-31")),
    ],
    ids=["no month", "nothing then"],
)  # fmt: skip
def test_a_period_without_anything_to_show_is_refused(worked, capsys, period, message):
    status = run(["scorecard", period, str(worked), *AS_OF])

    assert (2, f"error: {message}\n") == (status, capsys.readouterr().err)


def test_credits_and_what_is_overdue_stand_on_the_card(tmp_path, capsys):
    """O1 beside the scores: 2,000.00 GBP, and the causes of the breach that are not there."""
    speed = "  - {id: speed, slas: [slates], method: allocation, share: 50%}\n"
    remedies = "remedies: {root_cause_within: 5 business days}\nallocation: 40%\n"
    agreement(
        tmp_path,
        commercials(speed, "at_risk: 10%\n"),
        critical("slates", more=remedies),
        *months("2026-01", ["21/30"], name="slates"),
    )

    later = ("--as-of", "2026-07-20")
    text = told(capsys, tmp_path, "2026-01", *later).replace("\n      ", " ")
    data = json.loads(told(capsys, tmp_path, "2026-Q1", "--format", "json"))

    assert (
        "note: The provider owes the client 2,000.00 GBP for 2026-01 (provider-credits); "
        "`partnership statement 2026-01` takes it apart"
    ) in text
    assert re.search(r"overdue after breaches +0 +1\n", text)
    assert "note: The root cause was due on " in text
    assert ["2000.00", "0.00", "0.00"] == [one["net"] for one in data["credits"]]
    assert [0, 1, 1] == [one["undetermined"] for one in data["credits"]]


def test_what_was_delivered_late_is_told_with_its_days(tmp_path, capsys):
    """Five business days after 8 July end on 15 July."""
    action = (
        "kind: CorrectiveAction\nid: slates\nowed_by: provider\n"
        "breaches: [{sla: slates, period: 2026-01}]\nknown_on: 2026-07-08\n"
        "root_cause: {method: five whys, text: A desk was vacant., delivered_on: 2026-07-18}\n"
    )
    promise = critical("slates", more="remedies: {root_cause_within: 5 business days}\n")
    agreement(tmp_path, promise, *months("2026-01", ["21/30"], name="slates"), action)

    texts = {
        day: told(capsys, tmp_path, "2026-01", "--as-of", f"2026-07-{day}").replace("\n      ", " ")
        for day in (17, 18)
    }

    late = (
        "note: The root cause was due on 2026-07-15 and delivered 3 days late, on 2026-07-18 "
        "(by the provider, CorrectiveAction/slates)"
    )
    assert late in texts[18]
    assert late not in texts[17]
    assert "was due on 2026-07-15 and is overdue" in texts[17]
    as_json = told(capsys, tmp_path, "2026-01", "--as-of", "2026-07-18", "--format", "json")
    assert [
        {
            "what": "root cause",
            "due": "2026-07-15",
            "done_on": "2026-07-18",
            "document": "CorrectiveAction/slates",
        }
    ] == json.loads(as_json)["parties"][1]["late"]


def test_more_earned_than_credited_is_told_as_owed_the_other_way(tmp_path, capsys):
    """A bonus of 4% of 100,000 GBP, and nothing missed."""
    speed = "  - {id: speed, slas: [slates], method: allocation, share: 50%}\n"
    bonus = "bonus:\n  - {id: fast, sla: slates, level: 95%, percent: 4%}\n"
    agreement(
        tmp_path,
        commercials(speed, "at_risk: 10%\n" + bonus),
        critical("slates", more="allocation: 40%\n"),
        *months("2026-01", ["30/30"], name="slates"),
    )

    text = told(capsys, tmp_path, "2026-01").replace("\n      ", " ")

    assert (
        "note: The client owes the provider 4,000.00 GBP for 2026-01 (provider-credits); " in text
    )


@pytest.mark.parametrize(
    ("checks", "words"),
    [
        ((), "No waivers are in force"),
        (("one-sided-promises",), "1 waiver is in force, and accepts 1 finding"),
        (
            ("one-sided-promises", "unmeasured-goal"),
            "2 waivers are in force, and accept 1 finding",
        ),
    ],
)
def test_waivers_are_counted_with_what_they_accept(tmp_path, capsys, checks, words):
    waivers = [
        f"kind: Waiver\nid: {check}\ncheck: {check}\ndocument: Partnership/harbour-northlight\n"
        "reason: The second site is late.\naccepted_by: vendor-manager\nexpires: 2026-12-31\n"
        for check in checks
    ]
    agreement(tmp_path, sla(), *waivers, *months("2026-03", ["21/30"]))

    assert words in told(capsys, tmp_path, "2026-03")


def test_a_disputed_row_keeps_its_status_and_is_counted(tmp_path, capsys):
    dispute = """\
kind: Dispute
id: dispute-1
measurement: first-slate.2026-03
raised_by: provider
raised_on: 2026-07-09
claim: Two requisitions were counted from their first intake.
"""
    agreement(tmp_path, sla(), dispute, *months("2026-03", ["21/30"]))

    text = told(capsys, tmp_path, "2026-03")

    assert "minimum missed, disputed" in text
    assert re.search(r"disputed rows +0 +1\n", text)
    assert (
        "note: The provider disputes first-slate.2026-03 since 2026-07-09 (dispute-1): not decided"
    ) in text.replace("\n      ", " ")


def test_a_closed_period_keeps_the_weights_it_was_closed_with(tmp_path, capsys):
    agreement(tmp_path, sla(more="weight: 100\n"), *months("2025-01", ["30/30"]))
    assert 0 == run(["close", "2025-01", str(tmp_path), *AS_OF])
    file = tmp_path / "partnership/slas/first-slate.yaml"
    file.write_text(file.read_text("utf-8").replace("weight: 100", "weight: 7"), "utf-8")
    capsys.readouterr()

    assert "the provider: 100 of 100\n" in told(capsys, tmp_path, "2025-01")
