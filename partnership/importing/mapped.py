"""A map and what is known of its system, put together: forms, rules and lists of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from partnership.documents.event_map import EventMap, Value
from partnership.findings import Loc
from partnership.importing import ashby, greenhouse, lever
from partnership.importing.canonical_words import (
    ACTORS,
    EVENT_TABLES,
    STAGE_EVENT_LISTS,
    canonical,
    column_of,
    fold,
)
from partnership.importing.moments import is_form, unreadable_form
from partnership.importing.named_columns import named_columns
from partnership.importing.own_tables import Tables, value_of
from partnership.importing.shapes import (
    Expression,
    Form,
    Rule,
    Shapes,
    Step,
    Thing,
    Way,
    Writing,
    expression,
)
from partnership.store.persons import looks_like_a_person
from partnership.store.tables import TABLE_BY_NAME

SYSTEMS: Mapping[str, Shapes] = {
    "greenhouse": greenhouse.SHAPES,
    "lever": lever.SHAPES,
    "ashby": ashby.SHAPES,
    "csv": Shapes({}, (), (), {}),
}
"""What is known of each system's exports."""

REQUISITIONS = {"greenhouse": "job", "lever": "requisition", "ashby": "job"}
"""The thing of each system that is a requisition."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a map that cannot be done."""

    loc: Loc
    message: str
    hint: str = ""


@dataclass(slots=True)
class Mapped:
    """All that an import works by."""

    shapes: Shapes
    actors: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list)


def mapped(event_map: EventMap) -> Mapped:
    """Put a map and its system together, with all that the map says wrongly."""
    faults: list[Fault] = []
    known = SYSTEMS[event_map.system]
    known = _only_read(known, event_map, faults)
    own = Tables(event_map)
    words = {
        name: dict(listed)
        for name, listed in {**known.words, **_lists(event_map), **own.words}.items()
    }
    _more_words(words, event_map, faults)
    things = {**known.things, **own.things}
    rules = [*known.rules, *own.rules]
    forms = [*known.forms, *own.forms]
    faults += [Fault(*fault) for fault in own.faults]
    if event_map.system in REQUISITIONS:
        _requisition(event_map, things, forms, rules, words, faults)
        rules += _stage_events(event_map, rules, words)
    _writings(event_map, things, forms, faults)
    faults += [*_people(event_map), *_two_meanings(event_map)]
    if not own.forms and event_map.system == "csv":
        faults.append(
            Fault(("tables",), "the map of a `csv` system names no table", "write `tables`")
        )
    shapes = Shapes(things, tuple(forms), tuple(rules), words)
    return Mapped(shapes, _actors(event_map, faults), faults)


def _only_read(known: Shapes, event_map: EventMap, faults: list[Fault]) -> Shapes:
    if not event_map.reads:
        return known
    names = {form.name for form in known.forms}
    for index, name in enumerate(event_map.reads):
        if name not in names:
            hint = f"`partnership import {event_map.system} --list` prints them"
            faults.append(
                Fault(("reads", index), f"{event_map.system} has no table `{name}`", hint)
            )
    return replace(known, forms=tuple(form for form in known.forms if form.name in event_map.reads))


def _two_meanings(event_map: EventMap) -> Iterator[Fault]:
    """Yield words that an import cannot tell apart, and that mean different things."""
    names = ("stages", "events", "sources", "sourced_by", "close_reasons", "reasons")
    lists: dict[Loc, Mapping[str, object]] = {
        **{(name,): getattr(event_map, name) for name in names},
        **{("statuses", name): listed for name, listed in event_map.statuses.items()},
    }
    for loc, listed in lists.items():
        first: dict[str, str] = {}
        for raw, meaning in listed.items():
            other = first.setdefault(fold(raw), raw)
            if listed[other] != meaning:
                message = (
                    f"`{other}` and `{raw}` are one word in an export, and mean two things here"
                )
                yield Fault((*loc, raw), message, "capitals and spaces are overlooked; keep one")


def _lists(event_map: EventMap) -> dict[str, dict[str, str]]:
    """Give the map's own lists by the names that rules use."""
    source, close = (
        column_of("application", "source_category"),
        column_of("opening", "close_reason"),
    )
    stage = column_of("app_event", "stage")
    if source is None or close is None or stage is None:
        raise LookupError("the event tables lack a column of ours")
    sources = {raw: canonical(source, word) or word for raw, word in event_map.sources.items()}
    return {
        "stages": {raw: canonical(stage, word) or word for raw, word in event_map.stages.items()},
        "sources": sources,
        "internal sources": {
            raw: "true" if word == "internal" else "false" for raw, word in sources.items()
        },
        "sourced by": {**dict.fromkeys(sources, ""), **event_map.sourced_by},
        "close reasons": {
            raw: canonical(close, word) or word for raw, word in event_map.close_reasons.items()
        },
        "reasons": dict(event_map.reasons),
    }


