"""What the site's settings may say: the keys, and the form of each value."""

from __future__ import annotations

import re

TEXTS = ("site_name", "site_description", "copyright")
ADDRESSES = ("site_url", "repo_url")
KEYS = (*TEXTS, *ADDRESSES, "edit_uri", "theme", "nav")
THEMES = ("material", "mkdocs")
THEME_KEYS = ("name", "palette", "language", "logo", "favicon")
MATERIAL_ONLY = ("palette", "language", "logo")
"""What the other theme has no place for."""
PICTURES = ("logo", "favicon")
WEB = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/%+-]*)?\Z")
PATH = re.compile(r"[A-Za-z0-9._~/%+-]+\Z")
ACCENTS = (
    "red",
    "pink",
    "purple",
    "deep purple",
    "indigo",
    "blue",
    "light blue",
    "cyan",
    "teal",
    "green",
    "light green",
    "lime",
    "yellow",
    "amber",
    "orange",
    "deep orange",
)
COLOURS = {"primary": (*ACCENTS, "brown", "grey", "blue grey", "black", "white"), "accent": ACCENTS}
"""The colours that the theme `material` knows, by what is coloured."""
# fmt: off
LANGUAGES = (
    "af", "ar", "az", "be", "bg", "bn", "ca", "cs", "cy", "da", "de", "el", "en", "eo", "es",
    "et", "eu", "fa", "fi", "fr", "gl", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja",
    "ka", "kn", "ko", "ku-IQ", "lb", "lt", "lv", "mk", "mn", "ms", "my", "nb", "nl", "nn", "pl",
    "pt", "pt-BR", "ro", "ru", "sa", "sh", "si", "sk", "sl", "sq", "sr", "sv", "ta", "te", "th",
    "tl", "tr", "uk", "ur", "uz", "vi", "zh", "zh-Hant", "zh-TW",
)
# fmt: on
"""The languages in which the theme `material` names its own buttons."""
EDITED_AT = {"github": "edit/main", "gitlab": "-/edit/main"}
"""Where a forge shows a file to edit, by a word of its address."""
