"""What differs between two versions, for any two: nothing is lost, and the way back mirrors the way."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from decimal import Decimal
from itertools import permutations
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from partnership.canonical import canonical_json
from partnership.documents import KINDS
from partnership.documents.base import LIST_KEYS
from partnership.history.amounts import is_more
from partnership.history.changes import MIRRORED, Change, Favoured, changes_between
from partnership.history.differences import Written, differences
from partnership.history.states import state_of
from partnership.loading.tree import parse
from partnership.schema.published import find_schema
from tests.from_schema import from_schema
from tests.history.stories import CALENDAR, METRIC, SLA

TREES = {text.split()[1]: parse(text.encode()).value for text in (SLA, CALENDAR, METRIC)}
SHARES = ("80%", "85%", "90%", "92.5%")
SPANS = ("3 business days", "7 business days", "1 week", "10 calendar days")
PAUSES = ("hold", "scope change", "force majeure")
DAYS = ("2026-03-01", "2026-07-01", "2027-01-01")
FAVOURS = {"client": "provider", "provider": "client"}


@st.composite
def rows(draw):
    """Some rows of targets, in any order."""
    names = draw(
        st.lists(st.sampled_from(("standard", "critical", "other")), unique=True, min_size=1)
    )
    return [
        {
            "id": name,
            "when": {"urgency": name},
            "within": draw(st.sampled_from(SPANS)),
            "expected": draw(st.sampled_from(SHARES)),
            "minimum": draw(st.sampled_from(SHARES)),
        }
        for name in names
    ]


@st.composite
def fields(draw):
    """Some terms of an SLA."""
    found = {
        "targets": draw(rows()),
        "pauses": draw(st.lists(st.sampled_from(PAUSES), unique=True)),
        "class": draw(st.sampled_from(("critical", "kpi"))),
        "weight": draw(st.integers(0, 100)),
        "chronic": {"expected_missed": draw(st.integers(1, 6)), "in": "12 months"},
        "description": draw(st.sampled_from(("One word.", "Another word."))),
    }
    kept = draw(st.sets(st.sampled_from(sorted(found))))
    return {key: found[key] for key in kept}


@st.composite
def slas(draw):
    """An SLA with some amendments."""
    tree = copy.deepcopy(TREES["SLA"]) | draw(fields())
    days = draw(st.sets(st.sampled_from(DAYS)))
    amendments = [{"from": day, **draw(fields())} for day in sorted(days)]
    if amendments:
        tree["amendments"] = amendments
    return Written("SLA/first-slate", "slas/first-slate.yaml", tree)


def plain(terms):
    """Terms without the order of their lists, which says nothing."""
    if isinstance(terms, dict):
        return {key: plain(value) for key, value in terms.items()}
    if isinstance(terms, list):
        return sorted((plain(item) for item in terms), key=canonical_json)
    return terms


def applied(terms, changes):
    """Apply changes to the terms of one day."""
    terms = copy.deepcopy(dict(terms))
    for change in changes:
        *way, last = change.keys
        place = terms
        for key in way:
            place = item_of(place, key) if key.startswith("[") else place[key]
        if last.startswith("["):
            if change.before is not None:
                place.remove(item_of(place, last))
            if change.after is not None:
                place.append(change.after)
        elif change.after is None:
            del place[last]
        else:
            place[last] = change.after
    return terms


def item_of(items, key):
    named = (name for name in LIST_KEYS if any(item.get(name) == key[1:-1] for item in items))
    name = next(named)
    return next(item for item in items if item.get(name) == key[1:-1])


@settings(deadline=None)
@given(slas(), slas())
def test_applying_what_changed_to_the_old_terms_gives_the_new_ones_on_every_day(before, after):
    changed = differences(before, after)
    for day in ("", "2026-02-01", *DAYS, "2027-06-30"):
        of_day = [one for one in changed if one.since <= day and (not one.until or day < one.until)]
        assert plain(applied(before.on(day)[0], of_day)) == plain(after.on(day)[0])


@settings(deadline=None)
@given(slas(), slas())
def test_the_way_back_mirrors_the_way(before, after):
    others = [Written(f"{t['kind']}/{t['id']}", t["id"], t) for t in TREES.values()][1:]
    old, new = state_of([before, *others]), state_of([after, *others])
    assert sorted(map(mirrored, changes_between(old, new))) == sorted(
        map(told, changes_between(new, old))
    )


def told(one: Change) -> tuple[str, ...]:
    """Give all that a change says of itself, apart from where it stands."""
    values = canonical_json(plain(one.before)), canonical_json(plain(one.after))
    said = (one.effect, one.favours, one.since, one.until)
    return (one.pointer, *values, *said, *one.owed_by, *one.affects)


def mirrored(one: Change) -> tuple[str, ...]:
    """Give what the change back has to say."""
    favours = cast("Favoured", FAVOURS.get(one.favours, one.favours))
    effect = MIRRORED.get(one.effect, one.effect)
    return told(replace(one, before=one.after, after=one.before, effect=effect, favours=favours))


@pytest.mark.parametrize("kind", KINDS)
@settings(
    deadline=None, max_examples=5, phases=(Phase.generate,), suppress_health_check=list(HealthCheck)
)
@given(drawn=st.data())
def test_for_any_two_documents_of_any_kind_nothing_is_lost_and_the_way_back_mirrors(kind, drawn):
    """Effects and favours are mirrored too, also of what is new or gone and of what others mean by it."""
    schema = find_schema(kind)
    before, after = (document(kind, drawn.draw(from_schema(schema, schema))) for _ in range(2))
    days = ["", *sorted({day for one in (before, after) for day, _, _ in one.versions if day})]
    changed = differences(before, after)
    for day in days:
        of_day = [one for one in changed if one.since <= day and (not one.until or day < one.until)]
        made = plain(applied(before.on(day)[0], of_day))
        assert canonical_json(made) == canonical_json(plain(after.on(day)[0]))
    sla = TREES["SLA"] | {"metric": "same", "calendar": "same"}
    others = [Written("SLA/first-slate", "first-slate.yaml", sla)]
    states = [state_of([*others, *own]) for own in ([before], [after], [])]
    for old, new in permutations(states, 2):
        assert sorted(map(mirrored, changes_between(old, new))) == sorted(
            map(told, changes_between(new, old))
        )


def document(kind: str, tree: dict[str, Any]) -> Written:
    """Make drawn data a document as the loader would, with one name and exact numbers."""
    exact = json.loads(json.dumps(tree | {"id": "same"}), parse_float=Decimal)
    return Written(f"{kind}/same", f"{kind}.yaml", exact)


@settings(deadline=None)
@given(slas())
def test_what_is_only_written_otherwise_is_no_difference(document):
    shuffled = dict(reversed(document.tree.items()))
    shuffled["targets"] = list(reversed(shuffled["targets"]))

    assert differences(document, Written(document.name, "elsewhere.yaml", shuffled)) == ()


def test_a_larger_number_a_longer_list_and_a_later_day_are_more():
    assert is_more("80%", "92.5%")
    assert is_more("1 week", "8 calendar days")
    assert is_more("2 elapsed hours", "119 elapsed minutes") is False
    assert is_more(["hold"], ["scope change", "hold"])
    assert is_more(["hold"], ["scope change"]) is None
    assert is_more("2026-01-31", "2026-02-01")
    assert is_more("kpi", "critical", ("kpi", "critical"))
    assert is_more("7 business days", "2 weeks") is None
    assert is_more("12500 EUR", "9000 EUR") is False
    assert is_more("12500 EUR", "9000 GBP") is None
    assert is_more(None, "5%")
    assert is_more("5%", None) is False
    assert is_more("first", "last") is None


def test_a_lower_threshold_is_the_harder_promise_where_lower_is_better():
    metric = TREES["Metric"]
    sla = TREES["SLA"] | {
        "statistic": "median",
        "targets": [{"id": "all", "expected": "30 calendar days"}],
    }
    harder = sla | {"targets": [{"id": "all", "expected": "25 calendar days"}]}

    def state(tree):
        named = Written("SLA/first-slate", "sla.yaml", tree)
        return state_of([named, Written("Metric/slates", "metric.yaml", metric)])

    (change,) = changes_between(state(sla), state(harder))
    assert (change.effect, change.favours) == ("tightened", "client")


def test_a_longer_least_stay_is_the_harder_promise_of_a_share_beyond():
    def state(within):
        targets = [{"id": "all", "within": within, "expected": "90%", "minimum": "80%"}]
        tree = TREES["SLA"] | {"statistic": "share beyond", "targets": targets}
        return state_of([Written("SLA/first-slate", "sla.yaml", tree)])

    (change,) = changes_between(state("90 calendar days"), state("180 calendar days"))
    assert (change.effect, change.favours) == ("tightened", "client")


def test_a_threshold_of_a_metric_that_is_not_there_needs_reading():
    sla = TREES["SLA"] | {"statistic": "median"}
    targets = [dict(sla["targets"][0], expected="95%"), sla["targets"][1]]

    def state(tree):
        return state_of([Written("SLA/first-slate", "sla.yaml", tree)])

    (change,) = changes_between(state(sla), state(sla | {"targets": targets}))
    assert (change.effect, change.favours) == ("changed", "needs_reading")


def test_a_calendar_of_both_parties_promises_favours_both():
    holidays = [*TREES["Calendar"]["holidays"], {"day": "2026-12-28", "title": "Boxing Day"}]
    slas = [
        Written(f"SLA/{party}", f"{party}.yaml", TREES["SLA"] | {"id": party, "owed_by": party})
        for party in ("client", "provider")
    ]

    def state(tree):
        return state_of([Written("Calendar/uk", "uk.yaml", tree), *slas])

    (change,) = changes_between(
        state(TREES["Calendar"]), state(TREES["Calendar"] | {"holidays": holidays})
    )
    assert (change.effect, change.favours) == ("loosened", "both")
    assert change.affects == ("SLA/client", "SLA/provider")