def _more_words(words: dict[str, dict[str, str]], event_map: EventMap, faults: list[Fault]) -> None:
    if "opening.closed" in words:
        words["opening.closed"] |= words["close reasons"]
    for name, more in event_map.statuses.items():
        if name not in words:
            listed = ", ".join(f"`{known}`" for known in sorted(words) if "." in known)
            faults.append(
                Fault(
                    ("statuses", name),
                    f"no field `{name}` has words of its own",
                    f"there are {listed}",
                )
            )
            continue
        known_words = {word for word in words[name].values() if word}
        for raw, word in more.items():
            found = _status_word(name, word, known_words)
            if found is None:
                listed = ", ".join(f"`{known}`" for known in sorted(known_words))
                faults.append(
                    Fault(
                        ("statuses", name, raw),
                        f"`{name}` has no word `{word}`",
                        f"it has {listed}",
                    )
                )
            else:
                words[name][fold(raw)] = found
        if name in {"application.rejection", "application.archived"}:
            stages = {"withdrew": "withdrawn", "hired": "hired", "rejected_by_org": "rejected"}
            words[f"{name} stage"] = {
                raw: stages.get(word, "rejected") for raw, word in words[name].items()
            }
    for name, listed_words in words.items():
        words[name] = {fold(raw): word for raw, word in listed_words.items()}


_STATUS_COLUMNS = {
    "application.rejection": ("app_event", "type"),
    "application.archived": ("app_event", "type"),
    "interview.status": ("interview", "status"),
    "feedback.decision": ("feedback", "decision"),
    "approval.subject": ("approval", "subject"),
    "approval.decision": ("approval", "decision"),
    "offer.outcome": ("offer", "outcome"),
    "opening.closed": ("opening", "close_reason"),
    "requisition.hold": ("req_event", "type"),
    "interview.kind": ("interview", "kind"),
}


def _status_word(name: str, word: str, known: Iterable[str]) -> str | None:
    where = _STATUS_COLUMNS.get(name)
    column = column_of(*where) if where else None
    if column is None:
        return word if word in known else None
    return canonical(column, word)


def _requisition(
    event_map: EventMap,
    things: dict[str, Thing],
    forms: list[Form],
    rules: list[Rule],
    words: dict[str, dict[str, str]],
    faults: list[Fault],
) -> None:
    """Add where a requisition's words come from to the system's own rule."""
    name = REQUISITIONS[event_map.system]
    thing = things[name]
    fields, more = dict(thing.fields), {}
    columns: dict[str, Expression] = {}
    for column_name, written in event_map.requisition.items():
        column = column_of("requisition", column_name)
        assert column is not None  # noqa: S101 - the model lists the columns
        value = written if isinstance(written, Value) else Value(column=written)
        found = value_of(("requisition", column_name), column, value, words)
        faults += [Fault(*fault) for fault in found.faults]
        words |= found.words
        if value.column is not None and value.column not in fields:
            field_name = f"map_{column_name}"
            fields[field_name] = found.kind
            more[field_name] = value.column
        else:
            field_name = value.column or ""
        ways = tuple(replace(way, start=field_name) for way in found.expression.ways)
        columns[column_name] = replace(found.expression, ways=ways)
        if field_name in more and (value.as_ or value.time_zone):
            writing = Writing(value.as_, value.time_zone, value.counts_as)
            thing = replace(thing, writings={**thing.writings, field_name: writing})
    things[name] = replace(thing, fields=fields)
    _well_known(event_map.system, columns)
    for index, form in enumerate(forms):
        if form.thing == name:
            named = tuple(path for path in more.values() if form.is_csv and "." not in path)
            placed = {**form.fields, **_placed(form, more)}
            forms[index] = replace(form, fields=placed, marks=(*form.marks, *named))
    for index, rule in enumerate(rules):
        if rule.table == "requisition" and rule.thing == name:
            rules[index] = replace(rule, columns={**rule.columns, **columns})
    faults += _unsaid(columns)


