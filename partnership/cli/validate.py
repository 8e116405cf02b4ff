"""`partnership validate`: documents, references and checks; needs no measurements."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import click

from partnership.cli.options import (
    as_of_option,
    fail_on_option,
    format_options,
    git_tip,
    may_colour,
    pair_formats,
    path_argument,
    today,
    user_cache,
)
from partnership.files import Cache, write_file
from partnership.loading import Gathered, find_root, gather, load_gathered


@click.command("validate")
@path_argument
@as_of_option
@format_options
@fail_on_option("error")
def command(
    path: Path,
    as_of: date | None,
    formats: tuple[str, ...],
    outputs: tuple[Path, ...],
    fail_on: frozenset[str],
) -> int:
    """Check documents, references and promises; no measurements are needed.

    PATH is a partnership's folder or anything in it. Every file is looked at; a broken one hides
    no other. The same question about the same files is answered from a cache in your cache folder,
    which is safe to delete; PARTNERSHIP_NO_CACHE=1 does without.
    """
    day = as_of or today()
    pairs = pair_formats(formats, outputs)
    root = find_root(path)
    gathered = gather(root)
    asked = [(name, file is None and may_colour()) for name, file in pairs]
    answered = _answer(gathered, (day, git_tip(root)), asked, user_cache())
    for (_, file), text in zip(pairs, answered["texts"], strict=True):
        if file is None:
            click.echo(text, nl=False)
        else:
            write_file(file, text)
    return 1 if fail_on & set(answered["found"]) else 0


def _answer(
    gathered: Gathered, when: tuple[date, str], asked: list[tuple[str, bool]], cache: Cache | None
) -> dict[str, list[str]]:
    """Give the texts, and what was found that may fail the run; from the cache where it is there."""
    question = _question(gathered, when, asked)
    remembered = cache.answer(question) if cache else None
    if remembered:
        known: dict[str, list[str]] = json.loads(remembered)
        return known
    answered = _fresh_answer(gathered, when, asked, cache)
    if cache:
        cache.remember(question, json.dumps(answered))
    return answered


def _fresh_answer(
    gathered: Gathered, when: tuple[date, str], asked: list[tuple[str, bool]], cache: Cache | None
) -> dict[str, list[str]]:
    from partnership.checks import find_all
    from partnership.report import report_on
    from partnership.reporting import REPORTERS

    day, tip = when
    agreement = load_gathered(gathered, cache)
    report = report_on("validate", agreement, day, find_all(agreement, day), commit=tip)
    return {
        "texts": [REPORTERS[name](report, colour) for name, colour in asked],
        "found": [str(found.severity) for found in report.findings if not found.waived],
    }


def _question(gathered: Gathered, when: tuple[date, str], asked: list[tuple[str, bool]]) -> bytes:
    """Name everything that the answer rests on."""
    named = hashlib.blake2b(
        repr((when, asked, gathered.base, gathered.refused, gathered.site)).encode()
    )
    for path, content in gathered.contents.items():
        named.update(f"\n{len(content)} {path}\n".encode("utf-8", "surrogatepass"))
        named.update(content)
    return named.digest()
