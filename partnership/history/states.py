"""An agreement as it is written at one revision: documents by name, what they name, who owes them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from partnership.history.differences import Name, Terms, Written
from partnership.values.statistic_names import MORE_IS_BETTER

DECODER = json.JSONDecoder(parse_float=Decimal)
NOTHING: frozenset[Name] = frozenset()
NOBODY: frozenset[str] = frozenset()
BOTH = frozenset(("client", "provider"))


@dataclass(frozen=True)
class State:
    """All documents of one revision."""

    documents: Mapping[str, Written] = field(default_factory=dict)
    """By name; of two with one name the first by path."""
    index: Mapping[Name, frozenset[str]] = field(default_factory=dict)
    """What commitments name, and which of them do."""
    unread: tuple[str, ...] = ()
    """The files that hold a document nobody could read, by path."""

    def terms(self, name: str, day: str) -> Terms:
        """Give the terms of a document from a day on, or none where it is not there."""
        found = self.documents.get(name)
        return found.on(day)[0] if found else {}

    def naming(self, kind: str, name: str) -> tuple[str, ...]:
        """List the commitments that name one of a kind, or a seat, sorted."""
        found = self.index.get((kind, name), NOBODY)
        found |= self.index.get(("any", f"{kind}/{name}"), NOBODY)
        return tuple(sorted(found))

    def after(self, gone: Iterable[Written], come: Iterable[Written]) -> State:
        """Give the state in which some versions are gone and others have come."""
        old, new = {one.name: one for one in gone}, {one.name: one for one in come}
        documents, index = {**self.documents, **new}, dict(self.index)
        for document in {**old, **new}:
            before, after = old.get(document), new.get(document)
            if after is None and documents.get(document) is before:
                del documents[document]
            were = before.names if before else NOTHING
            are = after.names if after else NOTHING
            for name in are - were:
                index[name] = index.get(name, NOBODY) | {document}
            for name in were - are:
                index[name] = index[name] - {document}
        return State(documents, index)

    def owing(self, name: str, day: str) -> frozenset[str]:
        """Name the parties that owe what a document says: its own, or those of the SLAs that use it."""
        own = self.terms(name, day).get("owed_by")
        if isinstance(own, str):
            return BOTH if own == "both" else frozenset((own,))
        kind, _, plain = name.partition("/")
        users = (one for one in self.naming(kind, plain) if one.startswith("SLA/"))
        return frozenset(party for one in users for party in self.owing(one, day))

    def is_higher_better(self, terms: Terms, day: str) -> bool | None:
        """Say which way is better of the metric that terms name; None where nothing says it."""
        sla = terms.get("sla")
        if isinstance(sla, str):
            terms = self.terms(f"SLA/{sla}", day)
        if terms.get("statistic") in MORE_IS_BETTER:
            return True
        direction = self.terms(f"Metric/{terms.get('metric')}", day).get("direction")
        known = direction in {"higher is better", "lower is better"}
        return direction == "higher is better" if known else None


def written(path: str, canonical: str) -> Written | None:
    """Make canonical data a document, or None where it has no name."""
    tree = DECODER.decode(canonical) if canonical else None
    if not isinstance(tree, dict):
        return None
    kind, name = tree.get("kind"), tree.get("id")
    if not isinstance(kind, str) or not isinstance(name, str):
        return None
    return Written(f"{kind}/{name}", path, tree, canonical)


def state_of(documents: Iterable[Written], unread: Iterable[str] = ()) -> State:
    """Gather documents into a state."""
    found: dict[str, Written] = {}
    for one in sorted(documents, key=lambda one: one.path):
        found.setdefault(one.name, one)
    return replace(State().after((), found.values()), unread=tuple(sorted(unread)))


def owners_of(*states: State) -> dict[str, frozenset[str]]:
    """Name the roles that look after each document, on both sides and in every state."""
    found: dict[str, frozenset[str]] = {}
    for state in states:
        for name, document in state.documents.items():
            for _, terms, _ in document.versions:
                owners = terms.get("owners")
                roles = owners.values() if isinstance(owners, Mapping) else ()
                found[name] = found.get(name, frozenset()) | frozenset(map(str, roles))
    return found
