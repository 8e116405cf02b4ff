"""Every Close is judged again from its own content, and what does not hold is named."""

from __future__ import annotations

import shutil

import pytest

from partnership.cli import run
from partnership.judging.audit import audit, find_unfollowed
from partnership.loading import load
from tests.judging.agreements import agreement, measurement, months, row, sla
from tests.judging.closes import audited, close, edit

APRIL, MAY = "records/closes/2026-04.yaml", "records/closes/2026-05.yaml"
MEASURED = "records/measurements/2026-04/first-slate.yaml"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Three months, each closed on top of the one before."""
    folder = tmp_path_factory.mktemp("closed")
    agreement(
        folder,
        sla(effective="{from: 2026-04-01}"),
        *months("2026-04", ["21/30", "29/30", "25/30"]),
    )
    close(folder, "2026-04", "2026-05", "2026-06")
    return folder


@pytest.fixture
def closed(written, tmp_path):
    """Give a test its own copy of them."""
    return shutil.copytree(written, tmp_path / "closed")


def test_closes_as_they_were_written_reproduce(closed):
    assert {"2026-04": [], "2026-05": [], "2026-06": []} == audited(load(closed))


def test_no_later_change_of_a_document_keeps_a_close_from_reproducing(closed):
    edit(closed, "partnership/slas/first-slate.yaml", "minimum: 80%", "minimum: 10%")
    for file in (closed / "partnership/metrics").iterdir():
        file.unlink()

    assert {"2026-04": [], "2026-05": [], "2026-06": []} == audited(load(closed))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "status: minimum missed",
            "status: met",
            (
                "`first-slate`, row `all`, of 2026-04: `status` is sealed as `met`, and judged again it is"
                " `minimum missed`"
            ),
        ),
        (
            "value: 7/10",
            "value: 9/10",
            (
                "`first-slate`, row `all`, of 2026-04: `value` is sealed as `9/10`, and judged again it is"
                " `7/10`"
            ),
        ),
        (
            "segment: all",
            "segment: other",
            (
                "the verdict on `first-slate`, row `other`, of 2026-04 does not follow from the terms in"
                " the Close"
            ),
        ),
    ],
)
def test_an_edited_verdict_does_not_reproduce_and_breaks_the_chain(closed, old, new, said):
    found = audited(edit(closed, APRIL, old, new))

    assert said in found["2026-04"]
    assert ["`2026-04` is not what it was when `2026-05` was written after it"] == found["2026-05"]
    assert [] == found["2026-06"]


def test_edited_terms_are_named_with_their_line(closed):
    found = edit(closed, APRIL, '"minimum":"80%"', '"minimum":"60%"')

    (first, *_) = audit(found)
    (finding,) = first.findings

    assert "the terms of `SLA/first-slate` are not those of their digest" == finding.message
    assert APRIL == finding.place.path
    line = (closed / APRIL).read_text().splitlines()[finding.place.line - 1]
    assert line.strip().startswith("digest:")


def test_terms_that_cannot_be_read_any_more_are_named(closed):
    text = (closed / APRIL).read_text()
    broken = text.replace('"statistic":"share within"', '"statistic":"guessing"')
    from partnership.canonical import digest_of_canonical

    for line in text.splitlines():
        if line.strip().startswith("canonical:") and '"kind":"SLA"' in line:
            terms = line.partition("'")[2].rstrip("'").replace("''", "'")
    changed = terms.replace('"statistic":"share within"', '"statistic":"guessing"')
    broken = broken.replace(digest_of_canonical(terms), digest_of_canonical(changed))
    (closed / APRIL).write_text(broken)

    assert ["the terms of `SLA/first-slate` cannot be read as a document"] == audited(load(closed))[
        "2026-04"
    ]


def test_a_window_that_is_left_out_is_named(closed):
    """A breach cannot be kept out of a Close by leaving its line out."""
    lines = (closed / APRIL).read_text().splitlines(keepends=True)
    kept = [line for line in lines if "minimum missed" not in line]
    (closed / APRIL).write_text("".join(kept).replace("verdicts:\n", "verdicts: []\n"))

    assert ["2026-04 of `first-slate` ends with 2026-04 and is not sealed"] == audited(
        load(closed)
    )["2026-04"]


def test_a_window_of_another_month_is_named(closed):
    text = (closed / MAY).read_text()
    line = next(line for line in text.splitlines() if "sla: first-slate" in line)
    other = line.replace("2026-05", "2026-04")
    (closed / MAY).write_text(text.replace(line, f"{line}\n{other}"))

    assert "2026-04 of `first-slate` does not end with 2026-05" in audited(load(closed))["2026-05"]


def test_a_changed_measurement_is_named(closed):
    found = audited(edit(closed, MEASURED, "numerator: 21", "numerator: 29"))

    assert (
        "the measurement `first-slate.2026-04` is not what it was when it was sealed"
        in (found["2026-04"])
    )
    assert [] == found["2026-05"]


def test_a_missing_measurement_is_named(closed):
    (closed / MEASURED).unlink()

    assert ["the measurement `first-slate.2026-04` that was sealed is not there"] == audited(
        load(closed)
    )["2026-04"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda file: file.unlink(), "is not there"),
        (
            lambda file: file.write_text(file.read_text("utf-8").replace("21", "20"), "utf-8"),
            "is not what it was when it was sealed",
        ),
    ],
    ids=["gone", "edited"],
)
def test_a_month_closed_before_its_measurement_was_due_is_audited_without_it(
    tmp_path, change, said, capsys
):
    """April's measurement is known on 4 May, and was due by 8 May; on 4 May nothing is missing yet."""
    measured = months("2026-04", ["21/30"])[0].replace("2026-07-08", "2026-05-04")
    agreement(tmp_path, sla(effective="{from: 2026-04-01}"), measured)
    close(tmp_path, "2026-04")
    assert "known: 2026-05-04\n" in (tmp_path / APRIL).read_text("utf-8")
    change(tmp_path / MEASURED)

    [found] = audited(load(tmp_path)).values()

    assert [one for one in found if said in one]
    assert 1 == run(["audit", "periods", str(tmp_path)])
    assert said in capsys.readouterr().out


