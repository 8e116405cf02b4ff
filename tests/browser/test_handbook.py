"""The handbook in a browser: nothing runs, nothing leaves the site, it can be read everywhere."""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
import subprocess
import threading
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from partnership.cli import run
from partnership.loading import load
from tests.browser.chromium import PROGRAMS, Browser, program
from tests.handbook.measured import write, write_measured

DAY = ("--as-of", "2026-07-10")
THEME_SAYS = re.compile(
    r"Attribute “autocomplete” is only allowed|The value of the “for” attribute of the “label”"
)
"""What the checker has to say of Material's own templates."""


@pytest.fixture(scope="module", autouse=True)
def chromium():
    if program():
        return
    if os.environ.get("PARTNERSHIP_REQUIRE_PROGRAMS") == "1":
        pytest.fail(f"none of {PROGRAMS} is installed", pytrace=False)
    pytest.skip("`chromium` is not installed")


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and keeps quiet about it."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base has it
        """Say nothing."""


@pytest.fixture(scope="module")
def serve():
    """Serve folders on this machine."""
    servers = []

    def start(folder: Path) -> str:
        handler = functools.partial(Quiet, directory=str(folder))
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module", params=["material", "mkdocs"])
def address(request, tmp_path_factory, serve):
    """The example's handbook under both themes."""
    folder = tmp_path_factory.mktemp("example")
    settings = f"site_name: Example\ntheme: {request.param}\n"
    write_measured(folder / "in", {"site/mkdocs.yml": settings})
    arguments = ["handbook", "build", str(folder / "in"), *DAY, "--output", str(folder / "out")]
    assert 0 == run(arguments)
    return serve(folder / "out")


PAGES = (
    "",
    "promises/first-slate.html",
    "escalation/delivery.html",
    "meetings/",
    "glossary.html",
    "scorecard/",
)


def test_no_request_leaves_the_site(address):
    with Browser() as browser:
        for page in PAGES:
            browser.visit(address + page)
        browser.ask("new Promise((done) => setTimeout(done, 1000))")

        assert [] == [one for one in browser.requests if not one.startswith((address, "data:"))]
        assert [] == browser.hits()


def test_it_can_be_read_from_a_folder_that_nobody_serves(tmp_path):
    """Links lead to pages, and not to listings of folders; nothing is asked of the network."""
    root = write_measured(tmp_path / "in")
    assert 0 == run(["handbook", "build", str(root), *DAY, "--output", str(tmp_path / "out")])
    folder = (tmp_path / "out").as_uri()
    with Browser() as browser:
        browser.visit(f"{folder}/index.html")
        steps = ["First slate in time", "Delivery", "Meetings"]
        for words in steps:
            found = f"[...document.querySelectorAll('a')].find((e) => e.textContent.trim() === '{words}').href"
            browser.visit(browser.ask(found))
            assert words in browser.ask("document.querySelector('h1').textContent")

        assert [] == [one for one in browser.requests if not one.startswith((folder, "data:"))]


@pytest.mark.parametrize("page", PAGES)
def test_it_fits_a_phone(address, page):
    with Browser() as browser:
        phone = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
        browser.call("Emulation.setDeviceMetricsOverride", **phone)
        browser.visit(address + page)

        assert browser.ask("document.documentElement.scrollWidth") <= 390


def test_dark_is_dark_and_light_is_light(address):
    shades = {}
    with Browser() as browser:
        for scheme in ("light", "dark"):
            wanted = [{"name": "prefers-color-scheme", "value": scheme}]
            browser.call("Emulation.setEmulatedMedia", features=wanted)
            browser.visit(address)
            browser.until("getComputedStyle(document.querySelector('svg .pac-good')).fill")
            shades[scheme] = browser.ask(
                "getComputedStyle(document.querySelector('svg .pac-good')).fill"
            )

    assert {"light": "rgb(19, 115, 63)", "dark": "rgb(98, 211, 148)"} == shades


def test_on_paper_there_is_no_navigation(address):
    with Browser() as browser:
        browser.visit(address + "promises/first-slate.html")
        browser.call("Emulation.setEmulatedMedia", media="print")

        seen = (
            "[...document.querySelectorAll('nav, .md-header')].filter((e) => e.offsetHeight).length"
        )
        assert 0 == browser.ask(seen)
        assert (
            browser.ask("document.querySelector('.pac-chart').getBoundingClientRect().width") > 300
        )


def test_search_finds_a_promise(tmp_path_factory, serve, tmp_path):
    root = write_measured(tmp_path / "in")
    run(["handbook", "build", str(root), *DAY, "--output", str(tmp_path / "out")])
    address = serve(tmp_path / "out")
    with Browser() as browser:
        browser.visit(address)
        search(browser, "slate")
        browser.until("document.querySelector('.md-search-result__item a')")
        found = browser.ask(
            "[...document.querySelectorAll('.md-search-result__item a')].map((e) => e.href)"
        )

        assert [one for one in found if one.startswith(f"{address}promises/first-slate.html")]


def search(browser: Browser, words: str) -> None:
    """Type into Material's search."""
    browser.ask("document.querySelector('[data-md-toggle=search]').click()")
    browser.ask("document.querySelector('.md-search__input').focus()")
    browser.call("Input.insertText", text=words)


