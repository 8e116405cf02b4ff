"""Small agreements written as YAML and loaded the way a partnership's repository is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from partnership.agreement import Agreement
from partnership.canonical import digest
from partnership.documents import SLA, Measurement
from partnership.judging import Verdict, judge
from partnership.loading import load
from partnership.measuring.definitions import definition_digest
from partnership.values.periods import Span

UNSET = "0" * 64
UNCOUNTED = "1" * 64

PARTNERSHIP = """\
kind: Partnership
id: harbour-northlight
title: Harbour Foods and Northlight Talent
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2020-01-01}
format: 1
parties:
  client: {name: Harbour Foods, domains: [client.example]}
  provider: {name: Northlight Talent, domains: [provider.example]}
time_zone: Europe/London
currency: GBP
term: {from: 2020-01-01}
authorised_signatories: {client: [vendor-manager], provider: [account-director]}
measured_within: 5 business days
"""

ROLES = """\
kind: Roles
id: roles
title: Roles
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2020-01-01}
roles:
  - id: vendor-manager
    title: Vendor manager
    party: client
    tier: tactical
    contact: vendor-management@client.example
  - id: account-director
    title: Account director
    party: provider
    tier: tactical
    contact: account@provider.example
"""

SCOPE = """\
kind: Scope
id: scope
title: Scope
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2020-01-01}
dimensions:
  - {id: urgency, values: [standard, critical]}
in_scope: [Professional hires]
"""

CALENDAR = """\
kind: Calendar
id: provider-uk
title: The provider's calendar
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2020-01-01}
time_zone: Europe/London
workdays: [monday, tuesday, wednesday, thursday, friday]
hours: [09:00-17:00]
cut_off: 17:00
holidays:
  - {day: 2026-04-03, title: Good Friday}
  - {day: 2026-04-06, title: Easter Monday}
"""

OWNED = """\
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2020-01-01}
intent: It is worth knowing.
population: in scope
exclusions: []
"""

METRICS = {
    "time-to-first-slate": """\
type: duration
subject: requisition
start: {event: intake completed, which: last}
stop: {event: submitted to client, which: 3rd}
unit: business days
direction: lower is better
""",
    "time-to-fill": """\
type: duration
subject: opening
start: {event: opening opened, which: first}
stop: {event: offer accepted, which: first}
unit: calendar days
direction: lower is better
""",
    "offer-acceptance": """\
type: ratio
subject: offer
numerator: [accepted]
denominator: [accepted, declined, expired, withdrawn by candidate]
unit: percent
direction: higher is better
""",
    "renege-rate": """\
type: ratio
subject: offer
numerator: [never started]
denominator: [accepted, never started]
unit: percent
direction: lower is better
""",
    "candidate-nps": """\
type: score
subject: survey response
answers: {survey: candidate-experience, audience: candidate, item: recommend, scale: 0 to 10}
unit: points
direction: higher is better
""",
    "manager-satisfaction": """\
type: score
subject: survey response
answers: {survey: hiring-manager, audience: hiring manager, item: overall, scale: 1 to 5}
unit: score
direction: higher is better
""",
}

TARGETS = """\
  - {id: all, within: 7 business days, expected: 90%, minimum: 80%}
"""


def metric(name: str, more: str = "") -> str:
    """Write a metric of the list above."""
    return f"kind: Metric\nid: {name}\ntitle: {name}\n{OWNED}{METRICS[name]}{more}"


def sla(
    targets: str = TARGETS,
    *,
    name: str = "first-slate",
    measures: str = "time-to-first-slate",
    statistic: str = "share within",
    window: str = "month",
    effective: str = "{from: 2025-01-01}",
    owed_by: str = "provider",
    more: str = "",
) -> str:
    """Write an SLA."""
    placed_by = "due date" if statistic == "share within" else "stop"
    if statistic == "share within":
        more = f"open_past_due: counts as a miss\n{more}"
    return f"""\
