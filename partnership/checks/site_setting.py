"""The site's settings say how the handbook looks, not what it runs.

`site/mkdocs.yml` comes from either party's proposal. `hooks`, `plugins`, `custom_dir`, `INHERIT` and
`markdown_extensions` name code or files that would run or be read where the handbook is built, with that
machine's rights. Only what the handbook uses is taken:

- `site_name`, `site_description` and `copyright` are texts;
- `site_url` is where the handbook is published, `repo_url` and `edit_uri` are where its files are changed;
- `nav` orders the pages under `site/docs/`: paths, or `Title: path`. Pages it leaves out follow by path;
- `theme` is `material` or `mkdocs`, or has a `name` and a `favicon`; `material` also has a `logo`, a `palette`
  of `primary` and `accent`, and a `language`. `logo` and `favicon` are pictures under `site/docs/`.

To mend it: delete the key, or write one of the values that the hint names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from partnership.agreement import Agreement
from partnership.findings import Finding, Loc, Place, Severity, nearest
from partnership.website.pages import FOLDER, find_unusable, nav_entry, own_pages, pictures
from partnership.website.settings import (
    ADDRESSES,
    COLOURS,
    EDITED_AT,
    KEYS,
    LANGUAGES,
    MATERIAL_ONLY,
    PATH,
    PICTURES,
    TEXTS,
    THEME_KEYS,
    THEMES,
    WEB,
)

SEVERITY = Severity.ERROR
REASONS = {
    "hooks": "it runs Python from the repository",
    "plugins": "a plugin is code that runs where the site is built",
    "custom_dir": "its templates run where the site is built",
    "INHERIT": "it takes settings from another file, unchecked",
    "markdown_extensions": "an extension is code that can read any file",
    "extra": "the handbook has no template that asks for it",
    "extra_css": "the handbook brings its own looks",
    "extra_javascript": "it runs code where the handbook is read",
    "docs_dir": "pages stand in `site/docs`",
    "repo_name": "the handbook does not show it",
}
"""Why the keys that people know from MkDocs are not taken."""
Wrong = tuple[Loc, str, str]
"""Where something is wrong, what, and the next step."""


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield everything in the site's settings that is not taken as it is written."""
    site = agreement.site
    if site is None or site.refused or site.value is None:
        return
    for loc, message, hint in _wrong(agreement, site.value):
        line, column = site.keys.get(loc) or site.keys.get(loc[:-1]) or (1, 1)
        pointer = ".".join(str(part) for part in loc)
        yield Finding(Place(site.path, line, column, pointer), message, hint)


def _wrong(agreement: Agreement, written: Any) -> Iterator[Wrong]:  # noqa: ANN401 - as YAML has it
    if not isinstance(written, Mapping):
        yield (
            (),
            "the site's settings are not a mapping of keys to values",
            "begin with `site_name:`",
        )
        return
    yield from _keys(written, (), KEYS)
    for key in TEXTS:
        if key in written and not isinstance(written[key], str):
            yield (key,), f"`{key}` is not a text", "write words, in quotes where they are digits"
    yield from _addresses(written)
    if "theme" in written:
        yield from _theme(agreement, written["theme"])
    if "nav" in written:
        yield from _nav(agreement, written["nav"])


def _keys(written: Mapping[str, Any], loc: Loc, known: tuple[str, ...]) -> Iterator[Wrong]:
    for key in written:
        if key in known:
            continue
        if key in REASONS:
            yield (*loc, key), f"`{key}` is not taken: {REASONS[key]}", "delete it"
        else:
            message = f"there is no setting `{key}` here"
            yield (*loc, key), message, _near(key, known, "the settings are")


def _addresses(written: Mapping[str, Any]) -> Iterator[Wrong]:
    for key in ADDRESSES:
        if key in written and not _matches(WEB, written[key]):
            message = f"`{key}` is not a web address"
            yield (key,), message, "write it whole, without `?` and `#`: `https://host/path`"
            return
    repository, edit = written.get("repo_url"), written.get("edit_uri")
    if "edit_uri" in written and not _matches(PATH, edit):
        yield ("edit_uri",), "`edit_uri` is not a path", "write it as `edit/main`"
    elif edit and not repository:
        yield ("edit_uri",), "`edit_uri` does nothing without `repo_url`", "add `repo_url`"
    elif repository and not edit and not any(name in repository for name in EDITED_AT):
        message = "nobody knows where this forge shows a file to edit"
        yield ("repo_url",), message, "add `edit_uri`: what stands between `repo_url` and the file"


