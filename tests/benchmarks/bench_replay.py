"""Replaying a proposal over 200 SLAs of 24 rows and 12 months, 57,600 verdicts on each side.

Prints the seconds of one processor, and the ratio to a named baseline: judging the agreement once.
Replayed are a proposal that raises one promise's levels, one that raises all, and one that adds a
day off in the middle of the year, which leaves half of the records without an answer. Writing and loading the
records is stated apart.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from partnership.agreement import Agreement
from partnership.documents import KINDS, Document, Origin
from partnership.judging import judge
from partnership.loading import load
from partnership.replay import Asked, replay
from tests.benchmarks.bench_judge import timed, until, with_definitions, write_agreement

SLAS = 200
MONTHS = 12
SECONDS = 30
AS_OF = date(2022, 1, 15)
RATIO = 5
"""Where all promises change, three judgements are made: of both sides, and of what stands."""


def changed(agreement: Agreement, kind: str, old: str, new: str) -> Agreement:
    """Change a text in every document of a kind."""
    return replace(
        agreement,
        documents=tuple(
            edited(one, old, new) if one.kind == kind else one for one in agreement.documents
        ),
    )


def edited(document: Document, old: str, new: str) -> Document:
    """Write a document anew with another text in it."""
    text = document.origin.canonical.replace(old, new)
    assert text != document.origin.canonical, old
    made = KINDS[document.kind].model_validate_json(text, strict=True)
    return made.placed(Origin(document.path, text, document.origin.locate))


def main() -> None:
    """Print seconds and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_agreement(root, SLAS, MONTHS)
        start = time.process_time()
        loaded = load(root)
        loading = time.process_time() - start
        print(f"loading {len(loaded.documents):,} documents, apart: {loading:.1f} s")
        base = until(with_definitions(loaded), MONTHS)
        day_off = ('"time_zone"', '"holidays":[{"day":"2021-07-01","title":"Day off"}],"time_zone"')
        once, _ = timed(partial(judge, base, AS_OF))
        asked = Asked("1" * 40, "", AS_OF, MONTHS)
        missed = False
        one = next(one for one in base.documents if one.kind == "SLA")
        level = edited(one, '"expected":"90%"', '"expected":"95%"')
        others = tuple(level if there is one else there for there in base.documents)
        for name, head in (
            ("one promise's levels", replace(base, documents=others)),
            ("every level", changed(base, "SLA", '"expected":"90%"', '"expected":"95%"')),
            ("a day off", changed(base, "Calendar", *day_off)),
        ):
            took, wall = timed(partial(replay, base, head, asked))
            print(
                f"{name}: {took:.2f} s ({wall:.2f} s on the wall), "
                f"{took / once:.1f} times judging once ({once:.2f} s)"
            )
            missed = missed or took > SECONDS or took > RATIO * once
    if missed:
        print(f"  MISSED: at most {SECONDS} seconds and {RATIO} times")
        raise SystemExit(1)


if __name__ == "__main__":
    main()
