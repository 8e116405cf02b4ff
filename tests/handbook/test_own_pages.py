"""Pages in a partnership's own words: shown, inert, linked, in order, under both themes."""

from __future__ import annotations

import html
import re
import signal
import struct
import zlib
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from partnership.cli import run
from partnership.handbook.pages import OWN, find_pages, navigation
from partnership.website.addresses import ALWAYS, generated
from tests.handbook.measured import book_of, write, write_measured
from tests.handbook.serving import read, start, until

DAY = ("--as-of", "2026-07-10")
HOSTILE = """\
---
template: ../evil.html
hide: [navigation]
---

# <script>window.hits.push(1)</script> & "us" { onclick="window.hits.push(2)" }

<script>window.hits.push(3)</script>

<img src=x onerror="window.hits.push(4)">

Text with a list:

- <svg/onload=window.hits.push(5)>
- [click](javascript:window.hits.push(6)) and [also](vbscript:x) <javascript:window.hits.push(7)>

Attributes {: onclick="window.hits.push(8)" } and [a link](glossary.md){ onclick="window.hits.push(9)" }.

--8<-- "/etc/hostname"
--8<-- "site/mkdocs.yml"

;--8<-- "/etc/hostname"

## {{ config.site_name }} {% raw %} ${evil}

``` { .js onload=window.hits.push(10) }
window.hits.push(11)
```

```"><img src=x onerror=window.hits.push(12)>
x
```

![a" onerror="window.hits.push(13)](pics/us.png "b' onerror='window.hits.push(14)")

| <b>a</b> | b |
| --- | --- |
| `</td><script>window.hits.push(15)</script>` | </table> |

</div></div></article></body></html>
"""
INDEX = """\
Before the first heading.

Our team
========

See [the other page](../hostile.md#window-hits), [home](../index.md), ![us](../pics/us.png)
and [the promise](../../../partnership/slas/first-slate.yaml).
"""


