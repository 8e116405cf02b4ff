"""`partnership schema`: the JSON Schemas of documents and of reports."""

from __future__ import annotations

from pathlib import Path

import click

from partnership.schema import NAMES, as_text, find_schema, write_schemas


@click.command("schema")
@click.argument("name", metavar="[KIND]", type=click.Choice(NAMES), required=False)
@click.option(
    "--write",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write KIND's schema, or all of them, into this folder.",
)
def command(name: str | None, folder: Path | None) -> None:
    """Print or write the JSON Schemas of documents.

    KIND is a kind of document, `document` for one schema that picks the kind's by `kind`,
    `report` for what `--format json` prints, or `metrics` for the list of the library's metrics.
    Where it is left out, `document` is printed.
    """
    if folder is None:
        click.echo(as_text(find_schema(name or "document")), nl=False)
        return
    files = write_schemas(folder, (name,) if name else NAMES)
    click.echo(f"{len(files)} schema{'s' if len(files) > 1 else ''} written to {folder}", err=True)
