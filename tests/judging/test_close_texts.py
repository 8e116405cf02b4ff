"""Whole Closes, and all that is said of them: what is sealed, what is refused, what is found later.

Each test compares all that is said with a file in `expected/`, which `make bless` rewrites.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from partnership.agreement import Agreement
from partnership.documents import Close
from partnership.errors import WrongUsage
from partnership.findings import Finding
from partnership.judging import judge_in_full
from partnership.judging.audit import audit, find_unfollowed
from partnership.judging.close_text import to_yaml
from partnership.judging.closes import closes_in
from partnership.judging.closing import Sealing, close_month
from partnership.loading import load
from partnership.values.periods import Span
from tests.judging.agreements import agreement, measurement, months, relief, row, sla
from tests.judging.closes import close, edit
from tests.judging.credits.money import commercials, critical
from tests.judging.credits.sealed_money import BOTH, DISPUTE, ONE_EVENT, invoice
from tests.judging.test_derivations import COST, LOAD, level
from tests.judging.test_derivations_in_time import LOWER
from tests.judging.told import taken_apart

EXPECTED = Path(__file__).parent / "expected"
APRIL, MAY, JUNE = (f"records/closes/2026-{number:02d}.yaml" for number in (4, 5, 6))
TWICE = "records/closes/2026-05-r1.yaml"
FROM_APRIL = "{from: 2026-04-01}"


def of_all_kinds(folder: Path) -> None:
    """Write promises in parts, of amounts, carried, relieved, withheld, longer and not measured."""
    extends = "relief: extend the clock\n"
    used = agreement(folder / "used", sla(more=extends), relief()).named("Relief/relief-2026-001")
    assert used is not None
    parts = (
        row("7/10", more="from: 2026-05-01, to: 2026-05-15"),
        row("7/10", more="from: 2026-05-16, to: 2026-05-31"),
    )
    carry = "low_volume: {below: 8, then: carry forward}\n"
    april = {"effective": FROM_APRIL}
    ratio = {"statistic": "ratio of sums", **april}
    matures = "matures: 30 calendar days\n"
    agreement(
        folder,
        COST,
        LOAD,
        relief(),
        sla(more=extends, **april),
        *months("2026-04", ("21/30", "29/30", "25/30"), reliefs=f"{{relief-2026-001: {used.digest}}}"),
        sla(name="carried", more=carry, **april),
        *months("2026-04", ("2/3", "3/3", "3/3"), name="carried"),
        sla(name="parts", more=LOWER.replace("2026-03-16", "2026-05-16"), **april),
        *months("2026-04", ("10/10",), name="parts"),
        measurement("2026-05", *parts, name="parts"),
        sla(level("5000", "6000.5"), name="cost", measures="cost-per-hire", **ratio),
        *months("2026-04", ("amount: '10000/3', per: '1', n: 1",) * 2, name="cost"),
        sla(level("15", "20"), name="load", measures="openings-per-recruiter", **ratio),
        *months("2026-04", ("amount: '331/2', per: '27/4', n: 30", "withheld: true"), name="load"),
        sla(name="quarter", window="quarter", more=f"{matures}excused_by: [waits]\n", **april),
        sla(name="waits", more=f"{matures}excused_by: [quarter, gone]\n", **april),
        *months("2026-04", ("10/10",), name="waits"),
    )  # fmt: skip


@pytest.fixture
def held(expect_file):
    """Hold a text."""

    def compare(name: str, text: str) -> None:
        expect_file(EXPECTED / f"{name}.txt", text)

    return compare


def test_a_close_holds_verdicts_of_every_kind_in_one_layout(tmp_path, held):
    of_all_kinds(tmp_path)
    close(tmp_path, "2026-04")
    close(tmp_path, "2026-05", unmeasured="The tracker lost the month.")
    asked = Sealing(Span.parse("2026-06"), date(2026, 7, 20), "1.0", "", "It lost June too.")
    made = close_month(load(tmp_path), asked)

    held("close-april", (tmp_path / APRIL).read_text("utf-8"))
    held("close-may", (tmp_path / MAY).read_text("utf-8"))
    held("close-june", f"{made.path}\n{made.place()}\n{made.origin.canonical}\n")


def credited(folder: Path, *more: str) -> None:
    """Write two promises that missed from May on, credited by what invoices say."""
    promises = {name: critical(name).replace("2025-01-01", "2026-05-01") for name in ("slates", "fills")}  # fmt: skip
    agreement(
        folder,
        commercials(BOTH, "single_event: choice of the other party\nbonus:\n  - {id: fast, sla: fills, level: 95%, percent: 2%}\nearn_back: {after: 1 period, share: 50%}\n", start="2026-05-01", fee=""),
        *promises.values(),
        *(one for name in promises for one in months("2026-05", ("21/30", "21/30", "29/30"), name=name)),
        invoice("2026-05", "90000"),
        invoice("2026-06", "50000"),
        invoice("2026-07", "10000"),
        *more,
    )  # fmt: skip


def test_a_close_holds_its_accounts_and_the_records_they_rest_on(tmp_path, held):
    """A dispute that is decided tells by when it is known; one that comes later is not held."""
    decided = DISPUTE.replace("slates", "fills").replace("2026-07-09", "2026-07-10")
    decided += "outcome: {decision: dismissed, on: 2026-07-15, reason: They were not.}\n"
    later = DISPUTE.replace("slates-of-may", "later").replace("2026-07-09", "2026-08-21")
    credited(tmp_path, ONE_EVENT, DISPUTE, decided, later)
    close(tmp_path, "2026-05", "2026-06", "2026-07")

    held("close-credits-may", (tmp_path / MAY).read_text("utf-8"))
    held("close-credits-july", (tmp_path / "records/closes/2026-07.yaml").read_text("utf-8"))


def refusals(folder: Path, *asked: Sealing) -> str:
    """What each request to close a month is refused with."""
    found = load(folder)

    def told() -> Iterator[str]:
        for one in asked:
            with pytest.raises(WrongUsage) as raised:
                close_month(found, one)
            yield f"{one.month} on {one.as_of}: {raised.value}\n"

    return "".join(told())


def on(month: str, day: str = "2026-08-20", because: str = "", unmeasured: str = "") -> Sealing:
    """Ask for a month to be closed."""
    return Sealing(Span.parse(month), date.fromisoformat(day), "1.0", because, unmeasured)


def test_what_cannot_be_closed_is_refused_word_by_word(tmp_path, held):
    names = ("a-slate", "b-slate", "c-slate", "d-slate", "first-slate")
    promises = [sla(name=name, effective=FROM_APRIL) for name in names]
    april = [one for name in names for one in months("2026-04", ("29/30",), name=name)]
    agreement(tmp_path / "none", *promises)
    agreement(tmp_path / "some", *promises, *april)
    close(tmp_path / "some", "2026-04")
    agreement(tmp_path / "two", *promises[:2], *april[:1])
    late = sla(name="late", effective="{from: 2026-09-01}")
    agreement(tmp_path / "nothing", late)
    nothing = refusals(tmp_path / "nothing", on("2026-04"))
    some = refusals(
        tmp_path / "some",
        on("2026-Q2"),
        on("2026-08"),
        on("2026-07", "2026-07-31"),
        on("2026-04"),
        on("2026-05", because="a slip"),
        on("2026-04", because="a slip"),
        on("2026-03"),
        on("2026-06"),
        on("2026-07"),
        on("2026-05"),
        on("2026-05", "2026-06-05"),
        on("2026-05", "2026-06-06"),
    )
    none = refusals(
        *(tmp_path / "none", on("2026-04"), on("2026-04", "2026-05-01"), on("2026-06")),
    )
    two = refusals(tmp_path / "two", on("2026-04"), on("2026-04", "2026-05-02", unmeasured="x"))
    known = refusals(tmp_path / "some", on("2026-04", "2026-07-07", because="a slip"))

    held("refused", some + none + two + known + nothing)


def audited(found: Agreement) -> str:
    """What an audit finds, and which Closes no longer follow from those before them."""

    def told(findings: Iterator[Finding] | tuple[Finding, ...]) -> Iterator[str]:
        for one in findings:
            place = one.place
            yield f"  {place.path}:{place.line}:{place.column} {place.document} {place.pointer}\n"
            yield f"    {one.message}\n    {one.hint}\n"

    lines = [f"{one.close.id}:\n{''.join(told(one.findings))}" for one in audit(found)]
    return "".join([*lines, "unfollowed:\n", *told(find_unfollowed(found))])


@pytest.fixture
def tampered(tmp_path, held):
    """Change something in a folder of Closes, audit it, and put it back; hold what is said of each."""

    def compare(name: str, *changes: Callable[[Path], object]) -> None:
        texts = []
        files = {path: path.read_text("utf-8") for path in tmp_path.rglob("*.yaml")}
        for change in changes:
            change(tmp_path)
            texts.append(audited(load(tmp_path)))
            for path in {*tmp_path.rglob("*.yaml")} - files.keys():
                path.unlink()
            for path, text in files.items():
                path.write_text(text, "utf-8")
        held(name, "\n".join(texts))

    return compare


def swap(path: str, old: str, new: str) -> Callable[[Path], object]:
    """Change the one place of a file that reads `old`."""
    return lambda folder: edit(folder, path, old, new)


def gone(path: str) -> Callable[[Path], object]:
    """Take a file away."""
    return lambda folder: (folder / path).unlink()


def without_link(path: Path) -> str:
    """Give the text of a Close that names none before it."""
    text = path.read_text("utf-8")
    return text[: text.index("previous:")] + text[text.index("known:") :]


def test_what_does_not_reproduce_is_named_with_its_place_and_the_next_step(tmp_path, tampered):
    agreement(tmp_path, sla(effective=FROM_APRIL), *months("2026-04", ("21/30", "29/30")))
    close(tmp_path, "2026-04", "2026-05")
    measured = "records/measurements/2026-04/first-slate.yaml"
    row_of_april = (tmp_path / APRIL).read_text("utf-8").split("verdicts:\n  - ")[1].split("\n")[0]

    tampered(
        "tampered",
        swap(APRIL, "status: minimum missed", "status: met"),
        swap(APRIL, "value: 7/10, numerator: 21", "value: 9/10, numerator: 27"),
        swap(APRIL, "segment: all", "segment: other"),
        swap(APRIL, "segment: all", "segment: all, from: 2026-04-02, to: 2026-04-30"),
        swap(APRIL, "measurement: first-slate.2026-04", "measurement: first-slate.2026-05"),
        swap(APRIL, '"minimum":"80%"', '"minimum":"60%"'),
        swap(APRIL, '"statistic":"share within"', '"statistic":"guessing"'),
        swap(APRIL, "document: SLA/first-slate", "document: Metric/first-slate"),
        swap(measured, "numerator: 21", "numerator: 29"),
        gone(measured),
        swap(APRIL, f"verdicts:\n  - {row_of_april}\n", "verdicts: []\n"),
        swap(MAY, "verdicts:\n", f"verdicts:\n  - {row_of_april}\n"),
        swap(MAY, "known: ", "because: x\nknown: "),
        swap(MAY, "  id: 2026-04\n", "  id: 2026-03\n"),
        lambda folder: (folder / MAY).write_text(without_link(folder / MAY), "utf-8"),
        lambda folder: (folder / TWICE).write_text(
            (folder / MAY).read_text("utf-8").replace("id: 2026-05", "id: 2026-05-r1", 1), "utf-8"
        ),
        gone(APRIL),
    )


def test_accounts_that_do_not_reproduce_are_named(tmp_path, tampered):
    credited(tmp_path, ONE_EVENT)
    close(tmp_path, "2026-05", "2026-06")

    tampered(
        "tampered-credits",
        swap(MAY, 'payable: "9000"', 'payable: "7000"'),
        swap(MAY, "slas: [fills], state: one event", "slas: [fills], state: waived"),
        swap(MAY, "commercials: provider-credits, period: 2026-05", "commercials: provider-credits, period: 2026-04"),
        swap(MAY, "commercials: provider-credits, period: 2026-05", "commercials: other, period: 2026-05"),
        lambda folder: (folder / MAY).write_text(without_credits(folder / MAY), "utf-8"),
    )  # fmt: skip


def without_credits(path: Path) -> str:
    """Give the text of a Close without its accounts."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    at = lines.index("credits:\n")
    return "".join([*lines[:at], *lines[at + 2 :]])


