"""Building and serving: strict under both themes, safe from the repository, clear when it cannot."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from partnership.cli import run
from tests.handbook.measured import write, write_measured
from tests.handbook.serving import read, start, until

DAY = ("--as-of", "2026-07-10")
LOADS = re.compile(
    r"<(?:script|img|iframe|embed|source|audio|video|object|link)\b[^>]*?"
    r"\b(?:src|href|data|srcset)=[\"']?((?:https?:)?//[^\"'\s>]+)",
    re.IGNORECASE,
)
CSS_LOADS = re.compile(r"(?:@import\s+|url\()[\"']?((?:https?:)?//[^\"')]+)")


@pytest.fixture(scope="module")
def partnership(tmp_path_factory):
    return write_measured(tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="module")
def site(partnership, tmp_path_factory):
    """The example's handbook under Material."""
    output = tmp_path_factory.mktemp("built") / "site"
    assert 0 == run(["handbook", "build", str(partnership), *DAY, "--output", str(output)])
    return output


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """The example's handbook under MkDocs' own theme."""
    folder = tmp_path_factory.mktemp("bare")
    write_measured(folder / "in", {"site/mkdocs.yml": "site_name: Bare\ntheme: mkdocs\n"})
    assert 0 == run(
        ["handbook", "build", str(folder / "in"), *DAY, "--output", str(folder / "out")]
    )
    return folder / "out"


def built(site: Path, path: str = "index.html") -> str:
    return (site / path).read_text(encoding="utf-8")


def test_it_builds_strict_under_material(site):
    assert "How both sides stand on 10 July 2026" in built(site)
    assert 'class="pac-chart" role="img"' in built(site, "promises/first-slate.html")


def test_it_builds_strict_under_the_bare_theme(bare):
    assert "How both sides stand on 10 July 2026" in built(bare)
    assert "bootstrap" in built(bare)


@pytest.mark.parametrize("theme", ["site", "bare"])
def test_nothing_on_any_page_or_in_any_style_is_loaded_from_elsewhere(theme, request):
    folder = request.getfixturevalue(theme)
    pages = list(folder.rglob("*.html"))
    found = [(page.name, LOADS.findall(page.read_text(encoding="utf-8"))) for page in pages]
    styles = [
        (one.name, CSS_LOADS.findall(one.read_text("utf-8"))) for one in folder.rglob("*.css")
    ]

    assert len(pages) > 60
    assert not [one for one in found + styles if one[1]]


@pytest.mark.parametrize("theme", ["site", "bare"])
def test_every_page_tells_the_browser_to_load_nothing_from_elsewhere(theme, request):
    for page in request.getfixturevalue(theme).rglob("*.html"):
        text = page.read_text(encoding="utf-8")

        assert 1 == text.count('<meta http-equiv="Content-Security-Policy"'), page
        first = text.index('<meta http-equiv="Content-Security-Policy"')
        assert first < min(text.index(one) for one in ("<script", "<link") if one in text)


def test_a_leaf_page_is_in_no_navigation(site):
    assert "promises/first-slate" not in built(site, "glossary.html")


def test_building_again_gives_the_same_pages(partnership, site, tmp_path):
    again = tmp_path / "again"
    run(["handbook", "build", str(partnership), *DAY, "--output", str(again)])
    names = {str(one.relative_to(site)) for one in site.rglob("*.html")}

    assert names == {str(one.relative_to(again)) for one in again.rglob("*.html")}
    assert built(site) == built(again)


