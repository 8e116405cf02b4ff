"""What became what between two states, what that does to whoever owes it, and whom it favours."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from partnership.documents.favours import shape_of
from partnership.documents.vocabulary import Favour
from partnership.findings import Loc
from partnership.history.amounts import is_more
from partnership.history.differences import Difference, Written, differences
from partnership.history.states import State
from partnership.history.steps import Step

Effect = Literal["added", "removed", "tightened", "loosened", "reworded", "moved", "changed"]
Favoured = Literal["client", "provider", "both", "neither", "needs_reading"]
OPPOSITE: dict[Favour, Favour] = {
    "owing party": "other party",
    "other party": "owing party",
    "client": "provider",
    "provider": "client",
}
MEANT = {"Calendar", "Metric", "Roles", "Scope"}
"""Kinds whose terms change what other documents mean that name them."""
MIRRORED: dict[Effect, Effect] = {
    "added": "removed",
    "removed": "added",
    "tightened": "loosened",
    "loosened": "tightened",
}
"""What an effect is where the two states change places; the others stay."""


@dataclass(frozen=True, slots=True)
class Change:
    """One term that became another one."""

    document: str
    """`Kind/id`."""
    pointer: str
    """The term within the document; empty where the whole document is meant."""
    before: Any
    """What was written; None where nothing was."""
    after: Any
    """What is written now; None where nothing is."""
    effect: Effect
    favours: Favoured
    title: str
    """The document's title, or its id where it has none."""
    path: str
    """The file, from git's top: as it is now, or as it was last."""
    since: str = ""
    """The first day it holds for; empty where it holds for all the document's days."""
    until: str = ""
    """The day from which both states say the same again; empty where they never do."""
    owed_by: tuple[str, ...] = ()
    """Who owes what the document says, sorted."""
    affects: tuple[str, ...] = ()
    """The documents that name what changed, so that it changes what they mean; sorted."""
    keys: tuple[str, ...] = ()
    """The way to the term by keys."""
    loc: Loc = ()
    """The way to the term in the file, with positions."""
    line: int = 1
    """The line it stands on, as far as that was asked."""

    @property
    def kind(self) -> str:
        """The document's kind."""
        return self.document.partition("/")[0]

    @property
    def binds(self) -> bool:
        """Whether it is a commitment's; a record says what happened and binds nobody."""
        return shape_of(self.kind).binds

    @property
    def fingerprint(self) -> str:
        """Name this change by effect, document and pointer, so that it survives moved lines."""
        named = f"{self.effect}\n{self.document}\n{self.pointer}"
        return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Amended:
    """What changed at once: by a commit, or between two revisions."""

    step: Step | None
    """The commit; None where two revisions are compared."""
    changes: tuple[Change, ...]
    unread: tuple[str, ...] = ()
    """Files that it left in a state nobody could read, by path."""


def changes_between(before: State, after: State) -> tuple[Change, ...]:
    """Give every term that differs between two states, by document, then by day and place.

    Args:
        before: The agreement as it was.
        after: The agreement as it is, or as it is proposed.

    """
    names = sorted({*before.documents, *after.documents})
    return tuple(change for name in names for change in changes_of(name, before, after))


def changes_of(name: str, before: State, after: State) -> Iterator[Change]:
    """Yield what changed in one document; what one side cannot read is neither new nor gone.

    Args:
        name: `Kind/id`.
        before: The agreement as it was.
        after: The agreement as it is.

    """
    old, new = before.documents.get(name), after.documents.get(name)
    if old and new:
        if old.path != new.path:
            yield _moved(old, new, after)
        for one in differences(old, new):
            yield _change(one, new, before, after)
    elif new and new.path not in before.unread:
        yield _whole(new, after, "added")
    elif old and old.path not in after.unread:
        yield _whole(old, before, "removed")


def _moved(old: Written, new: Written, after: State) -> Change:
    owed_by = tuple(sorted(after.owing(new.name, "")))
    return Change(
        new.name, "", old.path, new.path, "moved", "neither", _title(new), new.path, owed_by=owed_by
    )