def png(width: int = 4) -> bytes:
    """A green picture."""
    lines = b"".join(b"\0" + b"\x20\x80\x40" * width for _ in range(width))

    def chunk(name: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + check

    head = struct.pack(">IIBBBBB", width, width, 8, 2, 0, 0, 0)
    picture = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + picture


def write_own(root: Path, theme: str) -> Path:
    """Write the example with pages of its own; its waiver accepts the front matter."""
    logo = ", logo: pics/us.png" if theme == "material" else ""
    write_measured(
        root,
        {
            "site/mkdocs.yml": (
                f"site_name: Own\ntheme: {{name: {theme}, favicon: pics/us.png{logo}}}\n"
                "nav:\n  - Who & <b>what</b>: zed/index.md\n"
            ),
            "site/docs/hostile.md": HOSTILE.partition("---\n\n")[2],
            "site/docs/zed/index.md": INDEX.replace("#window-hits", ""),
            "site/docs/plain-words.md": "No heading at all.\n",
        },
    )
    (root / "site/docs/pics").mkdir()
    (root / "site/docs/pics/us.png").write_bytes(png())
    return root


@pytest.fixture(scope="module", params=["material", "mkdocs"])
def site(request, tmp_path_factory):
    """The handbook with pages of its own, under both themes."""
    folder = tmp_path_factory.mktemp(request.param)
    root = write_own(folder / "in", request.param)
    assert 0 == run(["handbook", "build", str(root), *DAY, "--output", str(folder / "out")])
    return folder / "out"


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return book_of(write_own(tmp_path_factory.mktemp("book"), "material"))


class Outline(HTMLParser):
    """The elements of a page with the names of their attributes, counted; and every value."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.counted: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self.values: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count an element."""
        self.counted[tag, tuple(name for name, _ in attrs)] += 1
        self.values += [value for _, value in attrs if value]


def built(site: Path, path: str) -> str:
    return (site / path).read_text(encoding="utf-8")


class TestBuilt:
    def test_each_page_and_picture_is_there(self, site):
        assert "Before the first heading." in built(site, "zed/index.html")
        assert "No heading at all." in built(site, "plain-words.html")
        assert png() == (site / "pics/us.png").read_bytes()

    def test_every_link_between_pages_leads_to_a_file(self, site):
        for page in ("hostile.html", "zed/index.html", "plain-words.html", "index.html"):
            found = re.findall(r'(?:href|src)="([^":#?]+)[#?"]', built(site, page))
            assert not [one for one in found if not ((site / page).parent / one).exists()], page

    def test_links_lead_to_pages_of_documents(self, site):
        page = built(site, "zed/index.html")

        assert '<a href="../promises/first-slate.html">the promise</a>' in page
        assert '<img src="../pics/us.png" alt="us">' in page

    def test_the_picture_is_the_site_s_sign(self, site):
        for page, way in (("index.html", ""), ("zed/index.html", "../")):
            sign = rf'<link rel="(shortcut )?icon" href="{re.escape(way)}pics/us.png"'
            assert re.search(sign, built(site, page))

    def test_nothing_of_a_hostile_page_is_markup(self, site):
        page = built(site, "hostile.html")
        plain, hostile = Outline(built(site, "plain-words.html")), Outline(page)
        added = hostile.counted - plain.counted

        assert not {"script", "svg", "style", "iframe", "b"} & {tag for tag, _ in added}
        assert not [names for _, names in added if any(name.startswith("on") for name in names)]
        assert [] == [one for one in hostile.values if re.match(r"\s*\w*script:", one)]
        assert "&lt;script&gt;window.hits.push(3)&lt;/script&gt;" in page
        assert "{{ config.site_name }}" in html.unescape(page)

    def test_no_file_is_taken_into_a_page(self, site):
        page = html.unescape(built(site, "hostile.html"))

        assert '--8<-- "site/mkdocs.yml"' in page
        assert "favicon: pics" not in page

    def test_titles_are_escaped_wherever_they_stand(self, site):
        home = built(site, "index.html")
        page = built(site, "zed/index.html")

        assert "Who &amp; &lt;b&gt;what&lt;/b&gt;" in home
        assert "<b>what" not in home + page
        assert re.search(r"<title>Who &amp; &lt;b&gt;what&lt;/b&gt; - Own</title>", page)


def test_material_shows_the_logo(tmp_path):
    root = write_own(tmp_path / "in", "material")
    run(["handbook", "build", str(root), *DAY, "--output", str(tmp_path / "out")])

    assert '<img src="../pics/us.png" alt="logo">' in built(tmp_path / "out", "zed/index.html")


class TestPages:
    OWN = frozenset(("zed/index.md", "hostile.md", "plain-words.md"))

    def test_they_are_a_section_in_the_order_of_nav_and_the_others_by_path(self, book):
        (section,) = [one[OWN] for one in navigation(book) if OWN in one]

        assert ["zed/index.md", "hostile.md", "plain-words.md"] == [
            path for entry in section if isinstance(entry, dict) for path in entry.values()
        ]

    def test_the_title_is_the_first_heading_or_the_file_s_name(self, book):
        titles = {page.path: page.title for page in find_pages(book)}

        assert "Plain words" == titles["plain-words.md"]
        assert titles["hostile.md"].startswith("<script>window.hits.push(1)</script> &")

    def test_each_has_one_first_heading(self, book):
        for page in find_pages(book):
            if page.path in self.OWN:
                assert 1 == len(re.findall(r"^# ", page.markdown, re.MULTILINE)), page.path

    def test_every_page_that_links_may_lead_to_is_written(self, book):
        written = {page.path for page in find_pages(book)}

        assert set(ALWAYS) <= generated(book.agreement) <= written

    def test_what_the_handbook_writes_is_known_or_kept_for_it(self, book):
        """No page of a partnership's own can stand where another comes later."""
        others = {page.path for page in find_pages(book)} - generated(book.agreement) - self.OWN

        assert others
        assert {"scorecard"} == {path.partition("/")[0] for path in others}

    def test_front_matter_says_nothing(self, tmp_path):
        root = write_own(tmp_path, "material")
        write(root, "site/docs/hostile.md", HOSTILE)
        pages = {page.path: page for page in find_pages(book_of(root))}

        assert {} == pages["hostile.md"].meta
        assert "template" not in pages["hostile.md"].markdown

    def test_a_file_can_be_changed_from_its_page(self, tmp_path):
        root = write_own(tmp_path, "material")
        write(root, "site/mkdocs.yml", "repo_url: https://github.com/us/ours\n")
        assert 0 == run(["handbook", "build", str(root), *DAY])
        page = built(root, "build/handbook/plain-words.html")

        assert 'href="https://github.com/us/ours/edit/main/site/docs/plain-words.md"' in page


class TestDrafts:
    def test_a_broken_link_builds_none_and_is_told_on_its_page_in_a_draft(self, tmp_path, capsys):
        root = write_own(tmp_path, "material")
        write(
            root, "site/docs/bad.md", "# Bad\n\n[gone](nowhere.md) ![so](https://x.example/a.png)\n"
        )
        write(root, "site/docs/worse.svg", "<svg onload='window.hits.push(1)'/>")

        assert 1 == run(["handbook", "build", str(root), *DAY])
        assert "`nowhere.md` leads to no page of the handbook" in capsys.readouterr().out
        assert 0 == run(["handbook", "build", str(root), *DAY, "--draft"])
        page = built(root, "build/handbook/bad.html")
        findings = built(root, "build/handbook/findings.html")
        assert "Not fit to publish yet" in page
        assert "<span>gone</span>" in page
        assert "x.example/a.png" not in page.partition("Not fit")[2].partition("<span>gone")[2]
        assert "site/docs/worse.svg" in findings
        assert '<a href="bad.html">' in findings
        assert not (root / "build/handbook/worse.svg").exists()


def test_a_changed_page_and_picture_change_what_is_served(tmp_path):
    root = write_own(tmp_path / "in", "material")
    process, url = start(root, *DAY)
    try:
        assert "No heading at all." in read(url + "plain-words.html")
        write(root, "site/docs/plain-words.md", "Another text.\n")
        until(lambda: "Another text." in read(url + "plain-words.html"))
        write(root, "site/docs/later.md", "# Later\n")
        until(lambda: "later.html" in read(url))
    finally:
        process.send_signal(signal.SIGINT)
    assert 0 == process.wait(10)


def test_a_changed_page_is_validated_anew(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = write_own(tmp_path / "in", "material")
    assert 0 == run(["validate", str(root), *DAY])
    write(root, "site/docs/plain-words.md", "[gone](nowhere.md)\n")

    assert 1 == run(["validate", str(root), *DAY])
    assert "`nowhere.md` leads to no page" in capsys.readouterr().out
