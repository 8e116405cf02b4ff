"""Verdicts in every format: exact, escaped, and told in words where there is no colour."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from partnership.findings import Place
from partnership.judging import Status, Verdict
from partnership.report import Report
from partnership.reporting.bars import bars
from partnership.reporting.escaping import escape
from partnership.reporting.reporters import REPORTERS
from partnership.statistics import Histogram
from partnership.values.levels import Threshold

BREACH = Verdict(
    sla="first-slate",
    title="First slate on time",
    owed_by="provider",
    period="2025-11",
    segment="standard",
    status=Status.MINIMUM_MISSED,
    reason="70.00% (21/30) is below the minimum 80%",
    expected=Threshold.parse("90%"),
    minimum=Threshold.parse("80%"),
    place=Place("partnership/slas/first-slate.yaml", 14, 5, "targets[standard]"),
    value=Fraction(7, 10),
    n=30,
    numerator=21,
    denominator=30,
    first=date(2025, 11, 1),
    last=date(2025, 11, 30),
    due=date(2025, 12, 5),
    is_due=True,
    decided_by="band",
)
HOSTILE = "a | b\n::error::x `y` <script> [l](u) 100%"


def report(*verdicts, **more):
    """Give a report of verdicts alone."""
    return Report("check", date(2026, 7, 10), "p", "0" * 64, 3, 3, (), verdicts, **more)


def rendered(name, *verdicts, colour=False, **more):
    return REPORTERS[name](report(*verdicts, **more), colour)


def test_a_breach_is_an_annotation_at_its_row_of_targets():
    assert """\
::error file=partnership/slas/first-slate.yaml,line=14,col=5,title=minimum missed%3A first-slate standard 2025-11\
::The provider owes First slate on time: SLA first-slate, standard, 2025-11: 70.00%25 (21/30), minimum 80%25
3 documents in 3 files: no findings; 1 verdict as of 2026-07-10: 1 breach
""" == rendered("github", BREACH)


@pytest.mark.parametrize(
    ("verdict", "level"),
    [
        (BREACH, "error"),
        (BREACH._replace(status=Status.NOT_MEASURED, value=None, reason="r"), "error"),
        (BREACH._replace(status=Status.EXPECTED_MISSED), "warning"),
        (BREACH._replace(owed_by="both"), "warning"),
    ],
    ids=["breach", "not measured", "below expected", "owed by both"],
)
def test_how_loud_an_annotation_is(verdict, level):
    assert rendered("github", verdict).startswith(f"::{level} file=")


def test_what_is_met_or_not_yet_due_needs_no_annotation():
    met = BREACH._replace(status=Status.MET)
    early = BREACH._replace(status=Status.NOT_MEASURED, value=None, is_due=False)

    assert not rendered("github", met, early).startswith("::")


def test_a_title_cannot_end_an_annotation_or_begin_another():
    lines = rendered("github", BREACH._replace(title=HOSTILE), notes=(HOSTILE,)).splitlines()

    assert 3 == len(lines)
    assert "a | b%0A::error::x `y`" in lines[0]


def test_a_title_stays_text_in_a_markdown_table():
    text = rendered("markdown", BREACH._replace(title=HOSTILE, sla="x|y"))

    rows = [line for line in text.splitlines() if line.startswith("| **minimum missed**")]
    assert 1 == len(rows)
    assert r"a \| b ::error::x" in rows[0]
    assert "<script>" not in text
    assert r"| x\|y |" in text


def test_markdown_tells_what_needs_someone_and_the_last_periods():
    assert """\
**3 documents in 3 files: no findings; 1 verdict as of 2026-07-10: 1 breach**

| status | promise | where |
| --- | --- | --- |
| **minimum missed** | The provider owes First slate on time: SLA first-slate, standard, 2025-11: 70.00% (21/30), minimum 80% | partnership/slas/first-slate.yaml:14 |

### Last due periods