def _matches(pattern: Any, value: object) -> bool:  # noqa: ANN401 - a compiled expression
    return isinstance(value, str) and bool(pattern.match(value))


def _theme(agreement: Agreement, theme: Any) -> Iterator[Wrong]:  # noqa: ANN401 - as YAML has it
    looks: Mapping[str, Any] = theme if isinstance(theme, Mapping) else {"name": theme}
    yield from _keys(looks, ("theme",), THEME_KEYS)
    name = looks.get("name", THEMES[0])
    if name not in THEMES:
        loc: Loc = ("theme", "name") if looks is theme else ("theme",)
        known = " or ".join(f"`{one}`" for one in THEMES)
        yield loc, f"the theme `{name}` is not one of ours", f"write {known}"
        return
    for key in PICTURES if name == THEMES[0] else ("favicon",):
        if key in looks:
            shown = tuple(pictures(agreement))
            yield from _among(agreement, ("theme", key), looks[key], shown, "picture")
    if name == THEMES[0]:
        yield from _material(looks)
        return
    for key in MATERIAL_ONLY:
        if key in looks:
            message = f"the theme `{name}` has no place for `{key}`"
            yield ("theme", key), message, f"delete it, or choose the theme `{THEMES[0]}`"


def _material(looks: Mapping[str, Any]) -> Iterator[Wrong]:
    if "language" in looks and looks["language"] not in LANGUAGES:
        message = f"the theme does not speak `{looks['language']}`"
        hint = _near(str(looks["language"]), LANGUAGES, "write one of")
        yield ("theme", "language"), message, hint
    palette = looks.get("palette", {})
    if not isinstance(palette, Mapping):
        message = "`palette` is not a mapping; light and dark are the reader's to choose"
        yield ("theme", "palette"), message, "write `palette: {primary: indigo, accent: indigo}`"
        return
    yield from _keys(palette, ("theme", "palette"), tuple(COLOURS))
    for key, known in COLOURS.items():
        if key in palette and palette[key] not in known:
            message = f"there is no colour `{palette[key]}` for `{key}`"
            yield (
                ("theme", "palette", key),
                message,
                _near(str(palette[key]), known, "write one of"),
            )


def _nav(agreement: Agreement, nav: Any) -> Iterator[Wrong]:  # noqa: ANN401 - as YAML has it
    if not isinstance(nav, list):
        yield (
            ("nav",),
            "`nav` is not a list",
            "write `- how-we-work.md`, or `- Title: how-we-work.md`",
        )
        return
    pages = [page.where for page in own_pages(agreement)]
    seen = set()
    for index, entry in enumerate(nav):
        pair = nav_entry(entry)
        if pair is None:
            message = "an entry of `nav` is a path, or one title with its path"
            yield ("nav", index), message, "write `- how-we-work.md`, or `- Title: how-we-work.md`"
            continue
        where = pair[1]
        if where in seen:
            yield ("nav", index), f"`{where}` stands in `nav` twice", "delete one of them"
        else:
            yield from _among(agreement, ("nav", index), where, pages)
        seen.add(where)


def _among(
    agreement: Agreement, loc: Loc, value: object, known: Sequence[str], what: str = "page"
) -> Iterator[Wrong]:
    """Say that a path is none of the files under `site/docs/` that it may name."""
    told = {finding.place.path for finding in agreement.refused}
    told |= {unusable.path for unusable in find_unusable(agreement)}
    if value in known or f"{agreement.base}{FOLDER}{value}" in told:
        return
    hint = _near(str(value), tuple(sorted(known)), f"the {what}s are") if known else ""
    yield (
        loc,
        f"there is no {what} `{value}` in `site/docs`",
        hint or f"write the {what}, or delete it",
    )


def _near(word: str, known: tuple[str, ...], otherwise: str) -> str:
    near = nearest(word, known)
    listed = ", ".join(f"`{name}`" for name in known[:30])
    return f"did you mean `{near}`?" if near else f"{otherwise} {listed}"
