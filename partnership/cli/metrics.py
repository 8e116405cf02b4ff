"""`partnership metrics`: the field's definitions, copied into the agreement and compared with it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from partnership.agreement import Agreement
from partnership.cli.options import Day, as_of_option, path_argument, today, user_cache
from partnership.documents import SLA, Calendar, EscalationPath, Metric
from partnership.errors import NothingToCheck, WrongUsage
from partnership.files import write_file
from partnership.findings import nearest
from partnership.library import (
    DATA_SOURCE,
    IDS,
    Difference,
    Entry,
    SLATerms,
    as_data,
    as_table,
    base_of,
    differences,
    entry,
    metric_text,
    sla_text,
    upgraded_text,
)
from partnership.loading import find_root, load

PARTIES = ("client", "provider")
Owners = tuple[str, str]


@click.group("metrics")
def command() -> None:
    """List the field's metrics, copy one into the agreement, compare yours with them."""


@command.command("list")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How to answer.",
)
def list_them(form: str) -> int:
    """List the metrics of the library by group, with who usually owes them and their unit.

    `partnership explain metric:ID` prints one with its formula, its source and a worked example.
    """
    if form == "json":
        click.echo(json.dumps(as_data(), indent=2, ensure_ascii=False))
    else:
        click.echo(as_table(), nl=False)
    return 0


@command.command("add")
@click.argument("name", metavar="ID")
@path_argument
@click.option(
    "--from",
    "start",
    type=Day(),
    metavar="DAY",
    help="The first day it binds.  [default: the first of next month]",
)
@click.option(
    "--owner",
    "owners",
    multiple=True,
    metavar="PARTY=ROLE",
    help="Who looks after it: client=ROLE, provider=ROLE."
    "  [default: who looks after the other metrics, or after the partnership]",
)
@click.option(
    "--with-sla", is_flag=True, help="Write the promise that is usually made of it as well."
)
@click.option(
    "--calendar",
    metavar="ID",
    help="The calendar of that promise.  [default: that of the party that owes it]",
)
def add(
    name: str,
    path: Path,
    start: date | None,
    owners: tuple[str, ...],
    with_sla: bool,  # noqa: FBT001 - click gives it by name
    calendar: str | None,
) -> int:
    """Copy a metric of the library into the agreement: partnership/metrics/ID.yaml.

    From then on the document decides, and `based_on` says where it came from. Nothing is ever
    overwritten. With --with-sla a metric that is there already gets its promise.
    """
    found = entry(name)
    root = find_root(path)
    agreement = load(root, user_cache())
    copy = _Copy(agreement, root, found)
    there = agreement.get(Metric, name)
    if not (with_sla and there and base_of(there.based_on or "") == (name, found.version)):
        copy.refuse_taken("Metric", f"partnership/metrics/{name}.yaml")
    first = start or _first_day(agreement)
    chosen = _owners(agreement, owners)
    texts = {} if there else {copy.metric_path: metric_text(found, chosen, first)}
    if with_sla:
        copy.refuse_taken("SLA", copy.sla_path)
        texts[copy.sla_path] = sla_text(
            found, chosen, first, _sla_terms(agreement, found, calendar)
        )
    for relative, text in texts.items():
        write_file(root / relative, text)
        click.echo(relative)
    _say_what_is_next(found, chosen, first, with_sla=with_sla)
    return 0


@command.command("compare")
@click.argument("name", metavar="[ID]", required=False)
@path_argument
@as_of_option
def compare(name: str | None, path: Path, as_of: date | None) -> int:
    """Name every field in which the agreement's metrics differ from the library.

    A difference is no fault: the definition is the parties' own. The exit code is 1 where there are
    any. Without ID every metric is compared that is based on the library, or bears one of its ids.
    """
    if name and path == Path() and Path(name).is_dir():
        path, name = Path(name), None
    agreement = load(find_root(path), user_cache())
    day, differ = as_of or today(), 0
    pairs = _pairs(agreement, name)
    for metric, found in pairs:
        terms = metric.on(day) or list(metric.versions())[-1][1]
        different = differences(terms, found)
        differ += bool(different) or terms.based_on not in {found.base, None}
        click.echo(_compared(terms, found, different))
    same = len(pairs) - differ
    click.echo(f"{_many(len(pairs), 'metric')} compared: {same} as in the library, {differ} not")
    return 1 if differ else 0