def test_a_missing_link_is_named(closed):
    (closed / MAY).unlink()

    assert {
        "2026-04": [],
        "2026-06": ["`2026-06` names `2026-05` before it, which is not there"],
    } == audited(load(closed))


def test_two_closes_that_name_one_predecessor_are_named(closed, tmp_path_factory):
    """Two branches close on top of the same one, and both are merged."""
    other = tmp_path_factory.mktemp("other") / "clone"
    shutil.copytree(closed, other)
    for folder in (closed, other):
        (folder / "records/closes/2026-06.yaml").unlink()
    edit(other, "partnership/slas/first-slate.yaml", "minimum: 80%", "minimum: 10%")
    close(closed, "2026-06")
    close(other, "2026-04", because="The minimum was agreed otherwise.")
    shutil.copy(other / "records/closes/2026-04-r1.yaml", closed / "records/closes")

    found = audited(load(closed))

    assert ["`2026-06` and `2026-04-r1` both name `2026-05` before them"] == found["2026-06"]


def test_a_second_first_close_is_named(closed):
    text = (closed / MAY).read_text()
    start, end = text.index("previous:"), text.index("known:")
    (closed / MAY).write_text(text[:start] + text[end:])

    found = audited(load(closed))

    assert ["`2026-05` names no Close before it, though `2026-04` is the first"] == found["2026-05"]
    assert ["`2026-05` is not what it was when `2026-06` was written after it"] == found["2026-06"]


def test_closes_that_name_each_other_in_a_circle_end(closed):
    text = (closed / APRIL).read_text()
    link = f'previous: {{id: 2026-06, digest: "{"0" * 64}"}}\nknown:'
    (closed / APRIL).write_text(text.replace("known:", link, 1))

    found = audited(load(closed))

    assert {"2026-04", "2026-05", "2026-06"} == set(found)
    assert ["`2026-06` is not what it was when `2026-04` was written after it"] == found["2026-04"]


FROM_APRIL = "{from: 2026-04-01}"
TWICE = "records/closes/2026-05-r1.yaml"


def test_where_nothing_is_closed_nothing_is_audited(tmp_path):
    assert {} == audited(agreement(tmp_path, sla(effective=FROM_APRIL)))


def test_every_verdict_that_was_edited_is_named(tmp_path):
    names = ("fills", "offers", "slates")
    promises = (sla(name=name, effective=FROM_APRIL) for name in names)
    measured = (one for name in names for one in months("2026-04", ["21/30"], name=name))
    agreement(tmp_path, *promises, *measured)
    close(tmp_path, "2026-04")
    edit(
        tmp_path,
        APRIL,
        "sla: fills, period: 2026-04, segment: all",
        "sla: fills, period: 2026-04, segment: other",
    )
    slates = "sla: slates, period: 2026-04, segment: all, owed_by: provider"

    found = edit(tmp_path, APRIL, slates, slates.replace("provider", "client"))

    assert [
        "the verdict on `fills`, row `other`, of 2026-04 does not follow from the terms in the Close",
        "`slates`, row `all`, of 2026-04: `owed_by` is sealed as `client`, and judged again it is `provider`",
        "`fills`, row `all`, of 2026-04 is not sealed: minimum missed",
    ] == audited(found)["2026-04"]


def test_a_month_whose_measurement_is_gone_keeps_no_other_from_reproducing(tmp_path):
    """May was closed before its measurements were due: without one nothing would be judged."""
    names = ("fills", "slates")
    promises = (sla(name=name, effective=FROM_APRIL) for name in names)
    measured = (one for name in names for one in months("2026-04", ["21/30"] * 2, name=name))
    agreement(tmp_path, *promises, *(one.replace("2026-07-08", "2026-06-02") for one in measured))
    close(tmp_path, "2026-04", "2026-05")
    (tmp_path / "records/measurements/2026-05/fills.yaml").unlink()

    assert {
        "2026-04": [],
        "2026-05": ["the measurement `fills.2026-05` that was sealed is not there"],
    } == audited(load(tmp_path))


def test_a_measurement_that_was_edited_before_the_month_was_closed_is_named(tmp_path):
    names = ("a-slate", "first-slate")
    promises = (sla(name=name, effective=FROM_APRIL) for name in names)
    measured = (one for name in names for one in months("2026-04", ["21/30"], name=name))
    agreement(tmp_path, *promises, *measured)
    edit(tmp_path, MEASURED, "numerator: 21", "numerator: 29")
    close(tmp_path, "2026-04", unmeasured="It was typed over.")

    assert {"2026-04": ["the counts of `first-slate.2026-04` differ from their own digest"]} == (
        audited(load(tmp_path))
    )


def test_a_close_that_was_edited_is_no_matter_of_a_correction(tmp_path):
    """A correction of May explains neither April nor itself."""
    promise = sla(effective=FROM_APRIL)
    agreement(tmp_path, promise, *months("2026-04", ["21/30", "21/30"]))
    close(tmp_path, "2026-04", "2026-05")
    agreement(tmp_path, promise, measurement("2026-05", row("22/30"), correction=".r1"))
    close(tmp_path, "2026-05", because="A slate was counted late.")
    edit(tmp_path, APRIL, "status: minimum missed", "status: met")

    found = edit(tmp_path, TWICE, "status: minimum missed", "status: met")

    assert [] == list(find_unfollowed(found))
