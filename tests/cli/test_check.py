"""`partnership check`: what it prints, what it fails on, and where it refuses to be green."""

from __future__ import annotations

import json

import pytest

from partnership.cli import run
from partnership.findings import Severity
from partnership.loading import load
from tests.judging.agreements import agreement, measurement, months, row, sla, write

LOW = "low_volume: {below: 10, then: report only}\nmissing_data: {then: exclude, at_most: 5%}\n"
ROWS = (
    "  - {id: standard, when: {urgency: standard}, within: 7 business days, expected: 90%, minimum: 80%}\n"
    "  - {id: critical, otherwise: true, within: 4 business days, expected: 90%, minimum: 80%}\n"
)
AS_OF = ("--as-of", "2026-07-10")
NO_FINDING = "--fail-on=breach,unmeasured"


def both_ways(folder, last="26/30"):
    """Write a partnership in which the provider missed once, and the client twice."""
    slates = [
        measurement(period, row(counts, "standard"), row("10/10", "critical"))
        for period, counts in (("2026-04", "21/30"), ("2026-05", "29/30"), ("2026-06", last))
    ]
    feedback = sla(
        name="interview-feedback",
        owed_by="client",
        effective="{from: 2026-04-01}",
        more=LOW,
    ).replace("First slate on time", "Interview feedback on time")
    return agreement(
        folder,
        sla(ROWS, effective="{from: 2026-04-01}", more=LOW),
        feedback,
        *slates,
        *months("2026-04", ["10/20", "19/20", "15/20"], name="interview-feedback"),
    )


def verdict_lines(text):
    return text[text.index("Minimum missed") :] if "Minimum missed" in text else text


def test_it_says_who_owes_what_and_what_to_do_next(tmp_path, capsys):
    both_ways(tmp_path)

    status = run(["check", str(tmp_path), *AS_OF])

    assert 1 == status
    assert """\
Minimum missed
  The client owes Interview feedback on time: SLA interview-feedback, all, 2026-06: 75.00% (15/20), minimum 80%
  The client owes Interview feedback on time: SLA interview-feedback, all, 2026-04: 50.00% (10/20), minimum 80%
  The provider owes First slate on time: SLA first-slate, standard, 2026-04: 70.00% (21/30), minimum 80%

Below expected
  The provider owes First slate on time: SLA first-slate, standard, 2026-06: 86.67% (26/30), expected 90%

Last due periods
  SLA                 owed by   period   row       status           value            expected  minimum  95% range
  first-slate         provider  2026-06  standard  expected missed  86.67% (26/30)   90%       80%      70.3% to 94.7%
  first-slate         provider  2026-06  critical  met              100.00% (10/10)  90%       80%      72.2% to 100.0%
  interview-feedback  client    2026-06  all       minimum missed   75.00% (15/20)   90%       80%      53.1% to 88.8%

Verdicts by who owes them
            met  expected missed  minimum missed  not yet due
  client    1    0                2               1
  provider  4    1                1               2

next: `partnership why interview-feedback --period 2026-06 --segment all --as-of 2026-07-10` takes the verdict apart
""" in verdict_lines(capsys.readouterr().out)


def test_all_lists_every_verdict(tmp_path, capsys):
    both_ways(tmp_path)

    run(["check", str(tmp_path), *AS_OF, "--all"])

    printed = capsys.readouterr().out
    assert "All periods" in printed
    assert (
        "  first-slate         provider  2026-05  standard  met              96.67% (29/30)"
        in printed
    )


@pytest.mark.parametrize(
    ("fail_on", "status"),
    [("breach", 1), ("unmeasured", 0), ("never", 0)],
)
def test_what_fails_the_run_is_chosen(tmp_path, fail_on, status):
    both_ways(tmp_path)

    assert status == run(["check", str(tmp_path), *AS_OF, "--fail-on", fail_on])


def test_what_is_due_and_not_measured_fails(tmp_path, capsys):
    agreement(tmp_path, sla(effective="{from: 2026-04-01, to: 2026-06-30}"))

    status = run(["check", str(tmp_path), *AS_OF, NO_FINDING])

    assert 1 == status
    printed = capsys.readouterr().out
    assert (
        """\
Not measured
  The provider owes First slate on time: SLA first-slate, all, 2026-04 to 2026-06 (3 periods): \
there is no measurement
"""
        in printed
    )
    assert printed.endswith("3 verdicts as of 2026-07-10: no breaches, 3 not measured\n")


