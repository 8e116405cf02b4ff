"""A document is accepted by its model exactly where it is accepted by its published schema."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import Annotated, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from partnership.canonical import canonical_json
from partnership.documents import KINDS
from partnership.loading.document import find_wrong, load_document
from partnership.loading.tree import parse
from partnership.schema import document_schema, schema_of
from partnership.schema.kinds import example_of, example_text
from partnership.values import GRAMMARS
from tests.from_schema import (
    MISWRITTEN,
    at_the_end,
    checker,
    from_schema,
    miswritten,
    mutated,
    one_mistake_each,
)

# A whole document takes a hundred draws, so fewer of them than of what other tests draw.
whole_document = settings(
    max_examples=settings().max_examples // 4,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
every_kind = pytest.mark.parametrize("kind", KINDS)


@cache
def schema(kind: str) -> dict[str, Any]:
    return schema_of(kind)


@cache
def accepts(kind: str) -> Callable[[Any], bool]:
    return checker(schema(kind))


@cache
def drawn(kind: str) -> st.SearchStrategy[Any]:
    return from_schema(schema(kind), schema(kind))


def canonical(document: Any) -> str:
    """Write a document as the loader would; its floats are decimals there."""
    return canonical_json(json.loads(json.dumps(document), parse_float=Decimal))


def refused(kind: str, document: Any) -> list[str]:
    return [f"{wrong.loc}: {wrong.message}" for wrong in find_wrong(kind, canonical(document))]


@every_kind
@whole_document
@given(st.data())
def test_the_model_accepts_what_the_schema_describes(kind, data):
    document = data.draw(drawn(kind))

    assert accepts(kind)(json.loads(canonical(document)))
    assert [] == refused(kind, document)


@every_kind
@whole_document
@given(st.data())
def test_model_and_schema_refuse_the_same_documents(kind, data):
    document = data.draw(mutated(st.just(example_of(kind)) | drawn(kind)))

    assert accepts(kind)(json.loads(canonical(document))) == (not refused(kind, document))


@every_kind
def test_model_and_schema_agree_about_every_single_change(kind):
    """Each field, with everything in it, is dropped, misspelt and given other values in turn."""
    accepted = 0
    for document in one_mistake_each(schema(kind)):
        accepts_it = accepts(kind)(json.loads(canonical(document)))
        assert accepts_it == (not refused(kind, document)), document
        accepted += accepts_it

    assert accepted > len(schema(kind)["properties"])


def scalars(part: Any) -> Iterator[dict[str, Any]]:
    """Yield every schema of a text with a pattern."""
    if isinstance(part, dict):
        if isinstance(part.get("pattern"), str):
            yield {key: part[key] for key in ("type", "pattern", "format") if key in part}
        for inner in part.values():
            yield from scalars(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from scalars(inner)


def name_of(scalar: dict[str, Any]) -> str:
    return GRAMMARS[scalar["pattern"]].what


SCALARS = {scalar["pattern"]: scalar for kind in KINDS for scalar in scalars(schema(kind))}
every_scalar = pytest.mark.parametrize("scalar", SCALARS.values(), ids=name_of)


@every_scalar
@given(st.data())
def test_a_text_is_refused_where_its_pattern_or_format_refuses_it(scalar, data):
    grammar = GRAMMARS[scalar["pattern"]]
    model = TypeAdapter(Annotated[Any, grammar])
    right = from_schema(scalar, {}) | st.sampled_from(grammar.examples)
    text = data.draw(right | right.flatmap(miswritten) | st.text(max_size=12))
    try:
        value = model.validate_json(json.dumps(text), strict=True)
    except ValidationError:
        assert not checker(scalar)(text)
    else:
        assert checker(scalar)(text)
        assert value == grammar.parse(str(value)), "what is printed can be read again"


@pytest.mark.needs_program("node")
def test_every_pattern_means_the_same_in_an_editor():
    """ECMAScript decides as Python does when it is asked to look at the very end only."""
    texts = sorted({text for grammar in GRAMMARS.values() for text in grammar.examples})
    texts += [mistake(text) for text in texts for mistake in MISWRITTEN]
    asked = json.dumps({"patterns": list(SCALARS), "texts": texts})
    script = (
        "const {patterns, texts} = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "const right = p => texts.filter(t => new RegExp(p, 'u').test(t));"
        "console.log(JSON.stringify(patterns.map(right)));"
    )
    answer = subprocess.run(
        ["node", "-e", script], input=asked, capture_output=True, text=True, check=True
    )

    here = [[text for text in texts if re.search(at_the_end(p), text)] for p in SCALARS]
    assert here == json.loads(answer.stdout)


@every_kind
def test_the_examples_are_documents(kind):
    example = example_of(kind)

    assert accepts(kind)(example)
    assert [] == refused(kind, example)
    assert [] == load_document("example.yaml", example_text(kind).encode()).findings


def test_one_schema_for_every_document_decides_as_the_kinds_own():
    one = checker(document_schema())
    for kind in KINDS:
        example = example_of(kind)
        assert one(example)
        assert not one(example | {"extra": 1}), kind
        assert not one({"kind": kind})
    assert not one({"kind": "Invoice", "id": "x"})
    assert not one({"id": "x"})


NUMBERS = {
    "1.0": 1,
    "2.50": Decimal("2.5"),
    "1e2": 100,
    "-0.0": 0,
    "0x10": 16,
    "0o10": 8,
    "+7": 7,
    "010": 10,
}


@pytest.mark.parametrize(("written", "meant"), NUMBERS.items(), ids=list(NUMBERS))
def test_a_whole_number_is_whole_however_it_is_written(written, meant):
    """JSON Schema calls 1.0 an integer; so do we, because the canonical form writes it as 1."""
    text = example_text("EscalationPath").replace("times: 2", f"times: {written}")
    (model_says,) = [not load_document("path.yaml", text.encode()).findings]
    example = json.loads(canonical_json(parse(text.encode()).value))

    assert example["levels"][1]["triggers"][1]["times"] == float(meant)
    assert model_says == accepts("EscalationPath")(example)
    assert model_says == (meant >= 1 and meant == int(meant))


@pytest.mark.parametrize("written", [".nan", ".inf", "-.inf", "1e400", "1" * 400, "0." + "1" * 40])
def test_no_document_holds_a_number_that_is_not_exact(written):
    text = example_text("Goal").replace("baseline: 82%", f"baseline: {written}")

    assert ["refused-yaml"] == [
        finding.check for finding in load_document("goal.yaml", text.encode()).findings
    ]


@pytest.mark.parametrize(
    ("kind", "written", "said"),
    [
        ("Partnership", ("format: 1", "format: true"), "`true` cannot stand here; write `1`"),
        ("Partnership", ("format: 1", "format: 2"), "`2` cannot stand here; write `1`"),
        (
            "SLA",
            ("when: {urgency: standard}", "otherwise: 1"),
            "`1` cannot stand here; write `true`",
        ),
        (
            "SLA",
            ("when: {urgency: standard}", "otherwise: no"),
            "`no` cannot stand here; write `true`",
        ),
    ],
    ids=["true for 1", "2 for 1", "1 for true", "no for true"],
)
def test_true_is_not_1_and_1_is_not_true(kind, written, said):
    """Python and pydantic take one for the other; JSON Schema does not, and nor do we."""
    old, new = written
    text = example_text(kind).replace(old, new, 1)
    (finding,) = load_document("x.yaml", text.encode()).findings

    assert said == f"{finding.message}; {finding.hint}"