@pytest.fixture(scope="module")
def strings(corpora) -> list[str]:
    """Strings that break things, without those that no document can hold."""
    found = json.loads((corpora / "naughty-strings.json").read_text(encoding="utf-8"))
    kept = [text for text in found if text and not re.search("[\x00-\x08\x0b-\x1f\x7f]", text)]
    assert len(kept) > 200
    return kept


@pytest.fixture(scope="module")
def naughty(strings, tmp_path_factory):
    """A handbook whose documents are named and described by such strings."""
    folder = tmp_path_factory.mktemp("naughty")
    root = write_measured(folder / "in")
    for number, text in enumerate([PLAIN, *strings]):
        write(root, f"partnership/channels/n{number}.yaml", channel(f"n{number}", text))
    for refused in {one.place.path for one in load(root).refused}:
        (root / refused).unlink()  # what YAML itself does not allow is a finding
    assert len(list(root.glob("partnership/channels/n*.yaml"))) > 200
    output = folder / "out"
    assert 0 == run(["handbook", "build", str(root), *DAY, "--output", str(output)])
    return output


PLAIN = "A plain title"


class Outline(HTMLParser):
    """The elements and attributes of a page, without texts and values."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.found: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember an element."""
        self.found.append((tag, *(name for name, _ in attrs)))


MARKDOWN = re.compile(
    r'<div class="pac-prose">.*?</div>|<div class="highlight">.*?</div>', re.DOTALL
)
"""The description, whose Markdown may make elements, and the clause, which is coloured."""


def outline(page: Path) -> list[tuple[str, ...]]:
    """Give a page's elements where text from a document can only be text."""
    reader = Outline()
    reader.feed(MARKDOWN.sub("", page.read_text(encoding="utf-8")))
    return reader.found


def test_no_string_adds_an_element_or_attribute_to_its_page(naughty):
    plain = outline(naughty / "channels/n0.html")

    for page in naughty.glob("channels/n*.html"):
        assert plain == outline(page), page


def channel(name: str, text: str) -> str:
    """Write a document that says one text wherever it can."""
    return json.dumps(
        {
            "kind": "Channel",
            "id": name,
            "title": text or "-",
            "description": f"{text}\n\n{text}\n",
            "owners": {"client": "ta-ops-lead", "provider": "delivery-lead"},
            "effective": {"from": "2025-01-01"},
            "purpose": text or "-",
            "tool": text or "-",
            "address": text or "-",
            "audience": ["delivery-lead"],
            "response_within": "1 business day",
            "calendar": "client-uk",
            "data_allowed": ["internal"],
            "not_for": [text or "-"],
        },
        ensure_ascii=False,
    )


def test_text_from_documents_does_nothing(naughty, serve):
    address = serve(naughty)
    risky = re.compile(r"alert|javascript|onerror|onload", re.IGNORECASE)
    pages = [
        one.stem
        for one in naughty.glob("channels/n*.html")
        if risky.search(MARKDOWN.sub("", one.read_text(encoding="utf-8")).partition("<h1")[2])
    ]
    with Browser() as browser:
        browser.visit(f"{address}channels/")
        assert browser.ask("document.querySelectorAll('article a').length") > 200
        assert [] == browser.hits()
        search(browser, "propose")  # what every page says: their titles are listed
        browser.until("document.querySelector('.md-search-result__item a')")
        for _ in range(20):
            browser.ask("document.querySelector('.md-search__scrollwrap').scrollTop += 5000")
            browser.ask("new Promise((done) => setTimeout(done, 100))")
        assert browser.ask("document.querySelectorAll('.md-search-result__item').length") > 10
        assert [] == browser.hits()
        # Reading the index again on each page would take most of the time.
        browser.call("Network.setBlockedURLs", urls=["*search_index.json", "*workers/search*"])
        for page in pages:
            browser.visit(f"{address}channels/{page}.html")
            assert [] == browser.hits(), page
        assert [] == [one for one in browser.requests if not one.startswith((address, "data:"))]


def test_titles_read_as_they_are_written(naughty, strings, serve):
    title = "</script><script>alert(123)</script>"
    number = strings.index(title) + 1
    with Browser() as browser:
        browser.visit(f"{serve(naughty)}channels/n{number}.html")

        assert title == browser.ask("document.querySelector('article h1').textContent.trim()")
        assert f"{title} - Harbour Foods and Northlight Talent" == browser.ask("document.title")


@pytest.fixture(scope="module")
def nu() -> list[str]:
    """The command of the Nu checker: `vnu` on the PATH, or the jar that VNU_JAR names."""
    jar = os.environ.get("PARTNERSHIP_VNU_JAR")
    if jar and shutil.which("java"):
        return ["java", "-jar", jar]
    if shutil.which("vnu"):
        return ["vnu"]
    if os.environ.get("PARTNERSHIP_REQUIRE_PROGRAMS") == "1":
        pytest.fail("`vnu` is not installed", pytrace=False)
    pytest.skip("`vnu` is not installed")


@pytest.mark.parametrize("folder", ["naughty"])
def test_pages_are_well_formed(folder, request, nu):
    site = request.getfixturevalue(folder)
    done = subprocess.run(
        [*nu, "--errors-only", "--skip-non-html", "--format", "gnu", "--exit-zero-always", site],
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if line and not THEME_SAYS.search(line)]

    assert not said, said[:10]
