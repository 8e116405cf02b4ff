"""Business sentences and leaks, written before any detector, and how well the detectors do on them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from partnership.guard import SORTS, Known, find_leaks

FOLDER = Path(__file__).parent
KNOWN = Known(domains=frozenset({"client.example", "provider.example"}))
JOINT = "~"
"""Stands inside the tokens of the file, so that no other program takes them for real ones."""


def is_held_out(line: str) -> bool:
    """Choose a third by its text: nobody looked at it while the detectors were written."""
    return hashlib.sha256(f"guard/1\n{line}".encode()).digest()[0] % 3 == 0


def business() -> Iterator[tuple[str, bool]]:
    """Yield the sentences of business, and whether each is held out."""
    for line in (FOLDER / "business.txt").read_text(encoding="utf-8").splitlines():
        yield line, is_held_out(line)


def leaks() -> Iterator[tuple[str, str, bool]]:
    """Yield the sort of each leak, its sentence, and whether it is held out."""
    for line in (FOLDER / "leaks.tsv").read_text(encoding="utf-8").splitlines():
        sort, _, sentence = line.partition("\t")
        yield sort, sentence.replace(JOINT, ""), is_held_out(sentence)


def missed() -> list[tuple[str, str, bool]]:
    """Give the leaks of which nothing of their sort was found."""
    return [
        (sort, sentence, held)
        for sort, sentence, held in leaks()
        if sort not in {leak.sort for leak in find_leaks(sentence, KNOWN)}
    ]


def false_alarms() -> list[tuple[str, str, bool]]:
    """Give the sentences of business in which something was found, and of which sort."""
    return [
        (leak.sort, line, held) for line, held in business() for leak in find_leaks(line, KNOWN)
    ]


def table() -> str:
    """Write what was found by each detector, in Markdown."""
    there: Counter[str] = Counter()
    held_there: Counter[str] = Counter()
    for sort, _, held in leaks():
        there[sort] += 1
        held_there[sort] += held
    lost: Counter[str] = Counter()
    held_lost: Counter[str] = Counter()
    for sort, _, held in missed():
        lost[sort] += 1
        held_lost[sort] += held
    alarms: Counter[str] = Counter()
    held_alarms: Counter[str] = Counter()
    for sort, _, held in false_alarms():
        alarms[sort] += 1
        held_alarms[sort] += held
    lines = [
        "| Sort | Leaks found | Held out | False alarms | Held out |",
        "| --- | --: | --: | --: | --: |",
    ]
    for name in (*SORTS, "all"):
        of = SORTS if name == "all" else (name,)
        count = [sum(one[sort] for sort in of) for one in (there, lost, held_there, held_lost)]
        wrong = [sum(one[sort] for sort in of) for one in (alarms, held_alarms)]
        lines.append(
            f"| {name} | {count[0] - count[1]} of {count[0]} | {count[2] - count[3]} of {count[2]} "
            f"| {wrong[0]} | {wrong[1]} |"
        )
    return "\n".join(lines) + "\n"
