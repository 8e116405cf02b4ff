"""What a proposal would have done, promise by promise and in money, and what cannot be told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership.agreement import Agreement
from partnership.documents import Commitment
from partnership.errors import NothingToCheck
from partnership.judging.verdicts import Status
from partnership.loading.document import load_document
from partnership.replay import Asked, Replay, replay
from partnership.reporting.replays import RENDERERS
from tests.judging.agreements import agreement, measurement, row
from tests.judging.credits.money import commercials, critical, months
from tests.measuring.stores import FILL, Events, agreed, terms

AS_OF = date(2026, 12, 31)
SPEED = "  - {id: speed, slas: [first-slate], method: fixed percent, percent: 2%}\n"
COUNTS = ("19/20", "17/20", "15/20", "18/20", "20/20", "16/20")
"""95%, 85%, 75%, 90%, 100% and 80%."""
TARGETS = "  - {{id: all, within: 7 business days, expected: {0}%, minimum: {1}%}}\n"


def promised(expected: int = 90, minimum: int = 80, more: str = "") -> str:
    written = critical("first-slate", targets=TARGETS.format(expected, minimum), more=more)
    return written.replace("{from: 2025-01-01}", "{from: 2026-01-01}")


def proposed(base: Agreement, *changed: str, without: Iterable[str] = ()) -> Agreement:
    """The base with some documents written anew, or taken away by name."""
    loaded = [load_document(f"partnership/{n}.yaml", one.encode()) for n, one in enumerate(changed)]
    assert all(one.document for one in loaded), [one.findings for one in loaded]
    new = {one.document.name: one.document for one in loaded if one.document}
    kept = [one for one in base.documents if one.name not in {*new, *without}]
    return Agreement((*kept, *new.values()), base=base.base)


def replayed(base: Agreement, head: Agreement, periods: int = 12, store=None) -> Replay:
    return replay(base, head, Asked("1" * 40, "", AS_OF, periods), store)


@pytest.fixture
def base(tmp_path) -> Agreement:
    return agreement(tmp_path, promised(), commercials(SPEED), *months("first-slate", *COUNTS))


def counts(found: Replay):
    [promise] = found.promises
    return [
        (side[Status.MET], side[Status.EXPECTED_MISSED], side[Status.MINIMUM_MISSED])
        for side in promise.counts()
    ]


def paid(found: Replay):
    [account] = found.accounts
    return [side and int(side.payable) for side in (account.before, account.after)]


def text(found: Replay) -> str:
    return RENDERERS["text"](found, False)


def test_levels_and_credits_are_replayed_from_the_records(base):
    found = replayed(base, proposed(base, promised(95, 90)))

    assert [(3, 2, 1), (2, 1, 3)] == counts(found)
    assert [2000, 6000] == paid(found)
    assert text(found).endswith(
        "the provider's misses 3 → 4; the provider's credits 2,000.00 → 6,000.00 GBP; "
        "from 111111111111 to the working tree, as of 2026-12-31\n"
    )
    assert "  2026-02 all: expected missed → minimum missed, at 85.00% (17/20)" in text(found)
    assert "Under other terms people might have acted otherwise." in text(found)


def test_an_amendment_that_begins_later_is_replayed_as_if_it_had_always_held(base):
    later = "amendments:\n  - from: 2027-06-01\n    targets:\n    " + TARGETS.format(95, 90)

    found = replayed(base, proposed(base, promised(more=later)))

    assert [(3, 2, 1), (2, 1, 3)] == counts(found)


def test_a_step_between_two_others_is_replayed_and_not_the_last_one(base, tmp_path):
    def steps(second: int) -> str:
        return promised(
            more="amendments:\n"
            f"  - from: 2027-01-01\n    targets:\n    {TARGETS.format(second, 80)}"
            f"  - from: 2028-01-01\n    targets:\n    {TARGETS.format(100, 80)}"
        )

    found = replayed(proposed(base, steps(90)), proposed(base, steps(96)))

    assert [(3, 2, 1), (1, 4, 1)] == counts(found)


def test_only_the_last_periods_are_told_and_earlier_ones_still_count_for_them(base):
    chronic = "chronic: {expected_missed: 2, in: 12 months, becomes: minimum missed}\n"

    found = replayed(base, proposed(base, promised(more=chronic)), periods=1)

    assert [(0, 1, 0), (0, 0, 1)] == counts(found)
    assert ("2026-06",) == found.promises[0].periods[0]


@pytest.mark.parametrize(
    ("more", "after"),
    [
        ("low_volume: {below: 21, then: report only}\n", (0, 0, 0)),
        ("phases:\n  - {phase: baselining, from: 2025-01-01, to: 2026-03-31}\n", (2, 1, 0)),
        ("gate: {completeness: 100%}\n", (3, 2, 1)),
    ],
)
def test_low_volume_phases_and_floors_of_the_gate_are_replayed(base, more, after):
    assert [(3, 2, 1), after] == counts(replayed(base, proposed(base, promised(more=more))))


def test_weights_are_replayed_as_scores(base):
    found = replayed(
        proposed(base, promised(more="weight: 60\n")),
        proposed(base, promised(more="weight: 100\n")),
    )

    [party] = found.parties
    assert [Fraction(30), Fraction(50)] == [one.earned for one in party.scores]
    assert "weighted score 30 of 60 → 50 of 100" in text(found)


def test_terms_of_credits_are_told_and_replayed(base):
    found = replayed(base, proposed(base, commercials(SPEED.replace("2%", "5%"))))

    assert [2000, 5000] == paid(found)
    assert "Commercials/provider-credits\n  speed, percent: 2% → 5%; tightens" in text(found)
    assert "note: 1 other promise: nothing would have changed" in text(found)


def test_what_a_record_does_not_tell_is_named_and_left_out_before_and_after(base):
    other = promised().replace("open_past_due: counts as a miss", "open_past_due: ignored")

    found = replayed(base, proposed(base, other))

    assert [(0, 0, 0), (0, 0, 0)] == counts(found)
    assert [0, 0] == paid(found)
    assert (
        "  not replayed, every period: `open_past_due`; with the event store at hand (`--store`) "
        "it is counted anew\n" in text(found)
    )
    assert "1 promise not replayed or not wholly" in text(found).splitlines()[-1]


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("calendar: provider-uk", "calendar: other", "`calendar`"),
        ("within: 7", "within: 9", "`within` (subjects are placed by due date, which moves"),
        ("placed_by: due date", "placed_by: stop", "`placed_by`"),
        ("window: month", "window: quarter", "`window`: its periods are others"),
        ("{id: all, within", "{id: each, within", "`segments`"),
        ("class: critical", "class: critical\npauses: [hold]", "`pauses`"),
    ],
)
def test_every_term_that_changes_a_count_is_named(base, old, new, named):
    calendar = next(one for one in base.documents if one.name == "Calendar/provider-uk")
    other = str(calendar.origin.canonical).replace("provider-uk", "other")

    found = replayed(base, proposed(base, promised().replace(old, new), other))

    reasons = {why for one in found.promises for _, why in one.left_out}
    assert {True} == {why.startswith(named) or f" {named}" in why for why in reasons}, reasons
    assert reasons


def test_a_holiday_counts_only_where_it_falls_into_what_was_seen(base):
    calendar = next(one for one in base.documents if one.name == "Calendar/provider-uk")

    def with_holiday(day: str) -> Replay:
        holiday = f'{{"day":"{day}","title":"Day off"}},'
        text = calendar.origin.canonical.replace('"holidays":[', f'"holidays":[{holiday}')
        return replayed(base, proposed(base, text))

    assert () == with_holiday("2027-03-01").promises[0].left_out
    left = with_holiday("2026-05-04").promises[0].left_out
    assert {"2026-05", "2026-06"} == {period for period, _ in left}
    assert {"Calendar/provider-uk `holidays`"} == {why for _, why in left}


def test_a_promise_that_is_taken_away_is_owed_by_nobody(base):
    found = replayed(base, proposed(base, without=["SLA/first-slate"]))

    assert [(3, 2, 1), (0, 0, 0)] == counts(found)
    assert [2000, 0] == paid(found)
    assert "taken away, owed by the provider" in text(found)
    assert "  2026-03 all: minimum missed → nothing owed, at 75.00% (15/20)" in text(found)


def test_a_new_promise_is_not_replayed_without_events(base):
    new = promised().replace("id: first-slate", "id: other").replace("2026-01-01", "2027-01-01")

    found = replayed(base, proposed(base, new))

    [other] = [one for one in found.promises if one.sla == "other"]
    assert {"nothing is measured of it"} == {why for _, why in other.left_out}
    assert ("2026-06", ("", "provider")) == (other.periods[1][-1], other.owed_by)


def test_a_promise_may_change_hands(base):
    found = replayed(base, proposed(base, promised().replace("provider\nclass", "client\nclass")))

    names = [(one.name, sum(one.before.values()), sum(one.after.values())) for one in found.parties]
    assert [("client", 0, 6), ("provider", 6, 0)] == names
    assert [2000, 0] == paid(found)
    assert "owed by the provider → the client" in text(found)


def test_when_a_document_binds_and_what_nothing_rests_on_is_said(base):
    head = promised().replace("{from: 2026-01-01}", "{from: 2026-01-01, to: 2026-12-31}")

    found = text(replayed(base, proposed(base, head.replace("title: First", "title: The first"))))

    assert "note: not replayed: when documents bind (SLA/first-slate effective, to)" in found
    assert "note: no verdict and no credit rests on SLA/first-slate title" in found


def test_a_record_of_either_revision_counts_and_the_bases_stands_where_both_have_one(tmp_path):
    told = months("first-slate", *COUNTS)
    base = agreement(tmp_path / "base", promised(), *told[:5])
    more = agreement(
        tmp_path / "head",
        promised(95, 90),
        *told[1:],
        measurement("2026-01", row("1/20"), name="first-slate"),
    )

    found = replayed(base, more)

    assert [(3, 2, 1), (2, 1, 3)] == counts(found)
    assert ("Measurement/first-slate.2026-01",) == found.rewritten


def test_a_proposal_that_measures_again_is_named(tmp_path):
    told = months("first-slate", *COUNTS)
    again = measurement("2026-01", row("1/20"), name="first-slate", correction=".r1")
    base = agreement(tmp_path / "base", promised(), *told)
    head = agreement(tmp_path / "head", promised(95, 90), *told, again)

    found = replayed(base, head)

    assert [(2, 2, 2), (1, 1, 4)] == counts(found)
    assert (
        "note: the proposal measures again what was measured, and both sides rest on it: "
        "Measurement/first-slate.2026-01.r1\n" in text(found)
    )


def test_nothing_measured_is_nothing_to_replay(tmp_path):
    base = agreement(tmp_path, promised())

    with pytest.raises(NothingToCheck, match="nothing is measured yet"):
        replayed(base, base)


def test_with_events_both_sides_are_counted_anew(tmp_path):
    from partnership.measuring.measurements import measure
    from partnership.store.duckdb import open_store

    events = Events()
    events.opening("2026-02-10 09:00", "2026-03-10 09:00")  # due on 12 March, on 2 March
    events.opening("2026-02-20 09:00", "2026-03-20 09:00")  # due on 22 March, on 12 March
    events.opening("2026-02-25 09:00", "2026-04-20 09:00")  # due on 27 March, on 17 March
    due = "{{id: all, within: {0} calendar days, expected: 90%, minimum: 80%}}"
    sides = [
        agreed(FILL, terms(targets=due.format(limit), open_past_due="counts as a miss"))
        for limit in (30, 20)
    ]
    with open_store(events.write(tmp_path)) as store:
        records = measure(sides[0], store, known=date(2026, 5, 1))
        whole = [Agreement((*side.documents, *records)) for side in sides]
        asked = Asked("1" * 40, "", date(2026, 5, 1), 2)
        found = replay(whole[0], whole[1], asked, store)

    assert [
        ("2026-03", "2/3", "0/3"),
        ("2026-04", "0/0", "0/0"),
    ] == [
        (one.period, one.before.fraction, one.after.fraction)
        for one in found.promises[0].rows
        if one.before and one.after
    ]
    assert not found.unlike


levels = st.tuples(st.integers(50, 100), st.integers(0, 50))
extras = st.sampled_from(
    [
        "",
        "low_volume: {below: 15, then: carry forward, at_most: 2 periods}\n",
        "chronic: {expected_missed: 2, in: 12 months, becomes: minimum missed}\n",
        "allocation: 40%\nrepeat: {within: 1 month, multiplier: 2}\n",
        "pauses: [hold]\n",
        "phases:\n  - {phase: baselining, from: 2025-01-01, to: 2026-02-28}\n",
        "amendments:\n  - {from: 2026-04-01, weight: 20}\n",
        "amendments:\n  - {from: 2027-04-01, owed_by: client}\n",
    ]
)
SEEN = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def drawn(base: Agreement, one, percent: int) -> Agreement:
    (expected, minimum), more = one
    credit = commercials(SPEED.replace("2%", f"{percent}%"))
    return proposed(base, promised(expected, minimum, more), credit)


def mirrored(found: Replay) -> tuple[object, ...]:
    """All of a replay with both sides changed over."""
    rows = [
        (row.period, row.segment, row.after, row.before, one.left_out)
        for one in found.promises
        for row in one.rows
    ]
    return rows, [(one.after, one.before) for one in found.accounts], _parties(found, turned=True)


def straight(found: Replay) -> tuple[object, ...]:
    rows = [
        (row.period, row.segment, row.before, row.after, one.left_out)
        for one in found.promises
        for row in one.rows
    ]
    return rows, [(one.before, one.after) for one in found.accounts], _parties(found, turned=False)


def _parties(found: Replay, *, turned: bool):
    return [
        (one.name, *((one.after, one.before) if turned else (one.before, one.after)))
        for one in found.parties
    ]


@SEEN
@given(st.tuples(levels, extras), st.tuples(levels, extras), st.integers(1, 9), st.integers(1, 9))
def test_replaying_the_other_way_round_gives_the_mirror_image(base, one, other, percent, more):
    first, second = drawn(base, one, percent), drawn(base, other, more)

    assert mirrored(replayed(first, second)) == straight(replayed(second, first))


@SEEN
@given(st.tuples(levels, extras), st.integers(1, 9))
def test_replaying_an_unchanged_agreement_changes_nothing(base, one, percent):
    first, second = drawn(base, one, percent), drawn(base, one, percent)

    found = replayed(first, second)

    assert () == found.changes
    assert not any(one.differs for promise in found.promises for one in promise.rows)
    assert [(one.before, one.before) for one in found.accounts] == [
        (one.before, one.after) for one in found.accounts
    ]
    assert text(found).startswith("no term differs, so nothing would have changed")


def test_commitments_alone_are_rewritten(base):
    """Nothing of a replay stands in the documents that were given."""
    before = [one.origin.canonical for one in base.documents if isinstance(one, Commitment)]

    replayed(base, proposed(base, promised(95, 90)))

    after = [one.origin.canonical for one in base.documents if isinstance(one, Commitment)]
    assert before == after


def test_a_day_on_which_both_change_the_same_field_still_divides_its_period(base):
    def stepped(minimum: int) -> str:
        step = f"  - from: 2026-04-01\n    targets:\n    {TARGETS.format(90, minimum)}"
        return promised(more=f"amendments:\n{step}")

    found = replayed(proposed(base, stepped(82)), proposed(base, stepped(90)))

    assert [(3, 1, 2), (3, 0, 3)] == counts(found)


def test_places_of_replayed_terms_are_those_of_their_file(base):
    step = f"amendments:\n  - from: 2027-01-01\n    targets:\n    {TARGETS.format(95, 90)}"
    head = promised(more=step)

    found = replayed(base, proposed(base, head))

    line = head.splitlines().index(
        "      - {id: all, within: 7 business days, expected: 95%, minimum: 90%}"
    )
    assert {line + 1} == {row.after.place.line for row in found.promises[0].rows if row.after}