def _whole(document: Written, state: State, effect: Effect) -> Change:
    """Say that a document is new, or gone."""
    declared = shape_of(document.kind).favour
    if effect == "removed" and declared is not None:
        declared = OPPOSITE.get(declared, declared)
    owing = state.owing(document.name, "")
    title = _title(document)
    return Change(
        document=document.name,
        pointer="",
        before=title if effect == "removed" else None,
        after=title if effect == "added" else None,
        effect=effect,
        favours=_favoured(declared, owing),
        title=title,
        path=document.path,
        owed_by=tuple(sorted(owing)),
    )


def _change(one: Difference, new: Written, before: State, after: State) -> Change:
    declared = _declared(one, new, before, after)
    owing = after.owing(new.name, one.since) | before.owing(new.name, one.since)
    affected: set[str] = set()
    if new.kind in MEANT:
        affected.update(*(_affected(new.name, one.keys, state) for state in (before, after)))
    return Change(
        document=new.name,
        pointer=one.pointer,
        before=one.before,
        after=one.after,
        effect=_effect(one, declared, owing),
        favours=_favoured(declared, owing),
        title=_title(new),
        path=new.path,
        since=one.since,
        until=one.until,
        owed_by=tuple(sorted(owing)),
        affects=tuple(sorted(affected)),
        keys=one.keys,
        loc=one.loc_after,
    )


def _declared(one: Difference, new: Written, before: State, after: State) -> Favour:
    """Say whom a change favours, in the words in which fields declare it."""
    declared = one.shape.favour or "needs reading"
    if declared not in OPPOSITE:
        return declared
    more = is_more(one.before, one.after, one.shape.order)
    if more is not None and one.before is not None and one.after is not None:
        more = _turned(one, more, new.name, before, after)
    if more is None:
        return "needs reading"
    return declared if more else OPPOSITE[declared]


def _turned(one: Difference, more: bool, name: str, before: State, after: State) -> bool | None:  # noqa: FBT001
    """Turn what more is where the metric, or the statistic, makes less the harder promise."""
    is_limit = one.keys[-1] == "within"
    if not (is_limit or one.shape.is_level):
        return more
    old, new = before.terms(name, one.since), after.terms(name, one.since)
    if is_limit:
        was, now = (terms.get("statistic") == "share beyond" for terms in (old, new))
        return None if was is not now else more != now
    higher = after.is_higher_better(new, one.since)
    if higher is None or higher is not before.is_higher_better(old, one.since):
        return None
    return more == higher


def _effect(one: Difference, declared: Favour, owing: frozenset[str]) -> Effect:
    if one.before is not None and one.after is not None and one.shape.is_prose:
        return "reworded"
    if declared in {"owing party", "other party"} and owing:
        return "loosened" if declared == "owing party" else "tightened"
    if one.before is None:
        return "added"
    return "removed" if one.after is None else "changed"


def _favoured(declared: Favour | None, owing: frozenset[str]) -> Favoured:
    """Name the party that a change favours."""
    match declared:
        case "neither" | "client" | "provider":
            return declared
        case "owing party" | "other party" if len(owing) > 1:
            return "both"
        case "owing party" if owing:
            return "client" if "client" in owing else "provider"
        case "other party" if owing:
            return "provider" if "client" in owing else "client"
    return "needs_reading"


def _affected(name: str, keys: tuple[str, ...], state: State) -> tuple[str, ...]:
    """List the documents whose meaning changes with a term of one of the kinds that `MEANT` names."""
    kind, _, plain = name.partition("/")
    item = keys[1].strip("[]") if len(keys) > 1 and keys[1].startswith("[") else ""
    if kind == "Roles":
        return state.naming("role", item) if item else ()
    if kind == "Scope":
        return state.naming("dimension", item) if item and keys[0] == "dimensions" else ()
    found = set(state.naming(kind, plain))
    if kind == "Calendar":  # what is common to it counts otherwise too
        waiting = [one for one in found if one.startswith("Calendar/")]
        while waiting:
            more = set(state.naming(kind, waiting.pop().partition("/")[2])) - found
            found |= more
            waiting += [one for one in more if one.startswith("Calendar/")]
    return tuple(sorted(found - {name}))


def _title(document: Written) -> str:
    title = document.tree.get("title")
    return title if isinstance(title, str) else document.name.partition("/")[2]