def _well_known(system: str, columns: dict[str, Expression]) -> None:
    """Let Greenhouse's departments and offices be found in its link tables as well."""
    if system != "greenhouse":
        return
    for name, made in columns.items():
        ways = []
        for way in made.ways:
            ways.append(way)
            if way.start in {"department", "office"} and not way.steps:
                key = f"{way.start}_id"
                linked = Step(f"{way.start}_of_job", "job_id", key)
                ways.append(Way("id", (linked, Step(way.start, "id", "name"))))
        columns[name] = replace(made, ways=tuple(ways))


def _placed(form: Form, more: Mapping[str, str]) -> dict[str, str]:
    prefix = form.fields["id"].rpartition("id")[0]
    return {name: f"{prefix}{path}" for name, path in more.items()}


def _unsaid(columns: Mapping[str, Expression]) -> Iterator[Fault]:
    for column in TABLE_BY_NAME["requisition"].columns:
        is_own = column.name not in {"requisition_id", "recorded_at", "source"}
        if is_own and not column.nullable and column.name not in columns:
            hint = f"`{column.name}: {{always: …}}` where the system does not know it"
            message = f"the map does not say where a requisition's `{column.name}` comes from"
            yield Fault(("requisition",), message, hint)


def _stage_events(
    event_map: EventMap, rules: list[Rule], words: dict[str, dict[str, str]]
) -> list[Rule]:
    """Make a rule for each event that entering a stage also means."""
    column = column_of("app_event", "type")
    assert column is not None  # noqa: S101 - the tables are ours
    made = []
    entered = [rule for rule in rules if rule.name in {"stage entered", "stage seen"}]
    for position in range(STAGE_EVENT_LISTS):
        listed = {}
        for raw, events in event_map.events.items():
            several = (events,) if isinstance(events, str) else events
            if position < len(several):
                listed[fold(raw)] = canonical(column, several[position]) or ""
        if not listed:
            continue
        name = f"events {position + 1}"
        words[name] = listed
        for rule in entered:
            kind = replace(rule.columns["stage"], words=name, missing="skip")
            columns = {k: v for k, v in rule.columns.items() if k != "stage"} | {"type": kind}
            changed = "type" if rule.changed else ""
            made.append(
                replace(rule, name=f"{rule.name}, {name}", columns=columns, changed=changed)
            )
    return made


def _writings(
    event_map: EventMap, things: dict[str, Thing], forms: list[Form], faults: list[Fault]
) -> None:
    for index, times in enumerate(event_map.times):
        name, _, field_name = times.column.partition(".")
        thing = things.get(name)
        if thing is None or thing.fields.get(field_name) not in {"time", "day"}:
            hint = f"`partnership import {event_map.system} --list` prints them"
            faults.append(
                Fault(
                    ("times", index, "column"), f"no day or time is read as `{times.column}`", hint
                )
            )
            continue
        if times.as_ and not is_form(times.as_):
            faults.append(Fault(("times", index, "as"), *unreadable_form(times.as_)))
            continue
        writing = Writing(times.as_, times.time_zone, times.counts_as)
        if times.table is None:
            things[name] = replace(thing, writings={**thing.writings, field_name: writing})
            continue
        at = [n for n, form in enumerate(forms) if form.thing == name and form.name == times.table]
        if not at:
            message = f"`{name}` is not read from a table `{times.table}`"
            faults.append(Fault(("times", index, "table"), message))
        for n in at:
            stated = {**forms[n].writings, field_name: writing}
            forms[n] = replace(forms[n], writings=stated)


def _actors(event_map: EventMap, faults: list[Fault]) -> dict[str, str]:
    actors = dict(ACTORS)
    known = {
        word: True
        for table in EVENT_TABLES
        for column in TABLE_BY_NAME[table].columns
        if column.name == "type"
        for word in column.values
    }
    for event, party in event_map.parties.items():
        for written in (event, event.replace(" ", "_"), "rejected_by_org"):
            if written in known and (
                written != "rejected_by_org" or event == "rejected by organisation"
            ):
                actors[written] = party
                break
        else:
            faults.append(Fault(("parties", event), f"there is no event `{event}`"))
    return actors


def _people(event_map: EventMap) -> Iterator[Fault]:
    """Refuse columns whose very names say that they hold people."""
    for loc, name in named_columns(event_map):
        if looks_like_a_person(name):
            hint = "leave it out, or map a column that names groups, stages or codes"
            yield Fault(loc, f"column `{name}` holds people, by its name, and is never read", hint)


__all__ = ["SYSTEMS", "Fault", "Mapped", "expression", "mapped"]
