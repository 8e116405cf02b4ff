"""Access tokens by their beginnings, private keys, and passwords in addresses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from partnership.guard.leaks import Leak

PREFIXES: tuple[tuple[str, str, str], ...] = (
    ("GitHub", "ghp_", r"ghp_[A-Za-z0-9]{36,255}"),
    ("GitHub", "gho_", r"gho_[A-Za-z0-9]{36,255}"),
    ("GitHub", "ghu_", r"ghu_[A-Za-z0-9]{36,255}"),
    ("GitHub", "ghs_", r"ghs_[A-Za-z0-9]{36,255}"),
    ("GitHub", "ghr_", r"ghr_[A-Za-z0-9]{36,255}"),
    ("GitHub", "github_pat_", r"github_pat_[A-Za-z0-9_]{50,255}"),
    ("GitLab", "glpat-", r"glpat-[\w-]{20,255}"),
    ("GitLab", "glptt-", r"glptt-[\w-]{20,255}"),
    ("GitLab", "gldt-", r"gldt-[\w-]{20,255}"),
    ("GitLab", "glrt-", r"glrt-[\w-]{20,255}"),
    ("Slack", "xox", r"xox[abeoprs](?:\.xox[bp])?-[\w-]{10,255}"),
    ("Slack", "xapp-", r"xapp-\d-[\w-]{20,255}"),
    (
        "Slack",
        "hooks.slack",
        r"hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/[\w/]{20,255}",
    ),
    ("Teams", "webhook.office", r"[\w-]+\.webhook\.office\.com/webhookb2/[\w@/-]{36,512}"),
    ("Discord", "api/webhooks", r"discord(?:app)?\.com/api/webhooks/\d+/[\w-]{20,255}"),
    ("AWS", "AKIA", r"AKIA[A-Z2-7]{16}(?![A-Za-z0-9])"),
    ("AWS", "ASIA", r"ASIA[A-Z2-7]{16}(?![A-Za-z0-9])"),
    ("Google", "AIza", r"AIza[\w-]{35}(?![\w-])"),
    ("Google", "ya29.", r"ya29\.[\w-]{20,512}"),
    ("Google", "GOCSPX-", r"GOCSPX-[\w-]{28}(?![\w-])"),
    ("Stripe", "_live_", r"[sr]k_live_[A-Za-z0-9]{16,255}"),
    ("Stripe", "_test_", r"[sr]k_test_[A-Za-z0-9]{16,255}"),
    ("Stripe", "whsec_", r"whsec_[A-Za-z0-9+/=]{24,255}"),
    ("npm", "npm_", r"npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])"),
    ("PyPI", "pypi-", r"pypi-AgE[\w-]{40,512}"),
    ("Databricks", "dapi", r"dapi[0-9a-f]{32}(?:-\d)?(?![0-9a-z])"),
    ("Anthropic", "sk-", r"sk-ant-[\w-]{20,255}"),
    ("OpenAI", "sk-", r"sk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{40,255}"),
    ("Hugging Face", "hf_", r"hf_[A-Za-z]{30,64}(?![A-Za-z0-9])"),
    ("SendGrid", "SG.", r"SG\.[\w-]{16,32}\.[\w-]{30,64}"),
    ("DigitalOcean", "_v1_", r"do[oprt]_v1_[0-9a-f]{64}"),
    ("Atlassian", "ATATT3", r"ATATT3[\w=-]{40,255}"),
    ("Azure", "AccountKey=", r"AccountKey=[A-Za-z0-9+/]{40,120}={0,2}"),
    ("Azure", "sig=", r"[?&;]sig=[A-Za-z0-9%+/]{40,120}"),
    ("Vault", "hvs.", r"hvs\.[\w-]{24,255}"),
    ("age", "AGE-SECRET-KEY-1", r"AGE-SECRET-KEY-1[0-9A-Z]{58}"),
    ("JSON web token", "eyJ", r"eyJ[\w-]{8,2048}\.eyJ[\w-]{8,4096}(?:\.[\w-]{0,2048})?"),
    ("private key", "PRIVATE KEY", r"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----"),
    ("private key", "PuTTY-User", r"PuTTY-User-Key-File-\d"),
    (
        "password in an address",
        "://",
        (
            r"(?:https?|ftps?|ssh|git|sftp|amqps?|rediss?|mongodb(?:\+srv)?|mysql|smtps?|ldaps?)"
            r"://[^\s:/@?#\"'<>]{0,64}:(?![$<{*%])[^\s:/@?#\"'<>]{3,128}@[\w.-]"
        ),
    ),
)
"""Who gives a token out, what it is known by, and its shape."""


def find_tokens(text: str, signs: Collection[str]) -> Iterator[Leak]:
    """Yield what gives access to whoever has it.

    Args:
        text: Any text.
        signs: What tokens are known by, of which the text has some.

    """
    for name, sign, shape in PREFIXES:
        if sign in signs:
            for found in _compiled(shape).finditer(text):
                yield Leak(*found.span(), "token", name)


@cache
def _compiled(shape: str) -> re.Pattern[str]:
    return re.compile(shape if shape.startswith("[?") else rf"(?<![A-Za-z0-9_]){shape}")