def test_corrections_and_what_no_longer_follows_are_told(tmp_path, held):
    chronic = "chronic: {expected_missed: 3, in: 12 months, becomes: minimum missed}\n"
    documents = (
        sla(effective=FROM_APRIL, more=chronic),
        *months("2026-04", ("26/30", "26/30", "26/30")),
    )
    agreement(tmp_path, *documents)
    close(tmp_path, "2026-04", "2026-05", "2026-06")
    agreement(tmp_path, *documents, measurement("2026-05", row("28/30"), correction=".r1"))
    first = close(tmp_path, "2026-05", because="Two slates were counted late.")
    texts = [audited(first)]
    again = close(tmp_path, "2026-06", because="May was corrected.")
    texts.append(audited(again))

    held("corrected", "\n".join(texts))
    held("close-corrected", (tmp_path / "records/closes/2026-05-r1.yaml").read_text("utf-8"))


def test_relief_from_the_last_day_on_is_held_though_nothing_was_measured(tmp_path):
    last = relief(interval="{from: 2026-04-30}")
    after = relief("relief-2026-002", interval="{from: 2026-05-01}")
    agreement(tmp_path, sla(effective=FROM_APRIL, more="relief: extend the clock\n"), last, after)

    found = close(tmp_path, "2026-04", unmeasured="The tracker lost the month.")

    [made] = found.of(Close)
    assert ["Relief/relief-2026-001"] == [
        one.document for one in made.terms if one.document.startswith("Relief/")
    ]


