"""An agreement of many documents of every kind, in which `validate` finds nothing.

A set holds one document of each kind, made from the kind's own example: its ids get the set's number, and
it names what the same set holds. What an example asks for that a set does not have is written otherwise;
where the example no longer asks for it, nothing is written at all.
"""

from __future__ import annotations

import importlib
import re
from functools import cache
from pathlib import Path

from partnership.canonical import canonical_json, digest, digest_of_canonical
from partnership.documents import KINDS
from partnership.loading.tree import parse

ONCE = ("Partnership", "Roles", "Scope")
CHAINED = ("Close",)
CLOSED = range(2015, 2025)
"""The years whose months are closed, before anything was promised."""
RECORDS = ("Close", "Relief", "Waiver")
ROLES = """\
  - id: head-of-ta
    title: Head of TA
    party: client
    tier: tactical
    contact: ta@client.example
    calendar: client-uk-0
  - {id: ta-ops-lead, title: TA lead, party: client, tier: operational, contact: ops@client.example}
  - id: delivery-lead
    title: Delivery lead
    party: provider
    tier: operational
    contact: delivery@provider.example
"""
ITEMS = "".join(
    f"  - {{id: {part}-{about}, question: How is the {part} of {about}?, statistic: mean}}\n"
    for part in ("innovation", "communication", "team", "focus")
    for about in ("own", "other")
)
PAIRS = "".join(
    f"  - {{dimension: {dimension}, own: {part}-own, other: {part}-other}}\n"
    for dimension, part in (
        ("innovation", "innovation"),
        ("communication", "communication"),
        ("team orientation", "team"),
        ("focus", "focus"),
    )
)
POINTS = """\
  - id: experience
    slas: [candidate-nps]
    method: points
    points:
      bands:
        - {from: 30, points: 0}
        - {from: 10, below: 30, points: 2}
        - {below: 10, points: 5}
      each: 0.5%
"""
NAMED = {
    "time-to-fill": "first-slate",
    "interview-feedback": "first-slate",
    "quarterly-review": "monthly-review",
    "provider-uk": "client-uk",
}
"""What examples name and no set holds, and what is named in its place."""
OTHERWISE: dict[str, tuple[tuple[str, str], ...]] = {
    "Roles": (("hours: 09", "calendar: client-uk-0\n    hours: 09"),),
    "Cadence": (("level_above: quarterly-review\n", ""), (", provider-uk]", "]")),
    "Channel": (("audience: [", "audience: [head-of-ta, vendor-manager, account-director, "),),
    "Commercials": (
        ("charges: {fee: 100000 GBP}", "charges: {of: this period}"),
        ("[first-slate, time-to-fill]", "[first-slate]"),
        ("share: 50%", "share: 100%"),
        (POINTS, ""),
    ),
    "CrisisPlan": (
        ("channel: reviews", "channel: daily-delivery"),
        ("update_every: 4 business hours", "update_every: 12 business days"),
    ),
    "CrisisRecord": (("on: 2026-03-10}", "on: 2026-03-10}\n  - {id: candidates, on: 2026-03-10}"),),
    "Disclosure": (
        ("channel: reviews", "channel: daily-delivery"),
        ("[first-slate, interview-feedback]", "[first-slate]"),
        ("effective: {from: 2026-01-01}", "effective: {from: 2026-03-01}"),
        ("metrics: [time-to-fill]", "metrics: [time-to-first-slate]"),
    ),
    "Dispute": (("[critical]", "[standard]"), ("decision: upheld", "decision: dismissed")),
    "Measurement": (("out_of_order: 1", "out_of_order: 0"),),
    "Relief": (("{job_family: finance}", "{urgency: critical}"), ("opening", "requisition")),
    "SLA": (("escalation:", "allocation: 100%\nescalation:"),),
    "Survey": (
        ("scale:", f"{ITEMS}scale:"),
        ("other: trust-other}\n", f"other: trust-other}}\n{PAIRS}"),
    ),
}
"""What a kind's example says, and what is said in its place, because of the other documents."""


def write_agreement(root: Path, count: int) -> None:
    """Write an agreement of about `count` documents, of all kinds there are."""
    for name in ONCE:
        text = _example(name) + (ROLES if name == "Roles" else "")
        _write(root, f"partnership/{name.lower()}.yaml", text)
    for period, text in closes().items():
        _write(root, f"records/closes/{period}.yaml", text)
    several = _several()
    for number in range((count - len(ONCE) - len(closes())) // len(several)):
        for name in several:
            _write(root, _path(name, number), _numbered(_example(name), number))


@cache
def closes() -> dict[str, str]:
    """Give a chain of Closes by their month, each of which names the one before."""
    scope = canonical_json(parse(_example("Scope").encode()).value)
    named = f"digest: {digest_of_canonical(scope)}"
    terms = f"terms:\n  - document: Scope/scope\n    {named}\n    canonical: '{scope}'\n"
    chain: dict[str, str] = {}
    before = ""
    for year in CLOSED:
        for month in range(1, 13):
            period = f"{year}-{month:02}"
            text = f"kind: Close\nid: {period}\nperiod: {period}\n{before}known: {year + 1}-02-05\n"
            text += f"verdicts: []\nmeasurements: {{}}\n{terms}"
            chain[period] = text
            seal = digest(parse(text.encode()).value)
            before = f"previous: {{id: {period}, digest: {seal}}}\n"
    return chain


def _several() -> list[str]:
    return [name for name in KINDS if name not in {*ONCE, *CHAINED}]


def _path(name: str, number: int) -> str:
    if name == "Measurement":
        return f"records/measurements/2026-03/first-slate-{number}.yaml"
    folder = "records" if name in RECORDS else "partnership"
    return f"{folder}/{name.lower()}/{number}.yaml"


def _write(root: Path, path: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


@cache
def _example(name: str) -> str:
    text = str(importlib.import_module(KINDS[name].__module__).EXAMPLE)
    for said, instead in OTHERWISE.get(name, ()):
        if said not in text:
            message = f"the example of {name} does not say {said!r} any more"
            raise ValueError(message)
        text = text.replace(said, instead)
    text = re.sub(rf"(?<![-\w])({'|'.join(NAMED)})(?![-\w])", lambda one: NAMED[one[1]], text)
    return text if name != "Measurement" else _sealed(text)


def _sealed(text: str) -> str:
    """Write what a measurement's counts add up to."""
    written = parse(text.encode()).value
    counts = digest({"rows": written["rows"], "gate": written["gate"]})
    return text.replace(written["digests"]["counts"], counts)


def _numbered(text: str, number: int) -> str:
    """Give a document ids of its own, and let it name others of the same number."""
    return re.sub(rf"(?<![-\w])({_ids()})(?![-\w])(?!:)", rf"\1-{number}", text)


@cache
def _ids() -> str:
    """Give the ids of all examples of which there are several, as a pattern."""
    several = [name for name in _several() if name != "Measurement"]
    found = re.findall(r"^id: (.+)$", "".join(map(_example, several)), re.MULTILINE)
    return "|".join([*found, "offer-above-band"])