@command.command("upgrade")
@click.argument("name", metavar="ID")
@path_argument
@click.option(
    "--from",
    "start",
    type=Day(),
    metavar="DAY",
    help="The first day of the change.  [default: the first of next month]",
)
@click.option(
    "--keep",
    multiple=True,
    metavar="FIELD",
    help="A field that stays as it is; may be given several times.",
)
def upgrade(name: str, path: Path, start: date | None, keep: tuple[str, ...]) -> int:
    """Propose the library's definition of a metric as an amendment from a day on.

    What was counted before that day stays. The document is changed for a pull request; whoever signs
    for the parties decides.
    """
    root = find_root(path)
    agreement = load(root, user_cache())
    ((metric, found),) = _pairs(agreement, name)
    first = start or _first_day(agreement)
    unknown = [field for field in keep if field not in Metric.model_fields]
    if unknown:
        near = nearest(unknown[0], Metric.model_fields)
        hint = f"; did you mean `{near}`?" if near else ""
        raise WrongUsage(f"a metric has no field `{unknown[0]}`{hint}")
    terms = metric.on(first) or metric
    different = [one for one in differences(terms, found) if one.field not in keep]
    if not different and terms.based_on == found.base:
        click.echo(f"`{metric.id}` is as in the library; nothing was written", err=True)
        return 0
    file = root / metric.path.removeprefix(agreement.base)
    changed = upgraded_text(file.read_text("utf-8"), metric, found, first, keep)
    write_file(file, changed)
    click.echo(metric.path.removeprefix(agreement.base))
    click.echo(_compared(terms, found, tuple(different)), err=True)
    click.echo(f"an amendment from {first} proposes this; `git diff` shows it", err=True)
    return 0


@dataclass(frozen=True, slots=True)
class _Copy:
    """Where copies of a library definition go."""

    agreement: Agreement
    root: Path
    entry: Entry

    @property
    def metric_path(self) -> str:
        """The metric's file, from the root."""
        return f"partnership/metrics/{self.entry.id}.yaml"

    @property
    def sla_path(self) -> str:
        """The promise's file, from the root."""
        return f"partnership/slas/{self.entry.id}.yaml"

    def refuse_taken(self, kind: str, relative: str) -> None:
        """Refuse to write over anything, or a second document of one id."""
        there = self.agreement.named(f"{kind}/{self.entry.id}")
        if there is not None or (self.root / relative).exists():
            path = there.path.removeprefix(self.agreement.base) if there else relative
            raise WrongUsage(f"{path} is there already, and nothing is overwritten")