| SLA | owed by | period | row | status | value | counts | expected | minimum | 95% range |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| first-slate | provider | 2025-11 | standard | minimum missed | 70.00% | 21/30 | 90% | 80% | 52.1% to 83.3% |
""" == rendered("markdown", BREACH)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("the key `key_results` is new", "the key `key_results` is new"),
        ("a_b is not `a_b`", r"a\_b is not `a_b`"),
        ("`a|b` and `c<d`", "<code>a&#124;b</code> and `c<d`"),
        ("one ` alone_", r"one \` alone\_"),
        ("``two`` <b>", r"\`\`two\`\` &lt;b&gt;"),
        ("ends in \\`x`", r"ends in \\`x`"),
        ("a\x1b[2J\u202eb", r"a\\u001b\[2J\\u202eb"),
    ],
)
def test_markdown_escapes_what_stands_outside_code(said, written):
    assert written == escape(said)


def test_no_format_writes_an_escape_or_turns_the_direction_of_text():
    hostile = BREACH._replace(title="a\x1b[2Jb\u202ec\u2066")

    for name in ("text", "markdown", "github"):
        written = rendered(name, hostile, notes=("\x9b1m\u202e",))
        assert not {"\x1b", "\x9b", "\u202e", "\u2066"} & set(written), name


def test_a_minimum_that_both_owe_and_miss_is_told_under_its_own_heading():
    text = rendered("text", BREACH._replace(owed_by="both"))

    assert text.startswith(
        "Minimum missed, owed by both\n  Both parties owe First slate on time: SLA first-slate"
    )
    assert "Below expected" not in text
    assert "| **minimum missed** | Both parties owe" in rendered(
        "markdown", BREACH._replace(owed_by="both")
    )


def test_text_never_moves_the_cursor_of_a_terminal():
    text = rendered("text", BREACH._replace(title="a\x1b[2Jb\u202ec"))

    assert "\x1b" not in text
    assert "a\\u001b[2Jb\\u202ec" in text


def test_colour_only_repeats_what_the_words_say():
    import re

    plain, painted = (rendered("text", BREACH, colour=colour) for colour in (False, True))

    assert plain == re.sub(r"\x1b\[[0-9;]*m", "", painted)
    assert "\x1b[31;1mminimum missed" in painted


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.MET])
def test_only_met_is_green(status):
    assert "\x1b[32m" not in rendered("text", BREACH._replace(status=status), colour=True)


def test_a_chronic_breach_is_told_by_its_reason():
    chronic = BREACH._replace(decided_by="chronic", reason="missed 4 times in 12 months")

    assert "2025-11: missed 4 times in 12 months" in rendered("text", chronic)


def test_a_part_of_a_period_is_told_by_its_days():
    part = BREACH._replace(since=date(2025, 11, 10), until=date(2025, 11, 30))

    assert "2025-11 from 2025-11-10 to 2025-11-30: 70.00% (21/30)" in rendered("text", part)


def test_periods_not_measured_for_one_reason_are_told_at_once():
    def missing(period, month, segment="standard"):
        return BREACH._replace(
            period=period,
            segment=segment,
            status=Status.NOT_MEASURED,
            value=None,
            reason=f"there is no measurement; it was due by 2025-{month + 1:02d}-05",
            last=date(2025, month, 28),
        )

    several = rendered("text", missing("2025-01", 1), missing("2025-02", 2, "critical"))
    single = rendered("text", missing("2025-01", 1))

    assert (
        "standard, critical, 2025-01 to 2025-02 (2 periods): there is no measurement\n" in several
    )
    assert "standard, 2025-01: there is no measurement; it was due by 2025-02-05\n" in single


def test_a_histogram_has_few_lines_and_none_over_the_limit():
    wide = Histogram.from_counts(dict.fromkeys(range(200), 1))

    lines = list(bars(wide, 90))

    assert 13 >= len(lines)
    (edge,) = (index for index, line in enumerate(lines) if line.split()[0].endswith("-90"))
    assert ["late" in line for line in lines] == [index > edge for index in range(len(lines))]


def test_a_histogram_counts_everything_once():
    found = Histogram.from_counts({0: 3, 7: 2, 8: 1, 300: 4})

    assert 10 == sum(int(line.split()[1]) for line in bars(found, 7))


def test_nothing_has_no_bars():
    assert [] == list(bars(Histogram(), 7))