def test_a_month_is_closed_after_one_whose_terms_cannot_be_read_any_more(tmp_path):
    credited(tmp_path)
    close(tmp_path, "2026-05")
    edit(tmp_path, MAY, "document: SLA/fills", "document: SLA/slated")

    found = close(tmp_path, "2026-06")

    assert ["Invoice/invoice-2026-05", "Invoice/invoice-2026-06"] == [
        one.document for one in closes_in(found)[-1].terms if one.document.startswith("Invoice/")
    ]


def test_what_is_sealed_is_told_as_its_close_has_it(tmp_path, held):
    """Though a promise is gone, levels are others now, and the terms of a Close cannot be read."""
    of_all_kinds(tmp_path)
    close(tmp_path, "2026-04")
    close(tmp_path, "2026-05", unmeasured="The tracker lost the month.")
    (tmp_path / "partnership/slas/load.yaml").unlink()
    edit(tmp_path, "partnership/slas/cost.yaml", "expected: 5000", "expected: 10")
    edit(tmp_path, "partnership/slas/carried.yaml", "{id: all,", "{id: every,")
    edit(tmp_path, APRIL, "document: SLA/carried", "document: SLA/dropped")

    found = judge_in_full(load(tmp_path), date(2026, 7, 20))

    held("sealed", taken_apart(found))


