"""Pages in a partnership's own words, in a browser: a hostile one does nothing."""

from __future__ import annotations

import json
import subprocess

import pytest

from partnership.cli import run
from tests.browser.chromium import Browser
from tests.browser.test_handbook import THEME_SAYS, chromium, nu, serve
from tests.handbook.measured import write
from tests.handbook.test_own_pages import DAY, write_own

__all__ = ["chromium", "nu", "serve"]
BARE_THEME_SAYS = "The heading “h4” (with computed level 4) follows"
"""What the checker has to say of the dialogs in MkDocs' own theme."""
CLICK_ALL = """
document.addEventListener('click', (click) => {
  const link = click.target.closest('a');
  if (link && /^https?:/.test(link.href)) click.preventDefault();
}, true);
document.querySelectorAll('h1, h2, li a').forEach((one) => one.click());
"""
"""Clicks on everything and stays: the page would be gone before it is asked."""
PAGES = ("hostile.html", "zed/index.html", "plain-words.html")


@pytest.fixture(scope="module", params=["material", "mkdocs"])
def site(request, tmp_path_factory):
    """A handbook with a hostile page, under both themes."""
    folder = tmp_path_factory.mktemp(request.param)
    root = write_own(folder / "in", request.param)
    arguments = ["handbook", "build", str(root), *DAY, "--output", str(folder / "out")]
    assert 0 == run(arguments)
    return folder / "out"


def test_a_hostile_page_does_nothing(site, serve):
    address = serve(site)
    with Browser() as browser:
        for page in PAGES:
            browser.visit(address + page)
            handlers = "[...document.querySelectorAll('[onclick], [onload], [onerror]')].length"
            assert 0 == browser.ask(handlers)
            browser.ask(CLICK_ALL)
            assert [] == browser.hits(), page

        assert [] == [one for one in browser.requests if not one.startswith((address, "data:"))]


def test_its_pictures_are_shown(site, serve):
    with Browser() as browser:
        browser.visit(f"{serve(site)}zed/index.html")

        shown = "document.querySelector('.pac-prose img').naturalWidth"
        assert 4 == browser.ask(shown)


def test_naughty_strings_do_nothing(corpora, tmp_path, serve):
    """Each of them as a page's text, its heading and its link."""
    strings = json.loads((corpora / "naughty-strings.json").read_text(encoding="utf-8"))
    root = write_own(tmp_path / "in", "material")
    text = "\n\n".join(f"{one}\n\n## {one}\n\n[{one}](glossary.md)" for one in strings)
    for number, start in enumerate(range(0, len(text), 15_000)):
        write(root, f"site/docs/naughty-{number}.md", text[start : start + 15_000])
    arguments = ["handbook", "build", str(root), *DAY, "--draft"]
    assert 0 == run([*arguments, "--output", str(tmp_path / "out")])
    pages = sorted(one.name for one in (tmp_path / "out").glob("naughty-*.html"))
    address = serve(tmp_path / "out")

    assert len(pages) > 2
    with Browser() as browser:
        for page in pages:
            browser.visit(address + page)
            assert [] == browser.hits(), page
        assert [] == [one for one in browser.requests if not one.startswith((address, "data:"))]


def test_pages_are_well_formed(site, nu):
    files = [str(site / page) for page in PAGES]
    done = subprocess.run(
        [*nu, "--errors-only", "--format", "gnu", "--exit-zero-always", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if line and not THEME_SAYS.search(line)]
    said = [line for line in said if BARE_THEME_SAYS not in line]

    assert not said, said[:10]