def _first_day(agreement: Agreement) -> date:
    """Give the first of next month, or the partnership's own first day where that is later."""
    now = today()
    following = date(now.year + now.month // 12, now.month % 12 + 1, 1)
    begins = agreement.partnership.effective.from_ if agreement.partnership else following
    return max(begins, following)


def _owners(agreement: Agreement, given: Iterable[str]) -> Owners:
    """Take the roles that are named; otherwise those of the other metrics, or the partnership's."""
    if agreement.partnership is None:
        raise WrongUsage(
            "the partnership's own document cannot be read; see `partnership validate`"
        )
    own = agreement.partnership.owners
    others = {(one.owners.client, one.owners.provider) for one in agreement.of(Metric)}
    client, provider = others.pop() if len(others) == 1 else (own.client, own.provider)
    chosen = {"client": client, "provider": provider}
    for text in given:
        party, _, role = text.partition("=")
        if party not in PARTIES or not role:
            raise WrongUsage(f"`{text}` names no owner; write client=ROLE or provider=ROLE")
        _require_role(agreement, party, role)
        chosen[party] = role
    return chosen["client"], chosen["provider"]


def _require_role(agreement: Agreement, party: str, role: str) -> None:
    known = [name for name, seat in agreement.roles.items() if seat.party == party]
    if role not in known:
        near = nearest(role, known)
        hint = f"did you mean `{near}`?" if near else f"its roles are {', '.join(known) or 'none'}"
        raise WrongUsage(f"the {party} has no role `{role}`; {hint}")


def _sla_terms(agreement: Agreement, found: Entry, calendar: str | None) -> SLATerms:
    slas = agreement.of(SLA)
    usual = _most_common(sla.data_source for sla in slas) or DATA_SOURCE
    ladders = agreement.ids(EscalationPath.__name__)
    ladder = _most_common(sla.escalation for sla in slas) or (ladders[0] if ladders else None)
    return SLATerms(_calendar(agreement, found, calendar), ladder, usual)


def _calendar(agreement: Agreement, found: Entry, given: str | None) -> str:
    """Take the calendar that is named, or the one of the party that owes the promise."""
    owed_by, known = found.owed_by, agreement.ids(Calendar.__name__)
    if given is not None and given not in known:
        near = nearest(given, known)
        hint = f"did you mean `{near}`?" if near else f"there are {', '.join(known) or 'none'}"
        raise WrongUsage(f"there is no calendar `{given}`; {hint}")
    if not known:
        raise WrongUsage(
            "a promise needs a calendar, and there is none; write one first: "
            "`partnership new calendar ID --country CODE`"
        )
    alike = [sla.calendar for sla in agreement.of(SLA) if owed_by in {sla.owed_by, "both"}]
    seats = [seat.calendar for seat in agreement.roles.values() if owed_by in {seat.party, "both"}]
    if given is None and owed_by == "both" and found.metric.unit.startswith("business"):
        return _common_calendar(agreement, sorted({name for name in seats if name}))
    return given or _most_common(seats) or _most_common(alike) or known[0]


def _common_calendar(agreement: Agreement, seats: Sequence[str]) -> str:
    """Take the calendar that is common to those of both parties, or the one both have."""
    common = [one.id for one in agreement.of(Calendar) if one.common_to]
    if common or len(seats) == 1:
        return common[0] if common else seats[0]
    named = seats if len(seats) > 1 else ("CLIENT", "PROVIDER")
    raise WrongUsage(
        "both parties owe it, so its clock runs on the time both work; write a calendar with "
        f"`common_to: [{', '.join(named)}]` first, or name one with `--calendar`"
    )


def _most_common(words: Iterable[str | None]) -> str | None:
    """Give the word that stands most often; of several, the first in order."""
    counted = Counter(word for word in words if word)
    return min(counted, key=lambda word: (-counted[word], word)) if counted else None


def _say_what_is_next(found: Entry, owners: Owners, start: date, *, with_sla: bool) -> None:
    client, provider = owners
    lines = [f"It binds from {start}; {client} and {provider} look after it."]
    if with_sla:
        lines.append(
            "Its levels are a starting point: read what is promised, and agree on what fits."
        )
    else:
        lines.append(
            "Nothing is promised about it yet: "
            f"`partnership metrics add {found.id} --with-sla` writes what usually is."
        )
    lines.append("Then `partnership validate`, and a pull request.")
    for line in lines:
        click.echo(line, err=True)


def _pairs(agreement: Agreement, name: str | None) -> list[tuple[Metric, Entry]]:
    """Give metrics of the agreement, each with the library's that it came from."""
    if name is not None:
        metric = agreement.get(Metric, name)
        if metric is None:
            near = nearest(name, agreement.ids("Metric"))
            hint = (
                f"did you mean `{near}`?" if near else f"`partnership metrics add {name}` adds it"
            )
            raise WrongUsage(f"the agreement has no metric `{name}`; {hint}")
        return [(metric, entry(_library_id(metric)))]
    found = [
        (metric, entry(base))
        for metric in agreement.of(Metric)
        if (base := _library_id(metric)) in IDS
    ]
    if not found:
        raise NothingToCheck(
            "no metric here is based on the library; `partnership metrics add ID` copies one"
        )
    return found


def _library_id(metric: Metric) -> str:
    """Name what a metric came from: what it says, or else its own id."""
    *_, (_, last) = metric.versions()
    base = base_of(last.based_on or "")
    return base[0] if base else metric.id


def _compared(terms: Metric, found: Entry, different: tuple[Difference, ...]) -> str:
    based = f"based on {terms.based_on}" if terms.based_on else "it does not say `based_on`"
    now = "" if terms.based_on == found.base else f"; the library has {found.base}"
    if not different:
        return f"{terms.id}: as in the library ({based}{now})"
    lines = [f"{terms.id}: {_many(len(different), 'field')} not as in the library ({based}{now})"]
    for one in different:
        lines.append(f"  {one.field}{'' if one.counts else '  (words only)'}")
        lines.append(f"    yours    {_flow(one.yours)}")
        lines.append(f"    library  {_flow(one.library)}")
    return "\n".join(lines)


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _flow(value: Any) -> str:  # noqa: ANN401 - any scalar, list or mapping
    """Write a value as it would stand on one line of a document."""
    if value is None:
        return "not written"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return " ".join(str(value).split())