CONTESTED = """\
kind: Dispute
id: contested
measurement: trailing.2026-04
raised_by: provider
raised_on: 2026-07-10
claim: Some offers seem to be counted twice.
undisputed: {numerator: 20, denominator: 28}
"""


def test_a_sealed_verdict_stands_though_nothing_is_left_to_derive_it_from(tmp_path, held):
    """The terms in its Close cannot be read, its metric is gone, and another one's row is renamed.

    What nobody contests of it is not known either.
    """
    april = {"effective": "{from: 2026-04-01, to: 2026-04-30}"}
    trailing = {"window": "12 months", "measures": "offer-acceptance", "statistic": "ratio of sums"}
    agreement(
        tmp_path,
        sla(**april),
        *months("2026-04", ("21/30",)),
        sla(level("90%", "80%"), name="trailing", **trailing, **april),
        *months("2026-04", ("21/30",), name="trailing"),
    )
    close(tmp_path, "2026-04")
    edit(tmp_path, APRIL, "document: SLA/first-slate", "document: SLA/last-slate")
    edit(tmp_path, "partnership/slas/trailing.yaml", "{id: all,", "{id: every,")
    (tmp_path / "partnership/metrics/time-to-first-slate.yaml").unlink()
    contested = tmp_path / "partnership/disputes/contested.yaml"
    contested.parent.mkdir()
    contested.write_text(CONTESTED, "utf-8")

    found = tuple(judge_in_full(load(tmp_path), date(2026, 7, 20)))

    assert [None] == [one.undisputed for one in found if one.verdict.disputed]
    held("sealed-alone", taken_apart(found))


@pytest.mark.parametrize("reason", ["No", "null", "~", "on", "1.5", "Because."])
def test_a_reason_is_read_back_as_the_text_it_is(reason):
    assert {"because": reason} == yaml.load(to_yaml({"because": reason}), yaml.CSafeLoader)


def test_what_holds_nothing_is_written_so():
    assert "verdicts: []\nreliefs: {}\n" == to_yaml({"verdicts": [], "reliefs": {}})
