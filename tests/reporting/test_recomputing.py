"""A script that needs nothing but Python comes to the verdict that was recorded."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership.cli import run
from partnership.documents import Measurement
from partnership.judging import Status, judge
from partnership.reporting.recomputing import script
from tests.judging.agreements import agreement, measurement, metric, months, row, sla

DAY = date(2026, 7, 10)
AS_OF = ("--as-of", str(DAY))
SINCE = "{from: 2026-01-01}"


def ran(text, tmp_path, *arguments):
    """Run a script as a stranger would: no environment, no packages."""
    file = tmp_path / "recompute.py"
    file.write_text(text, "utf-8")
    return subprocess.run(
        [sys.executable, "-I", "-S", str(file), *map(str, arguments)],
        env={}, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def scripts(folder, loaded):
    """Write the script of every verdict."""
    contents = {one.path: (folder / one.path).read_bytes() for one in loaded.of(Measurement)}
    for verdict in judge(loaded, DAY):
        yield verdict, script(loaded, DAY, verdict, contents)


def statuses(folder, tmp_path, *documents):
    """Recompute every verdict of an agreement; each must be the one recorded."""
    loaded = agreement(folder, *documents)
    found = []
    for verdict, text in scripts(folder, loaded):
        made = ran(text, tmp_path, folder)
        assert (0, "") == (made.returncode, made.stderr), made.stdout
        assert made.stdout.endswith(f"same as recorded: {verdict.status.words}\n")
        found.append(verdict.status)
    return found


def test_a_band_is_recomputed(tmp_path):
    counts = ["30/30", "25/30", "10/30"]

    found = statuses(tmp_path / "a", tmp_path, sla(effective=SINCE), *months("2026-01", counts))

    assert [Status.MET, Status.EXPECTED_MISSED, Status.MINIMUM_MISSED] == found[:3]
    assert {Status.NOT_MEASURED, Status.NOT_YET_DUE} == set(found[3:])


@pytest.mark.parametrize(
    ("low", "counts", "expected"),
    [
        ("{below: 10, then: carry forward, at_most: 2 periods}", ["4/4", "3/4", "1/1", "0/1", "9/9"],
         ["insufficient_data", "insufficient_data", "insufficient_data", "insufficient_data", "met"]),
        ("{below: 10, then: carry forward}", ["4/4", "1/8", "2/2", "8/8"],
         ["insufficient_data", "minimum_missed", "insufficient_data", "met"]),
        ("{below: 10, then: report only}", ["4/4", "9/10"], ["insufficient_data", "met"]),
        ("{below: 10, then: allow misses, misses: 1}", ["3/4", "2/4", "0/0"],
         ["met", "minimum_missed", "insufficient_data"]),
    ],
    ids=["a pool is dropped", "a pool is judged", "report only", "allow misses"],
)  # fmt: skip
def test_low_volume_is_recomputed(tmp_path, low, counts, expected):
    promise = sla(effective=SINCE, more=f"low_volume: {low}\n")

    found = statuses(tmp_path / "a", tmp_path, promise, *months("2026-01", counts))

    assert expected == [one.value for one in found[: len(expected)]]


def test_too_few_answers_are_recomputed(tmp_path):
    promise = sla(
        "  - {id: all, expected: 30, minimum: 10}\n", measures="candidate-nps",
        statistic="net promoter score", effective=SINCE,
        more="low_volume: {below: 10, then: report only, response: 25%}\n",
    )  # fmt: skip
    counts = "numerator: 20, denominator: 40, n: 40, invited: "

    found = statuses(
        tmp_path / "a", tmp_path, promise, metric("candidate-nps"),
        *months("2026-01", [f"{counts}160", f"{counts}161"]),
    )  # fmt: skip

    assert [Status.MET, Status.INSUFFICIENT_DATA] == found[:2]


def test_what_was_carried_under_other_terms_is_dropped(tmp_path):
    more = (
        "low_volume: {below: 10, then: carry forward}\namendments:\n  - from: 2026-02-01\n"
        "    targets:\n"
        "      - {id: all, within: 9 business days, expected: 90%, minimum: 80%}\n"
    )

    found = statuses(
        tmp_path / "a", tmp_path, sla(effective=SINCE, more=more),
        *months("2026-01", ["0/6", "6/6", "6/6"]),
    )  # fmt: skip

    assert [Status.INSUFFICIENT_DATA, Status.INSUFFICIENT_DATA, Status.MET] == found[:3]


def test_a_chronic_miss_is_recomputed_from_all_the_misses_it_counts(tmp_path):
    more = (
        "chronic: {expected_missed: 3, in: 4 months, becomes: minimum missed}\n"
        "low_volume: {below: 5, then: carry forward}\n"
    )
    counts = ["26/30", "30/30", "26/30", "1/1", "26/30", "26/30"]

    found = statuses(
        tmp_path / "a", tmp_path, sla(effective=SINCE, more=more), *months("2026-01", counts)
    )

    assert [Status.EXPECTED_MISSED, Status.MINIMUM_MISSED] == [found[4], found[5]]


def test_misses_of_the_party_that_owed_it_before_are_not_counted(tmp_path):
    more = (
        "chronic: {expected_missed: 2, in: 6 months, becomes: minimum missed}\n"
        "amendments:\n  - {from: 2026-02-01, owed_by: client}\n"
    )

    found = statuses(
        tmp_path / "a", tmp_path, sla(effective=SINCE, more=more),
        *months("2026-01", ["26/30", "26/30", "26/30"]),
    )  # fmt: skip

    assert ["expected_missed", "expected_missed", "minimum_missed"] == [
        one.value for one in found[:3]
    ]


@pytest.mark.parametrize(
    ("statistic", "levels", "counts"),
    [
        ("90th percentile, linear", "40 calendar days", 'n: 4, closed: {"10": 2, "35": 1, "50": 1}'),
        ("90th percentile, nearest rank", "40 calendar days", 'n: 3, closed: {"10": 2, "50": 1}'),
        ("median", "20 calendar days", 'n: 4, closed: {"10": 2, "31": 2}'),
        ("mean", "20 calendar days", 'n: 3, closed: {"10": 2, "41": 1}'),
    ],
)  # fmt: skip
def test_a_duration_of_any_statistic_is_recomputed(tmp_path, statistic, levels, counts):
    targets = f"  - {{id: all, expected: {levels}, minimum: 45 calendar days}}\n"
    promise = sla(targets, measures="time-to-fill", statistic=statistic, effective=SINCE)

    found = statuses(tmp_path / "a", tmp_path, promise, *months("2026-01", [counts]))

    assert found[0] in {Status.MET, Status.EXPECTED_MISSED, Status.MINIMUM_MISSED}


def test_scores_and_ratios_where_less_is_better_are_recomputed(tmp_path):
    points = "  - {id: all, expected: 30, minimum: -10}\n"
    share = "  - {id: all, expected: 5%, minimum: 10%}\n"

    found = statuses(
        tmp_path / "a", tmp_path,
        sla(points, name="nps", measures="candidate-nps", statistic="net promoter score",
            effective=SINCE),
        sla(share, name="reneges", measures="renege-rate", statistic="ratio of sums",
            effective=SINCE),
        *months("2026-01", ["-1/10", "4/10"], name="nps"),
        *months("2026-01", ["1/20", "3/20"], name="reneges"),
    )  # fmt: skip

    assert found.count(Status.MET) == 2
    assert Status.MINIMUM_MISSED in found


def test_parts_baselining_relief_and_withheld_rows_are_recomputed(tmp_path):
    more = (
        "low_volume: {below: 5, then: report only}\nphases:\n"
        "  - {phase: baselining, from: 2026-01-01, to: 2026-01-31}\n"
        "amendments:\n  - from: 2026-02-15\n    targets:\n"
        "      - {id: all, within: 7 business days, expected: 95%, minimum: 80%}\n"
    )

    found = statuses(
        tmp_path / "a", tmp_path,
        sla(effective=SINCE, more=more),
        measurement("2026-01", row("1/30")),
        measurement("2026-02", row("18/20", more="from: 2026-02-01, to: 2026-02-14"),
                    row("18/20", more="from: 2026-02-15, to: 2026-02-28")),
        measurement("2026-03", row("2/2", more="before_relief: {numerator: 2, denominator: 20}")),
        measurement("2026-04", "  - {segment: all, withheld: true}\n"),
    )  # fmt: skip

    assert [
        *("baselining", "met", "expected_missed", "excused", "insufficient_data"),
    ] == [one.value for one in found[:5]]


@pytest.fixture
def missed(tmp_path):
    """A folder, and the script of the one verdict in it."""
    loaded = agreement(
        tmp_path / "a", sla(effective="{from: 2026-06-01}"), *months("2026-06", ["21/30"])
    )
    texts = [text for one, text in scripts(tmp_path / "a", loaded) if one.period == "2026-06"]
    return tmp_path / "a", texts[0]


def test_every_step_is_printed(missed, tmp_path):
    folder, text = missed

    made = ran(text, tmp_path, folder)

    assert [
        "  counts      21/30, n 30",
        "  value       7/10 = 70.00%",
        "  band        does not reach the expected 90.00%",
        "  band        does not reach the minimum 80.00%",
        "  verdict     minimum missed",
        "",
        "same as recorded: minimum missed",
    ] == made.stdout.splitlines()[-7:]


def test_another_verdict_than_the_recorded_ends_with_1(missed, tmp_path):
    made = ran(missed[1].replace('"status": "minimum_missed"', '"status": "met"'), tmp_path)

    assert 1 == made.returncode
    assert "DIFFERS: status is minimum_missed, recorded was met\n" in made.stdout


def test_counts_that_were_changed_in_the_script_are_found(missed, tmp_path):
    made = ran(missed[1].replace('\\"numerator\\":21', '\\"numerator\\":29'), tmp_path)

    assert 1 == made.returncode
    assert "DIFFERS: its counts are not those of its digest\n" in made.stdout


def test_a_record_that_is_another_now_is_found(missed, tmp_path):
    folder, text = missed
    (record,) = (folder / "records").rglob("first-slate.yaml")

    record.write_bytes(record.read_bytes() + b"# a comment\n")
    made = ran(text, tmp_path, folder)
    assert (1, True) == (made.returncode, "DIFFERS: the file is another\n" in made.stdout)

    record.unlink()
    made = ran(text, tmp_path, folder)
    assert (1, True) == (made.returncode, "DIFFERS: the file is not there\n" in made.stdout)


def test_text_of_a_document_ends_neither_the_script_nor_a_line(tmp_path):
    hostile = sla(effective="{from: 2026-06-01}").replace(
        "title: First slate on time", "title: \"x'''\\nraise SystemExit(9) # \\\\\""
    )
    loaded = agreement(tmp_path / "a", hostile, metric("time-to-fill"), *months("2026-06", ["3/3"]))

    for _, text in scripts(tmp_path / "a", loaded):
        assert 0 == ran(text, tmp_path).returncode


def test_the_command_writes_the_script_and_says_how_to_run_it(missed, tmp_path, capsys):
    file = tmp_path / "written.py"

    status = run(["why", "first-slate", str(missed[0]), *AS_OF, "--recompute", str(file)])
    said = capsys.readouterr()

    assert (0, "") == (status, said.out)
    assert f"wrote {file}: run `python3 -I {file} REPOSITORY`\n" == said.err
    assert 0 == ran(file.read_text("utf-8"), tmp_path, missed[0]).returncode


def in_process(text):
    """Run a script here, for many of them; gives its exit code and what it printed."""
    names: dict[str, Any] = {"__name__": "recompute"}
    exec(compile(text, "recompute.py", "exec"), names)  # noqa: S102 - it is our own
    said: list[str] = []
    names["say"] = lambda *lines: said.extend(lines)
    return names["main"]([]), said


LOW = st.one_of(
    st.none(),
    st.builds(
        "low_volume: {{below: {}, then: {}}}\n".format,
        st.integers(2, 12),
        st.sampled_from(
            ["report only", "carry forward", "carry forward, at_most: 2 periods",
             "allow misses, misses: 1"]
        ),
    ),
)  # fmt: skip
CHRONIC = st.one_of(
    st.none(),
    st.builds(
        "chronic: {{expected_missed: {}, in: {} months, becomes: minimum missed}}\n".format,
        st.integers(1, 3),
        st.integers(2, 6),
    ),
)
MONTH = st.one_of(
    st.just("-"),
    st.integers(0, 15).flatmap(lambda n: st.builds("{}/{}".format, st.integers(0, n), st.just(n))),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(low=LOW, chronic=CHRONIC, counts=st.lists(MONTH, min_size=1, max_size=6))
def test_every_verdict_of_any_agreement_is_recomputed(tmp_path_factory, low, chronic, counts):
    folder = tmp_path_factory.mktemp("any")
    documents = [
        measurement(f"2026-{number:02d}", row(one))
        for number, one in enumerate(counts, 1)
        if one != "-"
    ]
    loaded = agreement(folder, sla(effective=SINCE, more=f"{low or ''}{chronic or ''}"), *documents)

    for verdict, text in scripts(folder, loaded):
        status, said = in_process(text)
        assert (0, f"same as recorded: {verdict.status.words}") == (status, said[-1]), said
