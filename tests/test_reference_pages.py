"""The reference pages are the models' own words; `make bless` writes them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from partnership.cli import COMMANDS, cli
from partnership.cli.manual import manual
from partnership.documents import KINDS
from partnership.explaining import (
    check_index,
    choices_page,
    kind_index,
    kind_page,
    metric_index,
    metric_page,
)
from partnership.library import IDS, entry
from partnership.store.reference import tables_page


@pytest.fixture(scope="session")
def docs(repository) -> Path:
    return repository / "site" / "docs"


@pytest.mark.parametrize("kind", KINDS)
def test_a_kinds_page_is_current(kind, docs, expect_file):
    expect_file(docs / "reference" / "kinds" / f"{kind.lower()}.md", kind_page(kind))


def test_the_indexes_are_current(docs, expect_file):
    expect_file(docs / "reference" / "kinds" / "index.md", kind_index())
    expect_file(docs / "reference" / "checks.md", check_index())


def test_the_page_of_the_event_tables_is_current(docs, expect_file):
    expect_file(docs / "reference" / "events.md", tables_page())


@pytest.mark.parametrize("name", IDS)
def test_a_metrics_page_is_current(name, docs, expect_file):
    expect_file(docs / "reference" / "metrics" / f"{name}.md", metric_page(entry(name)))


def test_the_pages_that_lead_to_the_metrics_are_current(docs, expect_file):
    expect_file(docs / "reference" / "metrics" / "index.md", metric_index())
    expect_file(docs / "reference" / "metrics" / "choices.md", choices_page())


def test_no_page_is_of_a_metric_that_is_gone(docs):
    pages = {path.stem for path in (docs / "reference" / "metrics").glob("*.md")}

    assert {*IDS, "index", "choices"} == pages


def test_no_page_is_of_a_kind_that_is_gone(docs):
    pages = {path.stem for path in (docs / "reference" / "kinds").glob("*.md")}

    assert {kind.lower() for kind in KINDS} | {"index"} == pages


def test_the_manual_of_the_command_line_is_current(docs, expect_file):
    expect_file(docs / "cli.md", manual(cli))


def test_the_manual_has_every_command_and_every_exit_code(docs):
    page = (docs / "cli.md").read_text()

    assert [] == [name for name in COMMANDS if f"## partnership {name}\n" not in page]
    assert ["0", "1", "2", "3", "130"] == re.findall(r"^\| (\d+) \|", page, flags=re.MULTILINE)


def test_every_link_leads_to_a_page(docs):
    for page in docs.rglob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+\.md)\)", page.read_text()):
            assert (page.parent / target).is_file(), f"{page}: {target}"


def test_the_site_is_built_outside_its_sources(repository):
    """A build empties its folder first; in `site/` that would be the sources."""
    configuration = yaml.load((repository / "site" / "mkdocs.yml").read_text(), yaml.CSafeLoader)

    assert "../build/site" == configuration["site_dir"]
    assert not (repository / "mkdocs.yml").exists()
