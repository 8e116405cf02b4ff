"""Documents know their names, places, versions and references."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from pydantic import BaseModel

from partnership.canonical import canonical_json
from partnership.documents import KINDS, SLA, Commitment, Model
from partnership.documents.meanings import meaning_of
from partnership.documents.references import models_in, references_in
from partnership.loading.document import load_document
from tests.documents.examples import example


def document(kind: str, text: str = ""):
    """Load the example of a kind, or another text."""
    return load_document(f"partnership/{kind}.yaml", (text or example(kind)).encode()).document


def parts():
    """Name every model that a document is made of, the kinds with it."""
    found: set[type[BaseModel]] = set()
    left: list[type[BaseModel]] = list(KINDS.values())
    while left:
        model = left.pop()
        if model not in found:
            found.add(model)
            left += [
                part for info in model.model_fields.values() for part in models_in(info.annotation)
            ]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_kinds_example_is_a_document_of_that_kind(kind):
    found = document(kind)

    assert isinstance(found, KINDS[kind])
    assert kind == found.kind


@pytest.mark.parametrize(
    "kind", [kind for kind, model in KINDS.items() if issubclass(model, Commitment)]
)
def test_every_field_of_a_commitment_can_be_amended_but_its_identity_and_what_it_says_is_fixed(
    kind,
):
    model = KINDS[kind]
    assert issubclass(model, Commitment)
    [amendment, _] = get_args(model.model_fields["amendments"].annotation)
    fixed = {"kind", "id", "effective", "amendments", *model.fixed}

    assert set(model.model_fields) - fixed == set(amendment.model_fields) - {"from_"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_documented_once_under_the_field(kind):
    assert [] == [name for name in KINDS[kind].model_fields if not meaning_of(KINDS[kind], name)]


def test_every_field_of_every_part_says_what_it_means():
    said = {part: {name: meaning_of(part, name) for name in part.model_fields} for part in parts()}

    assert 50 < len(said)
    assert [] == [(part, name) for part in said for name, words in said[part].items() if not words]


@pytest.mark.parametrize(
    "kind", [kind for kind, model in KINDS.items() if issubclass(model, Commitment)]
)
def test_an_amendment_means_by_a_field_what_the_commitment_means(kind):
    [amendment, _] = get_args(KINDS[kind].model_fields["amendments"].annotation)
    amended = {name: meaning_of(amendment, name) for name in amendment.model_fields}

    assert "The first day these terms hold." == amended.pop("from_")
    assert amended == {name: meaning_of(KINDS[kind], name) for name in amended}


def test_a_field_means_what_is_said_where_it_was_last_declared():
    assert "A short name for people." == meaning_of(KINDS["Goal"], "title")
    assert "From when, and until when" not in meaning_of(KINDS["Goal"], "effective")
    assert "The days it binds." == meaning_of(KINDS["Goal"], "effective")


def test_a_field_without_words_means_nothing_and_its_schema_says_nothing():
    class Bare(Model):
        kept: int = 1

    assert "" == meaning_of(Bare, "kept")
    assert "description" not in Bare.model_json_schema()["properties"]["kept"]


def test_the_terms_of_a_day_are_those_of_the_last_amendment_before_it():
    sla = document("SLA")

    assert sla.on(date(2025, 12, 31)) is None
    assert "90%" == str(sla.on(date(2026, 6, 30)).targets[0].expected)
    assert "92%" == str(sla.on(date(2026, 7, 1)).targets[0].expected)
    assert [date(2026, 1, 1), date(2026, 7, 1)] == [since for since, _ in sla.versions()]


def test_what_an_amendment_leaves_out_stays_and_what_it_names_moves_there():
    sla = document("SLA").on(date(2026, 7, 1))

    assert "time-to-first-slate" == sla.metric
    assert "metric" == sla.place("metric").pointer
    assert (
        "amendments[2026-07-01].targets[standard].expected"
        == sla.place("targets", 0, "expected").pointer
    )


def test_the_last_day_of_a_commitment_is_included():
    text = example("SLA").replace("{from: 2026-01-01}", "{from: 2026-01-01, to: 2026-12-31}")
    sla = document("SLA", text)

    assert sla.on(date(2026, 12, 31)) is not None
    assert sla.on(date(2027, 1, 1)) is None


def test_references_are_found_with_their_way_and_kind():
    found = set(references_in(document("SLA")))

    assert (("metric",), "Metric", "time-to-first-slate") in found
    assert (("escalation",), "EscalationPath", "delivery") in found
    assert (("owners", "client"), "role", "ta-ops-lead") in found
    assert (("reviews", 0), "any", "SLA/first-slate") in set(references_in(document("Cadence")))
    assert (("levels", 1, "provider"), "role", "account-director") in set(
        references_in(document("EscalationPath"))
    )


def test_references_in_amendments_are_found():
    text = example("SLA") + "    escalation: elsewhere\n"

    assert (("amendments", 0, "escalation"), "EscalationPath", "elsewhere") in set(
        references_in(document("SLA", text))
    )


def test_canonical_form_is_rfc_8785s_for_what_documents_hold():
    """Keys by UTF-16 units, so a sign beyond the basic plane sorts before U+FF21."""
    written = {
        "\uff21": 1,
        "\U0001f600": Decimal("1.50"),
        "b": [True, "e\u0301\n"],
        "a": Decimal("1E+2"),
    }

    assert '{"a":100,"b":[true,"\u00e9\\n"],"\U0001f600":1.5,"\uff21":1}' == canonical_json(written)


def test_numbers_in_canonical_form_have_no_exponent_and_no_trailing_zero():
    assert "[0.000001,12,0,-1.5]" == canonical_json(
        [Decimal("1e-6"), Decimal("12.00"), Decimal("-0.0"), Decimal("-1.50")]
    )


def test_a_target_row_is_an_sla_row_and_not_a_position():
    sla = document("SLA")

    assert isinstance(sla, SLA)
    assert "targets[critical].within" == sla.place("targets", 1, "within").pointer
