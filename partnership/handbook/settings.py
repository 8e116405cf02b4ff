"""The site's settings, taken from data: what is not on the list, or not plain, is left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from partnership.agreement import Agreement
from partnership.handbook.book import NOWHERE, Forge
from partnership.website.pages import pictures
from partnership.website.settings import (
    COLOURS,
    EDITED_AT,
    LANGUAGES,
    PATH,
    THEMES,
    WEB,
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a partnership may say about its handbook's looks."""

    site_name: str = ""
    site_description: str = ""
    site_url: str = ""
    copyright: str = ""
    theme: str = "material"
    primary: str = "indigo"
    accent: str = "indigo"
    language: str = "en"
    forge: Forge = NOWHERE
    logo: str = ""
    """The path of a picture in the site; the theme's own where it is empty."""
    favicon: str = ""
    """The same for the sign on a browser's tab."""


def settings_of(agreement: Agreement) -> Settings:
    """Read the settings of an agreement's site; what is wrong in them is a check's to say."""
    value = agreement.site.value if agreement.site else None
    written: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
    theme = written.get("theme")
    looks: Mapping[str, Any] = theme if isinstance(theme, Mapping) else {"name": theme}
    name = looks.get("name")
    palette = looks.get("palette")
    colours: Mapping[str, Any] = palette if isinstance(palette, Mapping) else {}
    shown = pictures(agreement)
    title = agreement.partnership.title if agreement.partnership else "Handbook"
    return Settings(
        site_name=_text(written.get("site_name")) or title,
        site_description=_text(written.get("site_description")),
        site_url=_matching(WEB, written.get("site_url")),
        copyright=_text(written.get("copyright")),
        theme=_among(THEMES, name) or THEMES[0],
        primary=_among(COLOURS["primary"], colours.get("primary")) or "indigo",
        accent=_among(COLOURS["accent"], colours.get("accent")) or "indigo",
        language=_among(LANGUAGES, looks.get("language")) or "en",
        forge=_forge(written),
        logo=_among(shown, looks.get("logo")),
        favicon=_among(shown, looks.get("favicon")),
    )


def _forge(written: Mapping[str, Any]) -> Forge:
    """Say where files are read and changed: of GitHub and GitLab it is known."""
    repository = _matching(WEB, written.get("repo_url")).rstrip("/")
    if not repository:
        return NOWHERE
    edit = _matching(PATH, written.get("edit_uri")).strip("/")
    edit = edit or next((way for name, way in EDITED_AT.items() if name in repository), "")
    if not edit:
        return NOWHERE
    way = re.sub(r"(^|/)edit(/|$)", r"\1blob\2", edit)
    source = f"{repository}/{way}/" if way != edit else ""
    return Forge(source, f"{repository}/{edit}/")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _matching(pattern: re.Pattern[str], value: object) -> str:
    return value if isinstance(value, str) and pattern.match(value) else ""


def _among(known: Collection[str], value: object) -> str:
    return value if isinstance(value, str) and value in known else ""
