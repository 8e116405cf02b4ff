"""`partnership validate`: documents, references and checks; needs no measurements."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

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
from partnership.loading import Gathered, find_root, gather

if TYPE_CHECKING:
    from partnership.agreement import Agreement
    from partnership.history.git import Tip
    from partnership.history.proposal import Proposal
    from partnership.history.revisions import Fork


@click.command("validate")
@path_argument
@click.option(
    "--base",
    metavar="REV",
    help="Compare with where this branch left REV: a branch, tag or commit. Its waivers judge.",
)
@as_of_option
@format_options()
@fail_on_option(("error",), ("error", "warning"))
def command(
    path: Path,
    base: str | None,
    as_of: date | None,
    formats: tuple[str, ...],
    outputs: tuple[Path, ...],
    fail_on: frozenset[str],
) -> int:
    """Check documents, references and promises; no measurements are needed.

    PATH is a partnership's folder or anything in it. Every file is looked at; a broken one hides
    no other. With --base, what a branch changes is checked too: records that are rewritten, terms
    that change the past, ids that come back, files that decide over proposals. The same question
    about the same files is answered from a cache in your cache folder, which is safe to delete;
    PARTNERSHIP_NO_CACHE=1 does without.
    """
    pairs = pair_formats(formats, outputs)
    root = find_root(path)
    asked = tuple((name, file is None and may_colour()) for name, file in pairs)
    fork = None if base is None else _fork(root, base)
    question = _Question(root, gather(root), as_of or today(), git_tip(root), fork, asked)
    answered = _answer(question, user_cache())
    for (_, file), text in zip(pairs, answered["texts"], strict=True):
        if file is None:
            click.echo(text, nl=False)
        else:
            write_file(file, text)
    return 1 if fail_on & set(answered["found"]) else 0


@dataclass(frozen=True, slots=True)
class _Question:
    """Everything that an answer rests on."""

    root: Path
    gathered: Gathered
    as_of: date
    tip: Tip
    fork: Fork | None
    asked: tuple[tuple[str, bool], ...]
    """Each format, and whether it may be coloured."""

    @property
    def name(self) -> bytes:
        """Name the question, so that the same one is known again."""
        files = self.gathered
        own = tuple(files.own.items())
        given = (files.base, files.refused, files.site, own)
        about = (self.as_of, self.tip, self.fork, self.asked, *given)
        named = hashlib.blake2b(repr(about).encode())
        for path, content in files.contents.items():
            named.update(f"\n{len(content)} {path}\n".encode("utf-8", "surrogatepass"))
            named.update(content)
        return named.digest()


def _fork(root: Path, revision: str) -> Fork:
    from partnership.history.git import as_user
    from partnership.history.revisions import find_fork

    return find_fork(as_user(root, os.environ), revision)


def _answer(question: _Question, cache: Cache | None) -> dict[str, list[str]]:
    """Give the texts, and what was found that may fail the run; from the cache where it is there."""
    remembered = cache.answer(question.name) if cache else None
    if remembered:
        known: dict[str, list[str]] = json.loads(remembered)
        return known
    answered = _fresh_answer(question, cache)
    if cache:
        cache.remember(question.name, json.dumps(answered))
    return answered


def _fresh_answer(question: _Question, cache: Cache | None) -> dict[str, list[str]]:
    from partnership.loading.parsing import start_parsing

    parsed = start_parsing(question.gathered.contents, cache, looks_for_persons=True)

    import partnership.checks.register  # noqa: F401 - all that takes a while, while others parse
    from partnership.checks import find_all
    from partnership.loading.repository import link
    from partnership.report import report_on
    from partnership.reporting.reporters import REPORTERS

    agreement = link(question.gathered, cache, parsed)
    proposal = _proposal(question, agreement, cache)
    report = report_on(
        "validate",
        agreement,
        question.as_of,
        find_all(agreement, question.as_of, proposal),
        tip=question.tip,
        base=question.fork.start if question.fork else "none",
    )
    return {
        "texts": [REPORTERS[name](report, colour) for name, colour in question.asked],
        "found": [str(found.severity) for found in report.findings if not found.waived],
    }


def _proposal(question: _Question, head: Agreement, cache: Cache | None) -> Proposal | None:
    if question.fork is None:
        return None
    from partnership.history.git import as_user
    from partnership.history.revisions import propose

    repository = as_user(question.root, os.environ)
    return propose(repository, question.fork, head, question.root, question.as_of, cache)
