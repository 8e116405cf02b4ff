"""The handbook's pages against the same Markdown as plain files, and the time of one chart.

Prints the ratio of two MkDocs builds with the same theme and settings: one by the plugin, pages
written from the agreement included, one of Markdown files on disk. At most 1.25 is asked. Then the
time of a chart of eighteen months, at most 0.3 ms.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ["NO_MKDOCS_2_WARNING"] = "1"

from mkdocs.commands.build import build as build_site
from mkdocs.config.defaults import MkDocsConfig

from partnership.documents import SLA
from partnership.handbook.book import Book
from partnership.handbook.building import EXTENSIONS, config_for
from partnership.handbook.chart import chart
from partnership.handbook.pages import find_pages, navigation
from partnership.handbook.points import points_of
from partnership.handbook.settings import Settings
from tests.handbook.measured import book_of, write, write_measured

PAGES = 300
ROUNDS = 2
CHARTS = 300
MOST = 1.25
MOST_MS = 0.3


def main() -> None:
    """Print both numbers."""
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as folder:
        root = large(Path(folder))
        book = book_of(root)
        pages = list(find_pages(book))
        ratio = compare(Path(folder), root, book)
        drawn = chart_time(book)
    print(
        f"{len(pages)} pages: {ratio:.2f} times the same Markdown as plain files (at most {MOST})"
    )
    print(f"one chart of eighteen months: {drawn:.3f} ms (at most {MOST_MS})")


def large(folder: Path) -> Path:
    """Write the example with so many more promises that there are about 300 pages."""
    root = write_measured(folder / "in")
    text = (root / "partnership/slas/first-slate.yaml").read_text(encoding="utf-8")
    for number in range(PAGES - len(list(find_pages(book_of(root))))):
        other = text.replace("id: first-slate", f"id: other-{number}").replace("weight: 25\n", "")
        write(root, f"partnership/slas/other-{number}.yaml", other)
    return root


def compare(folder: Path, root: Path, book: Book) -> float:
    """Give the ratio of the two builds, each at its best, taken in turns."""
    for page in find_pages(book):
        write(folder / "plain", page.path, page.markdown)
    ours, plain = [], []
    for _ in range(ROUNDS):
        plain.append(timed(lambda: build_site(plain_config(folder, book))))
        ours.append(timed(lambda: build_site(our_config(folder, root))))
    return min(ours) / min(plain)


def our_config(folder: Path, root: Path) -> MkDocsConfig:
    """Configure a build by the plugin, reading and judging included."""
    (folder / "none").mkdir(exist_ok=True)
    config: MkDocsConfig = config_for(
        lambda: book_of(root), Settings("Bench"), folder / "none", folder / "ours"
    )
    return config


def plain_config(folder: Path, book: Book) -> MkDocsConfig:
    """Configure a build of the same Markdown from files, without the plugin."""
    made = config_for(lambda: book, Settings("Bench"), folder / "plain", folder / "out")
    config = MkDocsConfig()
    config.load_dict(
        {
            "site_name": "Bench",
            "docs_dir": str(folder / "plain"),
            "site_dir": str(folder / "out"),
            "theme": {"name": "material", "font": False, "features": made.theme["features"]},
            "plugins": ["material/search"],
            "markdown_extensions": EXTENSIONS,
            "nav": navigation(book),
            "validation": {"nav": {"omitted_files": "ignore"}},
        }
    )
    config.validate()
    return config


def chart_time(book: Book) -> float:
    """Give the milliseconds that one chart takes."""
    sla = book.agreement.get(SLA, "first-slate")
    found = [one for one in book.verdicts_of(sla.id if sla else "") if one.segment == "standard"]
    points = points_of(one._replace() for one in found[-18:])
    return min(timed(lambda: chart(points, "A", "a")) for _ in range(CHARTS)) * 1000


def timed(work: Callable[[], object]) -> float:
    """Give the processor seconds that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
