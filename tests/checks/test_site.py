"""What the site's settings and the files under `site/docs/` may be, and what is said of the rest."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

import pytest

from partnership.checks import find_all
from partnership.handbook.settings import settings_of
from partnership.loading import load
from partnership.website.links import Targets, find_broken
from partnership.website.pages import own_pages
from partnership.website.settings import COLOURS, LANGUAGES
from tests.checks.agreements import AS_OF, CATALOGUE

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16
PARTNERSHIP = CATALOGUE / "site-setting/pass/partnership"
SLAS = CATALOGUE / "sla-without-review/pass"


@pytest.fixture
def root(tmp_path) -> Path:
    """A partnership with nothing wrong and no site."""
    for file in PARTNERSHIP.iterdir():
        write(tmp_path, f"partnership/{file.name}", file.read_text())
    assert [] == told(tmp_path)
    return tmp_path


def write(root: Path, path: str, content: str | bytes) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(content.encode() if isinstance(content, str) else content)


def told(root: Path) -> list[str]:
    """What every check says of a folder, with its place and next step."""
    return [
        f"{one.place.path}:{one.place.line} [{one.check}] {one.message}: {one.hint}"
        for one in find_all(load(root), AS_OF)
    ]


def said_of(root: Path, settings: str) -> list[tuple[str, str]]:
    """What is said of settings: message and next step, every one by the same check."""
    write(root, "site/mkdocs.yml", settings)
    found = find_all(load(root), AS_OF)
    assert {"site-setting"} >= {one.check for one in found}
    return [(one.message, one.hint) for one in found]


class TestSettings:
    def test_everything_that_is_taken_is_used(self, root):
        write(root, "site/docs/a/us.png", PNG)
        write(root, "site/docs/zed.md", "# Zed\n")
        write(root, "site/docs/abc.md", "# Abc\n")
        text = """\