kind: SLA
id: {name}
title: First slate on time
owners: {{client: vendor-manager, provider: account-director}}
effective: {effective}
owed_by: {owed_by}
class: kpi
metric: {measures}
statistic: {statistic}
window: {window}
placed_by: {placed_by}
calendar: provider-uk
targets:
{targets}{more}"""


def row(counts: str, segment: str = "all", more: str = "") -> str:
    """Write a row of a measurement: `21/30`, or any fields."""
    if "/" in counts and ":" not in counts:
        numerator, denominator = counts.split("/")
        counts = f"numerator: {numerator}, denominator: {denominator}, n: {denominator}"
    return f"  - {{segment: {segment}, {counts}{', ' if more else ''}{more}}}\n"


def measurement(
    period: str,
    *rows: str,
    name: str = "first-slate",
    correction: str = "",
    completeness: str = "100%",
    definition: str = UNSET,
    reliefs: str = "{}",
) -> str:
    """Write a measurement."""
    quoted = f'"{period}"' if period.isdecimal() else period
    known = max(date(2026, 7, 8), Span.parse(period).next.first)
    return f"""\
kind: Measurement
id: {name}.{period}{correction}
sla: {name}
period: {quoted}
known: {known}
rows:
{"".join(rows)}gate: {{completeness: {completeness}, orphans: 0, out_of_order: 0}}
digests:
  definition: "{definition}"
  counts: "{UNCOUNTED}"
  reliefs: {reliefs}
"""


def relief(
    name: str = "relief-2026-001",
    interval: str = "{from: 2026-03-16, until: 2026-03-26}",
    answer: str = "{by: client, decision: accepted, on: 2026-03-18}",
) -> str:
    """Write relief that the provider asks for."""
    return f"""\
kind: Relief
id: {name}
type: hold
raised_by: provider
notified_on: 2026-03-17
interval: {interval}
covers: {{subject: requisition}}
affects: [first-slate]
cause: Budget freeze put approved requisitions on hold.
evidence: {{kind: ats status, ref: holds-2026-03}}
answer: {answer}
"""


def write(folder: Path, documents: Iterable[str]) -> Path:
    """Write documents into a partnership's folders, and the ones every partnership has."""
    documents = tuple(documents)
    used = [name for name in METRICS if any(f"metric: {name}\n" in text for text in documents)]
    usual = (PARTNERSHIP, ROLES, SCOPE, CALENDAR, *(metric(name) for name in used))
    written = {}
    for text in (*usual, *documents):
        kind, name = (line.partition(": ")[2] for line in text.splitlines()[:2])
        written[_path(kind, name, text)] = text
    for path, text in written.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def agreement(folder: Path, *documents: str) -> Agreement:
    """Write documents and load them; every one of them must be right.

    A measurement whose definition is all zeros is given the digests of the terms in force and of
    its counts.
    """
    loaded = load(write(folder, documents))
    assert [] == [(found.place.path, found.message) for found in loaded.refused]
    for found in loaded.of(Measurement):
        promise = loaded.get(SLA, found.sla)
        if promise:
            definition = definition_digest(loaded, promise, found.period)
            counts = digest({name: found.written[name] for name in ("rows", "gate")})
            file = folder / found.path
            text = file.read_text("utf-8").replace(UNSET, definition).replace(UNCOUNTED, counts)
            file.write_text(text, "utf-8")
    return load(folder)


def verdicts(folder: Path, *documents: str, as_of: date = date(2026, 7, 10)) -> tuple[Verdict, ...]:
    """Judge documents."""
    return judge(agreement(folder, *documents), as_of)


def months(first: str, rows: Iterable[str], **more: str) -> tuple[str, ...]:
    """Write a measurement of the row `all` for each month from the first on."""
    year, month = int(first[:4]), int(first[5:])
    found = []
    for index, counts in enumerate(rows):
        number = year * 12 + month - 1 + index
        found.append(measurement(f"{number // 12}-{number % 12 + 1:02d}", row(counts), **more))
    return tuple(found)


def _path(kind: str, name: str, text: str) -> str:
    if kind == "Partnership":
        return "partnership/partnership.yaml"
    if kind == "Measurement":
        promise, period = (line.partition(": ")[2].strip('"') for line in text.splitlines()[2:4])
        correction = name.removeprefix(f"{promise}.{period}")
        return f"records/measurements/{period}/{promise}{correction}.yaml"
    folder = "records" if kind in {"Relief", "Invoice", "CorrectiveAction"} else "partnership"
    return f"{folder}/{kind.lower().removesuffix('s')}s/{name}.yaml"
