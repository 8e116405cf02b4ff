"""Every field of every kind says whom more of it favours, and nothing says it of a field there is not."""

from __future__ import annotations

import pytest

from partnership.documents import KINDS
from partnership.documents.favours import find_undeclared, find_unknown, key_of, shape_of
from partnership.schema.kinds import schema_of


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_declares_whom_more_of_it_favours(kind):
    assert [] == list(find_undeclared(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_every_declaration_leads_to_a_field(kind):
    assert [] == list(find_unknown(kind))


def test_a_field_inside_one_that_needs_reading_needs_reading_too():
    assert shape_of("SLA").at("phases").at("from").favour == "needs reading"


def test_one_more_promise_favours_the_party_it_is_made_to():
    assert shape_of("SLA").favour == "other party"


def test_a_threshold_is_known_as_one_and_prose_as_prose():
    sla = shape_of("SLA")

    assert sla.at("targets").at("expected").is_level
    assert not sla.at("targets").at("within").is_level
    assert sla.at("data_source").is_prose
    assert not sla.at("window").is_prose


def test_a_kind_nobody_knows_needs_reading():
    assert shape_of("Barter").at("terms").favour == "needs reading"


def test_items_are_told_apart_by_a_field_that_all_have_and_that_differs():
    assert key_of([{"id": "a"}, {"id": "b"}]) == "id"
    assert key_of([{"day": "2026-01-01"}, {"day": "2026-01-02"}]) == "day"
    assert key_of([{"id": "a"}, {"id": "a"}]) is None
    assert key_of(["a", "b"]) is None
    assert key_of([]) is None


@pytest.mark.parametrize("kind", KINDS)
def test_the_published_schema_says_of_every_field_whom_more_of_it_favours(kind):
    schema = schema_of(kind)

    for part in (schema, *schema.get("$defs", {}).values()):
        for field in part.get("properties", {}).values():
            assert field["x-more-favours"]


def test_the_published_schema_says_it_by_way_where_ways_to_one_field_differ():
    sla, roles = schema_of("SLA"), schema_of("Roles")

    assert sla["properties"]["pauses"]["x-more-favours"] == "owing party"
    assert sla["$defs"]["Target"]["properties"]["expected"]["x-more-favours"] == "other party"
    assert sla["$defs"]["SLAAmendment"]["properties"]["pauses"]["x-more-favours"] == "owing party"
    assert roles["$defs"]["Effective"]["properties"]["from"]["x-more-favours"] == {
        "effective.from": "needs reading",
        "roles.held.from": "neither",
    }