site_name: Us
site_description: How we stand
site_url: https://client.example/handbook
repo_url: https://forge.example/us
edit_uri: edit/main
copyright: Both of us
theme: {name: material, logo: a/us.png, favicon: a/us.png, language: de, palette: {primary: teal}}
nav: [Last: zed.md]
"""
        assert [] == said_of(root, text)

        agreement = load(root)
        taken = settings_of(agreement)
        assert ("Us", "How we stand", "Both of us") == (
            taken.site_name,
            taken.site_description,
            taken.copyright,
        )
        assert ("a/us.png", "a/us.png", "de", "teal", "indigo") == (
            taken.logo,
            taken.favicon,
            taken.language,
            taken.primary,
            taken.accent,
        )
        assert "https://client.example/handbook" == taken.site_url
        assert "https://forge.example/us/edit/main/" == taken.forge.edit
        assert ["Last", "Abc"] == [one.title for one in own_pages(agreement)]

    @pytest.mark.parametrize(
        ("settings", "message", "hint"),
        [
            ("nvm: []", "there is no setting `nvm` here", "did you mean `nav`?"),
            ("site_nmae: X", "there is no setting `site_nmae` here", "did you mean `site_name`?"),
            (
                "extra: {social: []}",
                "`extra` is not taken: the handbook has no template that asks for it",
                "delete it",
            ),
            (
                "repo_name: x",
                "`repo_name` is not taken: the handbook does not show it",
                "delete it",
            ),
            (
                "site_name: 5",
                "`site_name` is not a text",
                "write words, in quotes where they are digits",
            ),
            (
                "site_url: javascript:alert(1)",
                "`site_url` is not a web address",
                "write it whole, without `?` and `#`: `https://host/path`",
            ),
            (
                "edit_uri: edit/main",
                "`edit_uri` does nothing without `repo_url`",
                "add `repo_url`",
            ),
            (
                "repo_url: https://forge.example/us",
                "nobody knows where this forge shows a file to edit",
                "add `edit_uri`: what stands between `repo_url` and the file",
            ),
            (
                "repo_url: https://github.com/us/ours\nedit_uri: '?query'",
                "`edit_uri` is not a path",
                "write it as `edit/main`",
            ),
            ("theme: dark", "the theme `dark` is not one of ours", "write `material` or `mkdocs`"),
            (
                "theme: {name: mkdocs, palette: {primary: red}}",
                "the theme `mkdocs` has no place for `palette`",
                "delete it, or choose the theme `material`",
            ),
            (
                "theme: {palette: [{primary: red}]}",
                "`palette` is not a mapping; light and dark are the reader's to choose",
                "write `palette: {primary: indigo, accent: indigo}`",
            ),
            (
                "theme: {palette: {primary: gren}}",
                "there is no colour `gren` for `primary`",
                "did you mean `green`?",
            ),
            (
                "theme: {palette: {primry: green}}",
                "there is no setting `primry` here",
                "did you mean `primary`?",
            ),
            (
                "theme: {language: zh-Hent}",
                "the theme does not speak `zh-Hent`",
                "did you mean `zh-Hant`?",
            ),
            (
                "theme: {logo: us.png}",
                "there is no picture `us.png` in `site/docs`",
                "write the picture, or delete it",
            ),
            (
                "theme: {favicon: [a]}",
                "there is no picture `['a']` in `site/docs`",
                "write the picture, or delete it",
            ),
            (
                "nav: zed.md",
                "`nav` is not a list",
                "write `- how-we-work.md`, or `- Title: how-we-work.md`",
            ),
            (
                "nav: [{More: [zed.md]}]",
                "an entry of `nav` is a path, or one title with its path",
                "write `- how-we-work.md`, or `- Title: how-we-work.md`",
            ),
            (
                "nav: [index.md]",
                "there is no page `index.md` in `site/docs`",
                "write the page, or delete it",
            ),
        ],
    )
    def test_what_does_nothing_is_told(self, root, settings, message, hint):
        assert [(message, hint)] == said_of(root, settings)

    def test_the_nearest_page_and_picture_are_told(self, root):
        write(root, "site/docs/team/how-we-work.md", "# How\n")
        write(root, "site/docs/us.png", PNG)

        assert [
            ("there is no picture `su.png` in `site/docs`", "did you mean `us.png`?"),
            (
                "there is no page `how-we-work.md` in `site/docs`",
                "did you mean `team/how-we-work.md`?",
            ),
        ] == said_of(root, "theme: {logo: su.png}\nnav: [how-we-work.md]\n")

    def test_a_page_in_the_navigation_twice_is_told(self, root):
        write(root, "site/docs/zed.md", "# Zed\n")

        assert [("`zed.md` stands in `nav` twice", "delete one of them")] == said_of(
            root, "nav: [zed.md, Again: zed.md]\n"
        )

    def test_a_page_that_cannot_be_shown_is_told_once(self, root):
        write(root, "site/docs/zed.md", b"\xff")
        write(root, "site/docs/us.png", b"x" * ((1 << 20) + 1))
        write(root, "site/mkdocs.yml", "theme: {logo: us.png}\nnav: [zed.md]\n")

        assert ["unreadable-file", "unusable-page"] == sorted(
            one.check for one in find_all(load(root), AS_OF)
        )

    def test_each_language_and_colour_is_one_that_the_theme_has(self):
        theme = files("material") / "templates"
        languages = {
            one.name.removesuffix(".html") for one in (theme / "partials/languages").iterdir()
        }
        sheets = (theme / "assets/stylesheets").iterdir()
        style = "".join(one.read_text("utf-8") for one in sheets if one.name.startswith("palette"))

        assert set(LANGUAGES) <= languages
        for key, colours in COLOURS.items():
            missing = [
                one
                for one in colours
                if f"data-md-color-{key}={one.replace(' ', '-')}]" not in style
            ]
            assert not missing


class TestFiles:
    @pytest.mark.parametrize(
        ("path", "content", "said"),
        [
            (
                "us.svg",
                "<svg/>",
                "an SVG can hold programs, which would run where it is opened: save it as PNG",
            ),
            (
                "us.html",
                "<p>",
                (
                    "the handbook shows pages and pictures, and this file is neither: a page ends in "
                    "`.md`, a picture in `.png`, `.jpg`, `.jpeg`, `.gif`, `.webp`; move other files "
                    "elsewhere"
                ),
            ),
            (
                "us.md",
                "# Us\n".ljust((1 << 16) + 1, "x"),
                "the page is too long; a page has at most 65,536 bytes: split it by subject",
            ),
            ("US.PNG", PNG, "the ending `.PNG` is in capitals: write it `.png`"),
            ("README.md", "# A", "a folder's first page is its `index.md`: rename it"),
            (
                'a"b.md',
                "# A",
                "the name would make an unclear address: use letters, digits, `-`, `_` and spaces",
            ),
            (
                "us.png",
                "<script>",
                "the file is no picture of the kind that `.png` says: save it anew",
            ),
            (
                "index.md",
                "# A",
                "the handbook writes a page of this address itself: give this one another name",
            ),
            (
                "Roles/Index.md",
                "# A",
                "the handbook writes a page of this address itself: give this one another name",
            ),
            (
                "scorecard/2026-06.md",
                "# A",
                (
                    "the handbook keeps `scorecard` for pages that it writes itself: give this one "
                    "another name"
                ),
            ),
            (
                "us.md",
                "---\ntemplate: evil.html\nhide: [toc]\n---\n# A",
                (
                    "front matter does nothing here: the title is the page's first heading: delete the "
                    "lines between `---`"
                ),
            ),
        ],
    )
    def test_what_the_handbook_cannot_show_is_told(self, root, path, content, said):
        write(root, f"site/docs/{path}", content)

        assert [f"site/docs/{path}:1 [unusable-page] {said}"] == told(root)

    def test_a_page_that_is_no_utf_8_is_told_at_its_line(self, root):
        write(root, "site/docs/us.md", b"# Us\n\ncaf\xe9\n")

        assert [
            "site/docs/us.md:3 [unusable-page] the page is not UTF-8: save it as UTF-8"
        ] == told(root)

    def test_two_pages_of_one_address_are_told(self, root):
        write(root, "site/docs/Team.md", "# A")
        write(root, "site/docs/team.md", "# B")

        assert [
            (
                "site/docs/team.md:1 [unusable-page] the page has the same address as `Team.md`: give "
                "one of them another name"
            )
        ] == told(root)

    def test_a_page_and_a_picture_of_a_mebibyte_are_taken_and_no_more(self, root):
        write(root, "site/docs/us.png", PNG.ljust(1 << 20, b"\0"))
        assert [] == told(root)
        write(root, "site/docs/us.png", PNG.ljust((1 << 20) + 1, b"\0"))

        assert [
            (
                "site/docs/us.png:1 [unreadable-file] the file is too large; a page or a picture has at "
                "most 1,048,576 bytes: make it smaller, or split it by subject"
            )
        ] == told(root)

    @pytest.mark.parametrize(
        "target", ["/etc/passwd", "../../.git/config", "../mkdocs.yml", "us.md"]
    )
    def test_a_link_is_never_followed(self, root, target):
        """Not within the repository either: git's own folder may hold the forge's key."""
        write(root, ".git/config", "secret")
        write(root, "site/mkdocs.yml", "site_name: Us\n")
        write(root, "site/docs/a.png", PNG)
        (root / "site/docs/us.md").symlink_to(target)

        assert [
            "site/docs/us.md:1 [unreadable-file] the file is a link: put the file itself there"
        ] == told(root)
        assert {"site/docs/a.png": PNG} == dict(load(root).own)

    @pytest.mark.parametrize("path", ["site", "site/docs"])
    def test_a_linked_folder_is_not_followed(self, root, path):
        write(root, "elsewhere/docs/us.md", "# A")
        write(root, "elsewhere/us.md", "# A")
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).symlink_to(root / "elsewhere")

        assert [
            f"{path}:1 [unreadable-file] the folder is a link: put the folder itself there"
        ] == told(root)

    def test_a_pipe_is_not_waited_for(self, root):
        write(root, "site/docs/a.png", PNG)
        os.mkfifo(root / "site/docs/us.md")

        assert ["this is not a plain file"] == [
            one.message for one in find_all(load(root), AS_OF) if one.check == "unreadable-file"
        ]

    def test_a_file_that_cannot_be_shown_is_no_unread_promise(self, root):
        (root / "site/docs").mkdir(parents=True)
        (root / "site/docs/sla.yaml").symlink_to("/etc/passwd")

        assert () == load(root).unread

    def test_names_that_begin_with_a_dot_are_passed_over(self, root):
        write(root, "site/docs/.gitkeep", "")
        write(root, "site/docs/.cache/x.html", "")

        assert [] == told(root)
        assert {} == dict(load(root).own)


class TestLinks:
    @pytest.fixture
    def root(self, tmp_path) -> Path:
        """A partnership with a promise, a page, and a picture in a folder."""
        for file in SLAS.rglob("*.yaml"):
            write(tmp_path, file.relative_to(SLAS).as_posix(), file.read_text())
        write(tmp_path, "site/docs/team/us.md", "# Us\n\n## Who to ask\n\n## Who to ask\n")
        write(tmp_path, "site/docs/pics/a b.png", PNG)
        assert [] == told(tmp_path)
        return tmp_path

    @pytest.mark.parametrize(
        ("link", "leads_to"),
        [
            ("[x](team/us.md)", "team/us.md"),
            ("[x](./team/../team/us.md#who-to-ask_1)", "team/us.md"),
            ("[x](#here)", "page.md"),
            ("[x](glossary.md)", "glossary.md"),
            ("[x](promises/first-slate.md#its-terms)", "promises/first-slate.md"),
            ("[x](../../partnership/slas/first-slate.yaml)", "promises/first-slate.md"),
            ("[x]\n\n[x]: team/us.md", "team/us.md"),
            ("![x](<pics/a b.png>)", "pics/a b.png"),
            ("![x](pics/a%20b.png)", "pics/a b.png"),
            ("[big](<pics/a b.png>)", "pics/a b.png"),
        ],
    )
    def test_a_link_may_lead_to_pages_documents_and_pictures(self, root, link, leads_to):
        from partnership.website.markdown import find_links, markdown_reader

        write(root, "site/docs/page.md", f"# Here\n\n{link}\n")
        agreement = load(root)
        page = next(one for one in own_pages(agreement) if one.where == "page.md")
        (found,) = find_links(markdown_reader().parse(page.text))
        target = Targets(agreement).target(found, page)

        assert [] == told(root)
        assert target is not None
        assert leads_to == target.where

    @pytest.mark.parametrize(
        ("link", "message", "hint"),
        [
            (
                "[x](team/su.md)",
                "`team/su.md` leads to no page of the handbook",
                "did you mean `team/us.md`?",
            ),
            (
                "[x](promises/frist-slate.md)",
                "`promises/frist-slate.md` leads to no page of the handbook",
                "did you mean `promises/first-slate.md`?",
            ),
            (
                "[x](../../partnership/slas/first-slat.yaml)",
                "`../../partnership/slas/first-slat.yaml` leads to no page of the handbook",
                "did you mean `../../partnership/slas/first-slate.yaml`?",
            ),
            (
                "[x](/etc/passwd)",
                "`/etc/passwd` leads to no page of the handbook",
                "write the path from this page to another one, or to a document's file",
            ),
            (
                "[x](../../../../../etc/passwd)",
                "`../../../../../etc/passwd` leads to no page of the handbook",
                "write the path from this page to another one, or to a document's file",
            ),
            (
                "[x](team/us.md#whom-to-ask)",
                "`team/us.md` has no heading `#whom-to-ask`",
                "did you mean `#who-to-ask`?",
            ),
            (
                "![x](pics/ab.png)",
                "there is no picture `pics/ab.png`",
                "did you mean `pics/a b.png`?",
            ),
            (
                "![x](team/us.md)",
                "there is no picture `team/us.md`",
                "save it below `site/docs/`",
            ),
            (
                "![x](https://elsewhere.example/a.png)",
                "the picture `https://elsewhere.example/a.png` would be loaded from elsewhere",
                "save it below `site/docs/`, or write it as a link",
            ),
        ],
    )
    def test_a_link_that_leads_nowhere_is_told_at_its_line(self, root, link, message, hint):
        write(root, "site/docs/page.md", f"# Here\n\nOne line,\nthen {link}.\n")

        assert [f"site/docs/page.md:4 [dangling-link] {message}: {hint}"] == told(root)

    @pytest.mark.parametrize(
        "text",
        [
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt&#58;alert(1))",
            "[x](data:text/html,x)",
            "[x](//elsewhere.example/a)",
            "[x](file:///etc/passwd)",
            "`[x](nowhere.md)`",
            "<a href='nowhere.md'>",
            "[x](https://client.example/a?b#c) <mailto:talent@client.example>",
        ],
    )
    def test_what_is_no_link_of_ours_is_not_followed(self, root, text):
        write(root, "site/docs/page.md", f"# Here\n\n{text}\n")

        assert [] == list(find_broken(load(root)))

    def test_a_document_that_could_not_be_taken_is_told_once(self, root):
        path = "partnership/slas/first-slate.yaml"
        (root / path).write_text((root / path).read_text() + "expcted: 1\n")
        text = f"# A\n\n[x](../../{path}) [y](promises/first-slate.md)\n"
        write(root, "site/docs/page.md", text)

        assert {"unknown-key"} == {one.check for one in find_all(load(root), AS_OF)}

    def test_a_page_that_could_not_be_taken_is_told_once(self, root):
        write(root, "site/docs/bad.md", b"\xff")
        write(root, "site/docs/page.md", "# A\n\n[x](bad.md)\n")

        assert ["unusable-page"] == [one.check for one in find_all(load(root), AS_OF)]

    def test_a_partnership_below_git_s_top_is_as_good(self, root, tmp_path_factory):
        top = tmp_path_factory.mktemp("top")
        (top / ".git").mkdir()
        root.rename(top / "ours")
        link = "[x](../../partnership/slas/first-slate.yaml) [y](team/us.md) [z](glossary.md)"
        write(top, "ours/site/docs/page.md", f"# Here\n\n{link} [bad](nowhere.md)\n")

        assert ["`nowhere.md` leads to no page of the handbook"] == [
            one.message for one in find_all(load(top / "ours"), AS_OF)
        ]
