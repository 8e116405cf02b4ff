"""What the example was told in its surveys, and what it did about it; counted from its own events."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path

from partnership.example.story import Proposal, in_a_day

_proposal = partial(in_a_day, times=((11, 40), (15, 40)))

FOLDER = "records/surveys"
DIMENSIONS = ("trust", "innovation", "communication", "team", "focus")
TOLD = {
    "2025-Q3": date(2025, 10, 9),
    "2025-Q4": date(2026, 1, 12),
    "2026-Q1": date(2026, 4, 9),
    "2026-Q2": date(2026, 7, 8),
}
"""The day of each round's result."""
VIEWS = {
    "2025-Q3": (
        (14, 11, "43 38 35 30 41 31 44 40 42 38"),
        (11, 9, "36 33 31 27 33 28 34 32 32 29"),
    ),
    "2025-Q4": (
        (14, 12, "46 38 38 31 45 33 47 42 45 39"),
        (11, 8, "31 27 28 23 29 23 30 27 29 24"),
    ),
    "2026-Q1": (
        (15, 12, "47 43 39 33 45 40 48 44 45 41"),
        (11, 9, "36 33 32 28 34 30 35 33 33 30"),
    ),
    "2026-Q2": (
        (15, 13, "52 49 43 37 50 47 52 49 50 46"),
        (12, 10, "41 38 36 33 39 36 40 38 38 36"),
    ),
}
"""Of the client and of the provider: invited, responded, and the sums of all answers, own and other."""
ACTIONS = {
    "relationship-2025-q3": (
        ("weekly-note", "Send a note each Friday of what changed on each requisition", "communication-other", "delivery-lead", "2025-11-14", "2025-11-13"),
        ("own-first", "Begin each review with what each side owes itself", "trust-other", "head-of-ta", "2025-10-16", "2025-10-16"),
    ),
    "relationship-2025-q4": (
        ("early-word", "Announce a late slate two business days before it is due", "trust-other", "delivery-lead", "2026-02-13", "2026-02-10"),
        ("joint-desk", "Let recruiters sit with the site teams one day a month", "team-other", "ta-ops-lead", "2026-02-27", "2026-02-24"),
    ),
    "relationship-2026-q1": (
        ("three-things", "Name the three roles that matter most at each weekly", "focus-other", "ta-ops-lead", "2026-04-21", "2026-04-21"),
        ("idea-slot", "Give one idea for better hiring ten minutes in each monthly review", "innovation-other", "account-director", "2026-05-21", "2026-05-21"),
        ("stand-ins", "Name who answers for an interviewer who is away", "communication-other", "ta-ops-lead", "2026-05-08", "2026-05-06"),
    ),
    "relationship-2026-q2": (
        ("pilot", "Try structured interviews in two teams and compare", "innovation-other", "account-director", "2026-09-30", ""),
        ("shared-desk", "Keep the day on site for new recruiters and new managers alike", "team-other", "head-of-ta", "2026-08-14", ""),
        ("slates-told", "Say with each slate what the last feedback changed", "trust-own", "delivery-lead", "2026-07-31", ""),
    ),
    "candidate-experience-2026-q1": (
        ("reasons", "Give every candidate who was interviewed the reason of a no", "overall", "ta-ops-lead", "2026-05-29", "2026-05-27"),
    ),
    "candidate-experience-2026-q2": (
        ("dates", "Tell every candidate at each stage by which day the next answer comes", "overall", "delivery-lead", "2026-08-14", ""),
    ),
    "hiring-manager-2026-q1": (
        ("intake", "Hold the intake talk with the recruiter who will search", "overall", "delivery-lead", "2026-05-15", "2026-05-12"),
    ),
    "hiring-manager-2026-q2": (
        ("first-week", "Ask each manager in the first week whether the slate fits", "overall", "delivery-lead", "2026-08-07", ""),
    ),
}  # fmt: skip
COUNTED = {"candidate-experience": "candidate", "hiring-manager": "hiring-manager"}
"""The surveys whose answers the events hold, with whom they ask."""
SHOWN = {
    "2026-02": date(2026, 3, 11),
    "2026-03": date(2026, 4, 14),
    "2026-04": date(2026, 5, 15),
    "2026-05": date(2026, 6, 10),
}
"""The day on which each month's scorecard was told: April's three days late."""
SCORECARD = """\
kind: DisclosureRecord
id: monthly-scorecard-{month}
disclosure: monthly-scorecard
period: {month}
told_on: {day}
told_by: performance-analyst
evidence: Reporting folder, scorecard {month}
"""
ATTESTED_ON = date(2026, 5, 29)
ATTESTED = """\
kind: Attestation
id: {topic}-2026
topic: {words}
party: {party}
group: {group}
covered: {covered}
required: {required}
date: {day}
owner: {owner}
evidence: {evidence}
note: {note}
"""