def test_what_is_not_yet_due_does_not_fail_and_counts_as_checked(tmp_path, capsys):
    agreement(tmp_path, sla(effective="{from: 2026-06-01}"))

    status = run(["check", str(tmp_path), "--as-of", "2026-07-07", NO_FINDING])

    assert 0 == status
    assert "2 verdicts as of 2026-07-07: no breaches" in capsys.readouterr().out


def test_without_any_period_there_is_nothing_to_check(tmp_path, capsys):
    agreement(tmp_path, sla(effective="{from: 2027-01-01}"))

    status = run(["check", str(tmp_path), *AS_OF, "--fail-on", "never"])

    assert 2 == status
    assert (
        "error: nothing to check: no SLA is in force before 2027-01-01, and 2026-07-10 is judged\n"
    ) == capsys.readouterr().err


def test_without_any_sla_there_is_nothing_to_check(tmp_path, capsys):
    agreement(tmp_path)

    status = run(["check", str(tmp_path), *AS_OF, "--fail-on", "never"])

    assert 2 == status
    assert "error: nothing to check: there is no SLA\n" == capsys.readouterr().err


def test_a_broken_file_hides_nothing_where_there_is_nothing_to_check(tmp_path, capsys):
    folder = write(tmp_path, [sla().replace("owed_by: provider", "owed_by: nobody")])

    status = run(["check", str(folder), *AS_OF])

    assert 2 == status
    captured = capsys.readouterr()
    assert "partnership/slas/first-slate.yaml:6:10: error[wrong-value]" in captured.out
    assert "nothing to check" in captured.err


def test_a_broken_file_hides_no_verdict(tmp_path, capsys):
    both_ways(tmp_path)
    broken = tmp_path / "partnership/calendars/broken.yaml"
    broken.write_text("kind: Calendar\n", encoding="utf-8")

    status = run(["check", str(tmp_path), *AS_OF])

    assert 1 == status
    printed = capsys.readouterr().out
    assert "partnership/calendars/broken.yaml:1:1: error[missing-key]" in printed
    assert "Minimum missed" in printed


def test_a_promise_that_cannot_be_read_is_not_measured_and_never_green(tmp_path, capsys):
    both_ways(tmp_path)
    file = next(
        path for path in tmp_path.rglob("*.yaml") if "id: first-slate\n" in path.read_text()
    )
    file.write_text(file.read_text().replace("owed_by:", "owedby:"))

    status = run(["check", str(tmp_path), *AS_OF, "--fail-on=unmeasured"])

    assert 1 == status
    out = capsys.readouterr().out
    assert (
        "Not measured\n"
        "  SLA/first-slate cannot be read as written, so whatever it promises is not judged\n"
    ) in out
    assert 2 == run(["why", "first-slate", str(tmp_path), *AS_OF])
    assert (
        "error: SLA `first-slate` cannot be read as written; "
        "`partnership validate` says what to change\n"
    ) == capsys.readouterr().err


def test_a_file_that_is_no_yaml_may_hold_a_promise_so_it_is_not_green(tmp_path, capsys):
    both_ways(tmp_path)
    (tmp_path / "partnership/lost.yaml").write_text("kind: [SLA\n")

    assert 1 == run(["check", str(tmp_path), *AS_OF, "--fail-on=unmeasured"])
    assert "partnership/lost.yaml cannot be read as written" in capsys.readouterr().out
    assert 1 == run(["check", str(tmp_path), *AS_OF, "--format", "markdown"])
    assert "**not measured**: partnership/lost.yaml cannot be read as written" in (
        capsys.readouterr().out
    )


def test_measurements_of_terms_that_hold_no_more_are_nothing_to_check(tmp_path, capsys):
    agreement(
        tmp_path,
        sla(ROWS, effective="{from: 2027-01-01}"),
        measurement("2026-04", row("21/30", "standard"), row("10/10", "critical")),
    )

    assert 2 == run(["check", str(tmp_path), *AS_OF])
    assert "no SLA is in force before 2027-01-01, and 2026-07-10 is judged" in (
        capsys.readouterr().err
    )


