"""What `diff` and `log` share: which changes are asked for, where they stand, how they are answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from partnership.cli.options import may_colour, pair_formats

if TYPE_CHECKING:
    from partnership.files import Cache
    from partnership.history.changes import Amended, Change
    from partnership.reporting.changes import Told

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = ("text", "json", "markdown", "csv")
PLACED = {"json", "csv"}
"""The formats that say on which line a change stands."""
WORTH_KEEPING = 8 << 20
"""The most characters of an answer that is remembered."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which changes are asked for; what is None or empty leaves none out."""

    document: str | None = None
    """`Kind/id`, or an id."""
    field: str | None = None
    """A field's key or pointer: `expected`, `targets.expected`, `targets[standard]`."""
    party: str | None = None
    """Who owes what the document says, or whom the change favours."""
    role: str | None = None
    """A seat that looks after the document."""
    records: bool = False
    """Whether records are shown beside commitments."""

    def takes(self, change: Change) -> bool:
        """Whether a change is one of those asked for, apart from who looks after it."""
        plain = change.document.partition("/")[2]
        return (
            (self.records or change.binds)
            and (self.document is None or self.document in {change.document, plain})
            and (self.field is None or _leads(self.field, change))
            and (self.party is None or self.party in {*change.owed_by, change.favours})
        )


def _leads(field: str, change: Change) -> bool:
    """Whether a field's key or pointer is the way to a change, or a part of it."""
    if "[" in field:
        return f"{change.pointer}.".startswith((f"{field}.", f"{field}["))
    keys = [key for key in change.keys if not key.startswith("[")]
    wanted = field.split(".")
    return any(keys[start : start + len(wanted)] == wanted for start in range(len(keys)))


def change_options(function: F) -> F:
    """Add the options that say which changes are asked for, and how they are answered."""
    for option in (
        click.option("--document", metavar="NAME", help="Only this document: SLA/first-slate."),
        click.option("--field", metavar="FIELD", help="Only this field: expected, targets.within."),
        click.option(
            "--party",
            type=click.Choice(("client", "provider")),
            help="Only what this party owes, or what favours it.",
        ),
        click.option("--role", metavar="ROLE", help="Only documents this role looks after."),
        click.option("--records", is_flag=True, help="Show records too, not only commitments."),
        click.option(
            "--output",
            "outputs",
            multiple=True,
            type=click.Path(path_type=Path, dir_okay=False),
            metavar="FILE",
            help="Write the first format to the first FILE, the second to the second.",
        ),
        click.option(
            "--format",
            "formats",
            multiple=True,
            type=click.Choice(FORMATS),
            help="How to answer; may be given several times, each with an --output.",
        ),
        click.option(
            "--folder",
            "path",
            type=click.Path(path_type=Path),
            default=".",
            help="The partnership's folder, or anything in it; this folder by default.",
        ),
    ):
        function = option(function)
    return function


def chosen(
    amended: Iterable[Amended], asked: Asked, owners: Mapping[str, frozenset[str]]
) -> tuple[Amended, ...]:
    """Keep the changes that are asked for; a commit that has none of them is left out."""
    found = []
    for one in amended:
        changes = tuple(
            change
            for change in one.changes
            if asked.takes(change)
            and (asked.role is None or asked.role in owners.get(change.document, ()))
        )
        if changes or (one.unread and asked == Asked(records=asked.records)):
            found.append(replace(one, changes=changes))
    return tuple(found)


def answer(
    make: Callable[[bool], Told],
    formats: tuple[str, ...],
    outputs: tuple[Path, ...],
    cache: Cache | None = None,
    question: str = "",
) -> None:
    """Print what changed, or write each format to its file.

    Args:
        make: Gives what changed; told whether its lines are wanted, which take a while to find.
        formats: As the user asked.
        outputs: As the user asked.
        cache: Where answers are remembered.
        question: Everything that the answer rests on; nothing where it rests on more.

    """
    from partnership.files import write_file

    for name, file in pair_formats(formats, outputs):
        colour = file is None and may_colour()
        asked = f"{question}\n{name} {colour}".encode() if question else b""
        text = cache.answer(asked) if cache and asked else None
        if text is None:
            from partnership.reporting.changes import RENDERERS

            text = RENDERERS[name](make(name in PLACED), colour)
            if cache and asked and len(text) < WORTH_KEEPING:
                cache.remember(asked, text)
        if file is None:
            click.echo(text, nl=False)
        else:
            write_file(file, text)