def heard(events: Path) -> tuple[Proposal, ...]:
    """Give every change of these records.

    Args:
        events: The folder of the example's event store.

    """
    found = [_proposal("onboarding-2026", "Attest who was brought in", ATTESTED_ON, _brought())]
    for month, day in SHOWN.items():
        text = SCORECARD.format(month=month, day=day)
        files = {f"records/told/monthly-scorecard-{month}.yaml": text}
        found.append(_proposal(f"told-{month}", f"Note that {month} was told", day, files))
    answered = _counted(events)
    for quarter, day in TOLD.items():
        told = {f"relationship-{quarter.lower()}": _relationship(quarter)}
        if quarter >= "2026":
            told |= {f"{one}-{quarter.lower()}": answered[one, quarter] for one in COUNTED}
        texts = {name: _text(name, quarter, rows, done_by=day) for name, rows in told.items()}
        message = f"Tell what was answered in {quarter}, and what follows"
        found.append(_proposal(f"surveys-{quarter.lower()}", message, day, _paths(texts)))
        later = [one for name in told for one in ACTIONS[name] if one[-1]]
        if later:
            texts = {name: _text(name, quarter, rows) for name, rows in told.items()}
            last = max(date.fromisoformat(one[-1]) for one in later)
            message = f"Note what was done after the answers of {quarter}"
            found.append(_proposal(f"done-{quarter.lower()}", message, last, _paths(texts)))
    return tuple(found)


def _paths(texts: dict[str, str]) -> dict[str, str]:
    return {f"{FOLDER}/{name}.yaml": text for name, text in texts.items()}


def _relationship(quarter: str) -> str:
    rows = []
    for audience, (invited, responded, sums) in zip(
        ("client", "provider"), VIEWS[quarter], strict=True
    ):
        names = [f"{one}-{view}" for one in DIMENSIONS for view in ("own", "other")]
        items = [
            f"      - {{item: {name}, total: {total}}}\n"
            for name, total in zip(names, sums.split(), strict=True)
        ]
        head = f"  - audience: {audience}\n    invited: {invited}\n    responded: {responded}\n"
        rows.append(f"{head}    items:\n{''.join(items)}")
    return "".join(rows)


def _text(name: str, quarter: str, rows: str, done_by: date = date.max) -> str:
    survey = name.removesuffix(f"-{quarter.lower()}")
    lines = [
        f"kind: SurveyResult\nid: {name}\nsurvey: {survey}\nperiod: {quarter}\n",
        f"told_on: {TOLD[quarter]}\naudiences:\n{rows}actions:\n",
    ]
    for action, text, about, owner, due, done in ACTIONS[name]:
        lines.append(f"  - id: {action}\n    text: {text}.\n    about: [{about}]\n")
        lines.append(f"    owner: {owner}\n    due: {due}\n")
        if done and date.fromisoformat(done) <= done_by:
            lines.append(f"    done_on: {done}\n")
    return "".join(lines)


def _counted(events: Path) -> dict[tuple[str, str], str]:
    """Count the answers in the events: all countries together, and no answer of few people alone."""
    bins: dict[tuple[str, str], Counter[int]] = {}
    invited: dict[tuple[str, str], dict[str, int]] = {}
    with (events / "survey_aggregate.csv").open(encoding="utf-8", newline="") as text:
        for row in csv.DictReader(text):
            key = row["survey_id"], row["period"]
            bins.setdefault(key, Counter())[int(row["score"])] += int(row["count"])
            invited.setdefault(key, {})[row["country"]] = int(row["invited"])
    return {key: _answers(key[0], sum(invited[key].values()), bins[key]) for key in bins}


def _answers(survey: str, invited: int, bins: Counter[int]) -> str:
    total = sum(score * count for score, count in bins.items())
    if survey == "candidate-experience":
        high = sum(count for score, count in bins.items() if score > 8)
        low = sum(count for score, count in bins.items() if score < 7)
        counts = f"total: {total}, promoters: {high}, detractors: {low}"
    else:
        best = sum(count for score, count in bins.items() if score > 3)
        counts = f"total: {total}, top_two: {best}"
    return (
        f"  - audience: {COUNTED[survey]}\n    invited: {invited}\n    responded: {bins.total()}\n"
        f"    items:\n      - {{item: overall, {counts}}}\n"
    )


def _brought() -> dict[str, str]:
    rows = (
        ("site-day", "provider", "Recruiters on the account", (17, 19), "delivery-lead", "Visitors' book, list S-2026-1",
         "The other two go on the next site day."),
        ("how-a-slate-is-made", "client", "Hiring managers of the last twelve months", (41, 48), "ta-ops-lead", "Learning system, report HF-L-340",
         "The others are shown it at the intake of their next requisition."),
    )  # fmt: skip
    return {
        f"records/attestations/{topic}-2026.yaml": ATTESTED.format(
            topic=topic,
            words=topic.replace("-", " "),
            party=party,
            group=group,
            covered=covered,
            required=required,
            day=date(2026, 5, 28),
            owner=owner,
            evidence=evidence,
            note=note,
        )
        for topic, party, group, (covered, required), owner, evidence, note in rows
    }