class TestHostile:
    """Nothing that a repository holds is run or imported."""

    SETTINGS = """\
site_name: </title><script>window.hit = 1</script>
copyright: <script>window.hit = 1</script>
hooks: [evil.py]
plugins: [{evil: {}}]
markdown_extensions: [evil, {pymdownx.snippets: {base_path: /}}]
INHERIT: ../evil.yml
docs_dir: /etc
site_url: "javascript:alert(1)"
repo_url: https://github.com/client/agreement
extra_javascript: [https://evil.example/a.js]
extra: {analytics: {provider: google, property: G-1}}
theme:
  name: material
  custom_dir: evil
  logo: https://evil.example/logo.png
  font: {text: Roboto}
"""
    EVIL = "from pathlib import Path\nPath(__file__).with_name('HIT').write_text('hit')\n"

    @pytest.fixture
    def repository(self, tmp_path):
        root = write_measured(tmp_path / "agreement", {"site/mkdocs.yml": self.SETTINGS})
        for name in ("evil.py", "site/evil.py", "mkdocs.py", "material.py", "sitecustomize.py"):
            write(root, name, self.EVIL)
        write(root, "site/evil/main.html", "{{ ''.__class__ }}<script>window.hit = 1</script>")
        return root

    def run_in(self, root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the installed command in the repository itself."""
        program = Path(sys.executable).with_name("partnership")
        return subprocess.run(
            [program, "handbook", "build", *DAY, *arguments],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )

    def test_hostile_settings_are_errors(self, repository):
        done = self.run_in(repository)

        assert 1 == done.returncode
        for key in ("hooks", "plugins", "INHERIT", "custom_dir", "markdown_extensions"):
            assert f"`{key}` is not taken" in done.stdout
        assert not (repository / "build").exists()

    def test_and_as_a_draft_they_run_nothing(self, repository):
        done = self.run_in(repository, "--draft")
        home = built(repository / "build/handbook")

        assert 0 == done.returncode, done.stderr
        assert not list(repository.rglob("HIT"))
        for text in ("window.hit", "evil.example", "googletagmanager", "javascript:alert"):
            assert f"<script>{text}" not in home
        assert "evil.example" not in home
        assert "<script>window" not in home
        assert "&lt;script&gt;window.hit" in home
        assert "github.com" not in home, "themes fetch the stars of a repository they know of"

    def test_a_package_in_the_repository_is_not_imported(self, tmp_path):
        root = write_measured(tmp_path / "agreement")
        write(root, "partnership/__init__.py", self.EVIL)
        done = self.run_in(root, "--draft")

        assert 0 == done.returncode, done.stderr
        assert not list(root.rglob("HIT"))
        assert "the file is not a document" in built(root / "build/handbook", "findings.html")


class TestBroken:
    @pytest.fixture
    def broken(self, tmp_path):
        text = "kind: SLA\nid: odd\ntitle: <b>Odd</b>\nexpcted: 90%\n"
        return write_measured(
            tmp_path / "in",
            {"partnership/slas/odd.yaml": text, "partnership/goals/bad.yaml": "a: [\n"},
        )

    def test_a_broken_agreement_builds_none_and_says_why(self, broken, capsys):
        code = run(["handbook", "build", str(broken), *DAY])
        said = capsys.readouterr()

        assert 1 == code
        assert "partnership/goals/bad.yaml:" in said.out
        assert "no handbook is built of an agreement with errors; `--draft` shows them" in said.err
        assert not (broken / "build").exists()

    def test_a_draft_shows_the_findings(self, broken, capsys):
        code = run(["handbook", "build", str(broken), *DAY, "--draft"])
        findings = built(broken / "build/handbook", "findings.html")

        assert 0 == code, capsys.readouterr().err
        assert "This is a draft" in built(broken / "build/handbook")
        assert "partnership/goals/bad.yaml" in findings
        assert "partnership/slas/odd.yaml" in findings
        page = built(broken / "build/handbook", "promises/odd.html")
        assert "there is no key `expcted` here".replace("`", "&#96;") in page
        assert "Not fit to publish yet" in page
        assert "expcted" in page.partition("What is written")[2]

    def test_what_cannot_be_judged_is_said_in_a_draft(self, tmp_path, capsys):
        from partnership.example.demo import example_files

        path = "partnership/slas/first-slate.yaml"
        text = example_files()[path].replace("expected: 92%", "expected: 4 calendar days")
        root = write_measured(tmp_path, {path: text})
        code = run(["handbook", "build", str(root), *DAY, "--draft"])

        assert 0 == code, capsys.readouterr().err
        page = built(root / "build/handbook", "promises/first-slate.html")
        assert "cannot be held against" in page


class TestPlaces:
    def test_a_folder_with_other_files_is_left_alone(self, partnership, tmp_path, capsys):
        write(tmp_path, "thesis.txt", "years of work")
        code = run(["handbook", "build", str(partnership), *DAY, "--output", str(tmp_path)])

        assert 2 == code
        assert "holds files that are not a handbook; name another folder" in capsys.readouterr().err
        assert "years of work" == (tmp_path / "thesis.txt").read_text()

    def test_a_handbook_is_replaced(self, partnership, tmp_path):
        arguments = ["handbook", "build", str(partnership), *DAY, "--output", str(tmp_path / "out")]
        run(arguments)
        write(tmp_path, "out/old.html", "old")

        assert 0 == run(arguments)
        assert not (tmp_path / "out/old.html").exists()
        assert ["out"] == [one.name for one in tmp_path.iterdir()]

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
    def test_a_folder_that_cannot_be_written_is_said(self, partnership, tmp_path, capsys):
        tmp_path.chmod(0o500)
        code = run(["handbook", "build", str(partnership), *DAY, "--output", str(tmp_path / "a")])
        tmp_path.chmod(0o700)

        assert 2 == code
        assert "cannot write" in capsys.readouterr().err

    @pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc")
    def test_a_folder_that_nobody_may_write_is_said(self, partnership, capsys):
        code = run(["handbook", "build", str(partnership), *DAY, "--output", "/proc/handbook/a"])

        assert 2 == code
        assert "cannot write /proc/handbook/a: " in capsys.readouterr().err

    @pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc")
    @pytest.mark.parametrize("name", ["build", "serve"])
    def test_a_machine_without_room_for_temporary_files_is_said(
        self, partnership, monkeypatch, capsys, name
    ):
        monkeypatch.setattr("tempfile.tempdir", "/proc/nowhere")
        code = run(["handbook", name, str(partnership), *DAY])

        assert 2 == code
        assert "cannot write a temporary folder: no such file" in capsys.readouterr().err

    def test_a_file_in_the_way_is_said(self, partnership, tmp_path, capsys):
        write(tmp_path, "file", "")
        target = str(tmp_path / "file" / "below")
        code = run(["handbook", "build", str(partnership), *DAY, "--output", target])

        assert 2 == code
        assert f"{tmp_path / 'file'} is not a folder; name another" in capsys.readouterr().err

    def test_a_folder_that_is_no_partnership_is_said(self, tmp_path, capsys):
        assert 2 == run(["handbook", "build", str(tmp_path)])
        assert "no partnership here" in capsys.readouterr().err

    def test_a_theme_that_is_not_installed_is_said(
        self, partnership, monkeypatch, capsys, tmp_path
    ):
        monkeypatch.setattr("mkdocs.utils.get_theme_names", lambda: ["mkdocs"])
        code = run(["handbook", "build", str(partnership), *DAY, "--output", str(tmp_path / "a")])

        assert 2 == code
        said = capsys.readouterr().err
        assert "the theme `material` is not installed: pip install mkdocs-material" in said

    def test_without_a_commit_the_history_is_empty(self, tmp_path):
        root = write_measured(tmp_path / "in")
        subprocess.run(["git", "init", "--quiet", root], check=True)

        assert 0 == run(["handbook", "build", str(root), *DAY])
        assert "no git, or nothing agreed in it yet" in built(
            root / "build/handbook", "changes.html"
        )


class TestServing:
    def test_a_port_in_use_is_said(self, partnership, capsys):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = str(taken.getsockname()[1])
            code = run(["handbook", "serve", str(partnership), *DAY, "--port", port])

        assert 2 == code
        assert f"port {port} is in use or not allowed" in capsys.readouterr().err

    def test_a_changed_document_is_built_again(self, tmp_path):
        root = write_measured(tmp_path / "in")
        process, url = start(root, *DAY)
        try:
            assert "Harbour Foods and Northlight Talent" in read(url)
            path = root / "partnership/partnership.yaml"
            text = path.read_text().replace(
                "title: Harbour Foods and Northlight Talent", "title: Anew"
            )
            path.write_text(text)
            until(lambda: ">Anew<" in read(url))
            path.write_text(text + "expcted: 1\n")
            time.sleep(2)
            assert ">Anew<" in read(url), "the last good pages stay"
        finally:
            process.send_signal(signal.SIGINT)
        assert 0 == process.wait(10)


def test_help_names_every_option(capsys):
    for name in ("build", "serve"):
        assert 0 == run(["handbook", name, "--help"])
        assert "--as-of" in capsys.readouterr().out


class TestInsideAnotherSite:
    """The plugin adds the handbook to a site that has pages of its own."""

    @pytest.fixture
    def build(self, tmp_path, partnership):
        def run_mkdocs(**options: str) -> subprocess.CompletedProcess[str]:
            write(tmp_path, "docs/index.md", "# Ours\n\n[The handbook](example/index.md)\n")
            told = "".join(f", {name}: {value}" for name, value in options.items())
            plugin = f"plugins: [{{partnership: {{path: {partnership}{told}}}}}]"
            write(tmp_path, "mkdocs.yml", f"site_name: Ours\ntheme: mkdocs\n{plugin}\n")
            program = Path(sys.executable).with_name("mkdocs")
            return subprocess.run(
                [program, "build", "--quiet", "--strict"],
                cwd=tmp_path,
                capture_output=True,
                text=True,
                check=False,
            )

        return run_mkdocs

    def test_it_stands_in_its_folder(self, build, tmp_path):
        done = build(folder="example", as_of="2026-07-10")

        assert 0 == done.returncode, done.stderr
        assert "<h1" in built(tmp_path / "site", "example/promises/first-slate.html")
        assert ">Ours<" in built(tmp_path / "site")

    def test_an_option_that_is_no_day_stops_it(self, build):
        done = build(folder="example", as_of="soon")

        assert 1 == done.returncode
        assert "'as_of'" in done.stderr