def test_an_sla_that_cannot_be_judged_is_not_measured_and_every_other_is_judged(tmp_path, capsys):
    agreement(
        tmp_path,
        sla(statistic="ratio of sums"),
        sla(name="other", effective="{from: 2026-06-01}"),
        measurement("2026-06", row("29/30"), name="other"),
    )

    status = run(["check", str(tmp_path), *AS_OF])

    assert 1 == status
    captured = capsys.readouterr()
    assert "error[statistic-mismatch]" in captured.out
    assert (
        "partnership/slas/first-slate.yaml:9: `ratio of sums` cannot be judged on "
        "Metric/time-to-first-slate, a duration in business days\n"
    ) in captured.out
    assert "19 verdicts" not in captured.out
    assert "96.67% (29/30" in captured.out


def test_one_sla_and_one_period_can_be_chosen(tmp_path, capsys):
    both_ways(tmp_path)

    run(["check", str(tmp_path), *AS_OF, "--sla", "first-slate", "--period", "2026-05"])

    printed = capsys.readouterr().out
    assert "2 verdicts as of 2026-07-10: no breaches" in printed
    assert "interview-feedback" not in printed[printed.index("Last due periods") :]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ["--sla", "frst-slate"],
            (
                "there is no SLA `frst-slate`; did you mean `first-slate`? "
                "There are: first-slate, interview-feedback"
            ),
        ),
        (
            ["--period", "1999-Q1"],
            "there is no period `1999-Q1`. There are: 2026-04, 2026-05, 2026-06, 2026-07",
        ),
    ],
)
def test_an_unknown_sla_or_period_names_what_there_is(tmp_path, capsys, options, message):
    both_ways(tmp_path)

    status = run(["check", str(tmp_path), *AS_OF, *options])

    assert (2, f"error: {message}\n") == (status, capsys.readouterr().err)


def test_without_a_day_it_says_where_the_measurements_end(tmp_path, capsys):
    both_ways(tmp_path)

    run(["check", str(tmp_path)])

    assert (
        "note: measurements end on 2026-06-30; `--as-of 2026-07-08` judges what was known then\n"
    ) in capsys.readouterr().out


def test_with_a_day_there_is_no_note(tmp_path, capsys):
    both_ways(tmp_path)

    run(["check", str(tmp_path), *AS_OF])

    assert "note: measurements end" not in capsys.readouterr().out


def test_json_holds_exact_values_and_how_they_read(tmp_path, capsys):
    both_ways(tmp_path)

    run(["check", str(tmp_path), *AS_OF, "--format", "json"])

    answer = json.loads(capsys.readouterr().out)
    (found,) = [
        verdict
        for verdict in answer["verdicts"]
        if (verdict["sla"], verdict["period"], verdict["segment"])
        == ("first-slate", "2026-06", "standard")
    ]
    assert {
        "sla": "first-slate",
        "owed_by": "provider",
        "title": "First slate on time",
        "period": "2026-06",
        "segment": "standard",
        "from": None,
        "to": None,
        "status": "expected_missed",
        "disputed": False,
        "sealed": None,
        "reason": ("86.67% (26/30) is below the expected 90%, though at least the minimum 80%"),
        "decided_by": "band",
        "value": "13/15",
        "shown": "86.67%",
        "range": ["70.3%", "94.7%"],
        "expected": "90%",
        "minimum": "80%",
        "n": 30,
        "numerator": 26,
        "denominator": 30,
        "amount": None,
        "per": None,
        "unit": None,
        "due": "2026-07-07",
        "pooled": [],
        "measurement": "first-slate.2026-06",
        "path": "partnership/slas/first-slate.yaml",
        "line": 14,
    } == found
    assert {"client": 2, "provider": 1} == answer["summary"]["breaches"]


def test_formats_can_be_written_to_files_beside_what_is_printed(tmp_path, capsys):
    both_ways(tmp_path)
    target = tmp_path / "build" / "report.json"
    target.parent.mkdir()

    run(
        [
            "check",
            str(tmp_path),
            *AS_OF,
            "--format",
            "json",
            "--output",
            str(target),
            "--format",
            "text",
        ]
    )

    assert "partnership/report/1" == json.loads(target.read_text("utf-8"))["format"]
    assert "Minimum missed" in capsys.readouterr().out


def test_the_partnership_of_these_tests_has_only_findings_about_its_size(tmp_path):
    """What the other tests judge is a document that validates but for what it leaves out."""
    from datetime import date

    from partnership.checks import find_all

    both_ways(tmp_path)

    found = find_all(load(tmp_path), date(2026, 7, 10))

    assert [] == [finding.message for finding in found if finding.severity is Severity.ERROR]
