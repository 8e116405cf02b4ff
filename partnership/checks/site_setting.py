"""The site's settings say how the handbook looks, not what it runs.

`site/mkdocs.yml` comes from either party's proposal. `hooks`, `plugins`, `custom_dir`, `INHERIT` and
`markdown_extensions` name code or files that would run or be read where the handbook is built, with that
machine's rights. Only a short list of keys is taken: the site's names and addresses, `copyright`, `nav`,
`extra`, and of `theme` the `name` (`material` or `mkdocs`), `palette`, `language`, `logo` and `favicon`.

To mend it: delete the key; the handbook brings its own plugins and extensions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from partnership.agreement import Agreement, Settings
from partnership.findings import Finding, Loc, Place, Severity

SEVERITY = Severity.ERROR
KEYS = (
    "site_name",
    "site_description",
    "site_url",
    "repo_url",
    "repo_name",
    "edit_uri",
    "copyright",
    "theme",
    "extra",
    "nav",
)
THEME_KEYS = ("name", "palette", "language", "logo", "favicon")
THEMES = ("material", "mkdocs")
REASONS = {
    "hooks": "it runs Python from the repository",
    "plugins": "a plugin is code that runs where the site is built",
    "custom_dir": "its templates run where the site is built",
    "INHERIT": "it takes settings from another file, unchecked",
    "markdown_extensions": "an extension is code that can read any file",
}
"""Why the keys that people know from MkDocs are not taken."""


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every key of the site's settings that is not on the list."""
    site = agreement.site
    if site is None or site.refused or site.value is None:
        return
    if not isinstance(site.value, Mapping):
        message = "the site's settings are not a mapping of keys to values"
        yield _finding(site, (), message, "begin with `site_name:`")
        return
    yield from _keys(site, site.value, (), KEYS)
    theme = site.value.get("theme")
    if isinstance(theme, Mapping):
        yield from _keys(site, theme, ("theme",), THEME_KEYS)
        theme = theme.get("name", THEMES[0])
        loc: Loc = ("theme", "name")
    else:
        loc = ("theme",)
    if theme is not None and theme not in THEMES:
        known = " or ".join(f"`{name}`" for name in THEMES)
        yield _finding(site, loc, f"the theme `{theme}` is not one of ours", f"write {known}")


def _keys(
    site: Settings, written: Mapping[str, Any], loc: Loc, known: tuple[str, ...]
) -> Iterator[Finding]:
    for key in written:
        if key in known:
            continue
        reason = REASONS.get(key)
        near = get_close_matches(key, known, n=1, cutoff=0.75)
        if reason:
            message, hint = f"`{key}` is not taken: {reason}", "delete it"
        else:
            listed = ", ".join(f"`{name}`" for name in known)
            message = f"there is no setting `{key}` here"
            hint = f"did you mean `{near[0]}`?" if near else f"the settings are {listed}"
        yield _finding(site, (*loc, key), message, hint)


def _finding(site: Settings, loc: Loc, message: str, hint: str) -> Finding:
    line, column = site.keys.get(loc, (1, 1))
    pointer = ".".join(str(part) for part in loc)
    return Finding(Place(site.path, line, column, pointer), message, hint)
