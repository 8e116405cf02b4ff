"""Every check answers about any documents that the schemas accept, linked to each other."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership.agreement import Agreement
from partnership.canonical import canonical_json
from partnership.checks import check_id, find_all
from partnership.checks.register import ALL
from partnership.documents import KINDS
from partnership.documents.references import references_in
from partnership.loading.document import load_document
from partnership.schema import schema_of
from tests.checks.agreements import agreement_of, passing
from tests.from_schema import from_schema

BASE = agreement_of(passing())
NAMES = {check_id(check) for check in ALL}
DAYS = st.dates()


@cache
def drawn(kind: str) -> st.SearchStrategy[Any]:
    return from_schema(schema_of(kind), schema_of(kind))


def canonical(document: Any) -> str:
    return canonical_json(json.loads(json.dumps(document), parse_float=Decimal))


@st.composite
def linked(draw) -> bytes:
    """A document of some kind whose references name what is there, most of the time."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    document = draw(drawn(kind))
    loaded = load_document("drawn.yaml", canonical(document).encode())
    for loc, wanted, _ in references_in(loaded.document) if loaded.document else ():
        known = [one.name for one in BASE.documents] if wanted == "any" else BASE.ids(wanted)
        parent = document
        for part in loc[:-1]:
            parent = parent[part]
        if known and draw(st.integers(0, 9)):
            parent[loc[-1]] = draw(st.sampled_from(known))
    if draw(st.booleans()) and BASE.ids(kind):
        document["id"] = draw(st.sampled_from(BASE.ids(kind)))
    return canonical(document).encode()


@settings(
    max_examples=settings().max_examples // 2,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(linked(), min_size=1, max_size=3), st.booleans(), DAYS)
def test_every_check_answers_whatever_the_documents_say(contents, is_first, day):
    """Drawn documents stand before or after those of a sound partnership."""
    folder = "aa" if is_first else "zz"
    loaded = [
        load_document(f"{folder}/{number}.yaml", content) for number, content in enumerate(contents)
    ]
    extra = tuple(one.document for one in loaded if one.document)
    documents = (*extra, *BASE.documents) if is_first else (*BASE.documents, *extra)

    found = find_all(Agreement(documents, files=len(documents)), day)

    assert {finding.check for finding in found} <= NAMES
    assert all(finding.message and finding.place.line >= 1 for finding in found)
    assert len(found) == len(set(found))
