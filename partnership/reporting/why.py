"""Renders one verdict taken apart: clause, counts, arithmetic, status and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from partnership.documents import SLA, Metric
from partnership.documents.measurement import Row
from partnership.documents.sla import Target
from partnership.judging import Status, Verdict
from partnership.judging.bands import reaches
from partnership.judging.cases import Case
from partnership.judging.counts import divided, exact_text, is_higher_better
from partnership.judging.explaining import Explanation
from partnership.judging.wording import listed, shown, sum_in_words, with_unit
from partnership.measuring.supported_sums import is_made
from partnership.reporting.bars import bars
from partnership.reporting.text import STATUS_COLOURS, paint
from partnership.reporting.verdicts import PARTIES
from partnership.reporting.words import printable
from partnership.statistics import Histogram
from partnership.values.statistic_names import Statistic

LABEL = 12
NPS = "net promoter score"
SHORT = 12
"""How much of a digest is shown."""


def render(found: Explanation, colour: bool) -> str:  # noqa: FBT001
    """Render an explanation as text for one screen, ending in a newline."""
    verdict = found.verdict
    status = paint(verdict.status.words, STATUS_COLOURS.get(verdict.status, ""), colour=colour)
    part = f" from {verdict.since} to {verdict.until}" if verdict.since else ""
    title = f"{printable(verdict.title)} (SLA {verdict.sla}), {verdict.segment}, {verdict.period}"
    lines = [f"{title}{part}: {status}", ""]
    facts = [*_facts(found), ("Next step", next_step(found))]
    lines.extend(f"{label.ljust(LABEL)}{printable(text)}" for label, text in facts if text)
    if found.case and found.case.row:
        lines.extend(_clocks(found.case, found.case.row))
    return "\n".join(lines) + "\n"


def _facts(found: Explanation) -> Iterator[tuple[str, str]]:
    verdict, case = found.verdict, found.case
    yield "Promise", _promise(case) if case else ""
    since = f", in force since {found.since}" if found.since else ""
    amended = " (amended then)" if found.amended else ""
    place = verdict.place
    yield "Clause", f"{place.path}:{place.line} {place.pointer}{since}{amended}"
    if case and case.metric:
        yield "Counted", _counted(case.terms, case.metric)
    if case and case.row and verdict.status is not Status.NOT_MEASURED:
        yield "Counts", _counts(case, case.row)
        yield "Left out", ", ".join(f"{reason} {n}" for reason, n in case.row.excluded.items())
        yield "Relief", _relief(case, case.row)
    if verdict.pooled:
        yield "Pooled with", f"{listed(verdict.pooled)}: {verdict.fraction or f'n {verdict.n}'}"
    yield "Arithmetic", _arithmetic(verdict, case)
    yield "Status", f"{verdict.status.words}, decided by {verdict.decided_by}: {verdict.reason}"
    yield "Measured", _measured(case)
    others = (f"{other.segment}{_days(other)} {other.status.words}" for other in found.others)
    yield "Other rows", ", ".join(others)


def promise_in_words(terms: SLA, target: Target, metric: Metric, unit: str = "") -> str:
    """Say what is promised: `at least 90% of requisitions within 7 business days; below …`."""
    expected, minimum = (with_unit(str(level), unit) for level in (target.expected, target.minimum))
    higher = is_higher_better(terms.statistic, metric)
    good, bad = ("at least", "below") if higher else ("at most", "above")
    many = "pieces of feedback" if metric.subject == "feedback" else f"{metric.subject}s"
    match terms.statistic.name:
        case "share within":
            what = f"{good} {expected} of {many} within {target.within}"
        case "share beyond":
            what = f"{good} {expected} of {many} last at least {target.within}"
        case "bucket counts" if terms.buckets:
            most = max(terms.buckets, key=lambda bucket: bucket.amount)
            what = f"{good} {expected} {many} that run longer than {most}"
        case "ratio of sums" | "sum" | "count" if is_made(metric):
            what = f"{good} {expected} of {sum_in_words(metric)}"
        case name if is_made(metric):
            what = f"{name} of {good} {expected} of {sum_in_words(metric)}"
        case "ratio of sums" if metric.start and metric.stop:
            reached = " or ".join(metric.stop.events)
            what = f"{good} {expected} of {many} reach {reached}{_of_which(metric)}"
        case "ratio of sums":
            ratio = f"{listed(metric.numerator)} among {listed(metric.denominator)}"
            what = f"{good} {expected} of {many} {ratio}{_of_which(metric)}"
        case name:
            what = f"a {terms.statistic if name == 'percentile' else name} of {good} "
            what += f"{expected} over {many}"
    miss = "misses the minimum" if terms.owed_by == "both" else "is a breach"
    return f"{what}; {bad} {minimum} {miss}"


def _of_which(metric: Metric) -> str:
    """Say which segment alone is above the line."""
    parts = (
        f"{name} {value if isinstance(value, str) else ' or '.join(value)}"
        for name, value in metric.of_which.items()
    )
    return f", {', '.join(parts)} alone above the line" if metric.of_which else ""


def next_step(found: Explanation) -> str:
    """Say what follows from a verdict."""
    verdict, case = found.verdict, found.case
    match verdict.status:
        case Status.MINIMUM_MISSED | Status.EXPECTED_MISSED:
            return _escalation(found)
        case Status.NOT_MEASURED:
            by = f" by the {case.terms.measured_by}" if case and case.terms.measured_by else ""
            return f"measure {verdict.period} with `partnership measure`{by}"
        case Status.NOT_YET_DUE:
            return f"measure {verdict.period} by {verdict.due}"
        case Status.INSUFFICIENT_DATA:
            carried = "carried forward" in verdict.reason
            return "none; the next period is judged together with it" if carried else "none"
        case _:
            return "none"


def _escalation(found: Explanation) -> str:
    case, level = found.case, found.level
    if case is None:
        return ""
    steps = []
    path = case.terms.escalation
    if level:
        pair = " and ".join(
            f"{role} ({party})"
            for party, role in (("client", level.client), ("provider", level.provider))
            if role
        )
        steps.append(
            f"escalation path {path}, level {level.id}: {pair} answer within "
            f"{level.acknowledge_within} and decide within {level.decide_within}"
        )
    elif path:
        steps.append(f"no level of escalation path {path} is for this; raise it by hand")
    else:
        steps.append("no escalation path is agreed; raise it at the next meeting")
    remedies = case.terms.remedies
    if remedies and found.verdict.is_breach:
        if remedies.root_cause_within:
            steps.append(f"root cause within {remedies.root_cause_within}")
        if remedies.plan_within:
            steps.append(f"plan within {remedies.plan_within}")
    return "; ".join(steps)


def _promise(case: Case) -> str:
    who = PARTIES[case.terms.owed_by]
    verb = "owe" if case.terms.owed_by == "both" else "owes"
    if case.metric is None:
        return f"{who} {verb} it"
    segment = _segment(case.target)
    text = promise_in_words(case.terms, case.target, case.metric, case.unit)
    return f"{who} {verb}{segment} {text}"


def _segment(target: Target) -> str:
    if target.otherwise:
        return ", for whatever the other rows leave,"
    parts = [
        f"{name} {value if isinstance(value, str) else ' or '.join(value)}"
        for name, value in target.when.items()
    ]
    return f", for {', '.join(parts)}," if parts else ""


def _counted(terms: SLA, metric: Metric) -> str:
    text = ""
    if metric.start and metric.stop:
        text = (
            f"from {metric.start.which} {' or '.join(metric.start.events)} to "
            f"{metric.stop.which} {' or '.join(metric.stop.events)}, in {metric.unit} on "
            f"calendar {terms.calendar}"
        )
        if terms.pauses:
            text += f", stopped by {listed(terms.pauses)}"
        text += "; "
    if metric.answers:
        text = f"answers of {metric.answers.audience}s from {metric.answers.scale}; "
    is_standing = terms.placed_by == "open at the end"
    text += f"open at the {terms.window}'s end" if is_standing else f"placed by {terms.placed_by}"
    if terms.open_past_due:
        text += f"; open past due {terms.open_past_due}"
    return text


def _counts(case: Case, row: Row) -> str:
    facts = []
    if row.numerator is not None and row.denominator is not None:
        words = {"share within": "on time of", NPS: "more promoters than detractors among"}
        between = words.get(case.terms.statistic.name, "of")
        facts.append(f"{row.numerator} {between} {row.denominator}")
    if row.amount is not None or row.per is not None:
        facts.append(_amounts(case, row))
    if row.n is not None and row.n != row.denominator:
        facts.append(f"n {row.n}")
    if row.withheld:
        facts.append("withheld")
    for name, count in (
        ("open past due", row.open_past_due),
        ("not yet due", row.not_yet_due),
        ("invited", row.invited),
    ):
        if count is not None:
            facts.append(f"{name} {count}")
    return ", ".join(facts)


def _amounts(case: Case, row: Row) -> str:
    """Say what was added up and what it is divided by."""
    metric = case.metric
    above, below = "weighted sum", "weights"
    if metric and metric.selection:
        above, below = "lowest rate", "highest rate"
    elif metric and metric.amount:
        above, below = listed(metric.amount), listed(metric.per or ())
    return ", ".join(
        f"{name} {exact_text(Fraction(exact))}"
        for name, exact in ((above, row.amount), (below, row.per))
        if exact is not None
    )


def _relief(case: Case, row: Row) -> str:
    before = row.before_relief
    used = case.measurement.digests.reliefs if case.measurement else {}
    named = [f"{name}, answer declared, not verified" for name in used]
    named += [f"time in which only `{name}` was late" for name in case.terms.excused_by]
    names = f" ({'; '.join(named)})" if named else ""
    if before is None:
        return f"changed no count{names}" if named else ""
    one = _share(before.numerator, before.denominator)
    other = _share(row.numerator or 0, row.denominator or 0)
    return f"before {one}, after {other}{names}"


def _share(numerator: int, denominator: int) -> str:
    fraction = f"{numerator}/{denominator}"
    if not denominator:
        return fraction
    return f"{fraction} = {shown(Fraction(numerator, denominator), 'percent')}"


def _arithmetic(verdict: Verdict, case: Case | None) -> str:
    if verdict.value is None or case is None or case.metric is None:
        return ""
    statistic = case.terms.statistic
    if verdict.amount is not None:
        sum_ = _of_amounts(verdict, statistic)
    elif verdict.numerator is not None and verdict.denominator is not None:
        points = "100 × " if statistic.name == NPS else ""  # noqa: RUF001 - it is meant
        sum_ = f"{points}{verdict.numerator} ÷ {verdict.denominator}"
        if statistic.name == "bucket counts":
            sum_ = f"{verdict.numerator} of {verdict.denominator} beyond the last bucket"
    else:
        sum_ = f"{statistic} of {verdict.n}"
    text = f"{sum_} = {verdict.shown}"
    if not verdict.is_judged:
        return text
    higher = is_higher_better(statistic, case.metric)
    levels = [("expected", verdict.expected), ("minimum", verdict.minimum)]
    if verdict.status is not Status.EXPECTED_MISSED and verdict.decided_by == "band":
        levels = levels[:1] if verdict.status is Status.MET else levels[1:]
    signs = {(True, True): "≥", (True, False): "<", (False, True): "≤", (False, False): ">"}
    compared = [
        f"{signs[higher, reaches(verdict.value, level, higher=higher)]} {name} "
        f"{with_unit(str(level), verdict.unit)}"
        for name, level in levels
        if level is not None
    ]
    return f"{text} {' and '.join(compared)}"


def _of_amounts(verdict: Verdict, statistic: Statistic) -> str:
    """Write what is made of an amount: a sum, a division, or how near one number is to another."""
    amount = verdict.amount or Fraction(0)
    if verdict.per is None:
        return exact_text(amount)
    if statistic.name != "accuracy":
        return divided(amount, verdict.per)
    texts = exact_text(amount), exact_text(verdict.per)
    return f"1 − |{texts[0]} − {texts[1]}| ÷ {texts[1]}, at least 0"  # noqa: RUF001 - it is meant


def _measured(case: Case | None) -> str:
    if case is None or case.measurement is None:
        return ""
    found = case.measurement
    digests: Mapping[str, str] = {
        "definition": found.digests.definition,
        "counts": found.digests.counts,
    }
    named = ", ".join(f"{name} {digest[:SHORT]}" for name, digest in digests.items())
    return f"{found.id}, known {found.known}, complete {found.gate.completeness}, {named}"


def _days(verdict: Verdict) -> str:
    return f" from {verdict.since}" if verdict.since else ""


def _clocks(case: Case, row: Row) -> Iterator[str]:
    limit = case.target.within.amount if case.target.within else None
    unit = case.metric.unit if case.metric else ""
    until = f", on time up to {limit}" if limit is not None else ""
    for name, counts in (("Closed", row.closed), ("Still open", row.open)):
        try:
            histogram = Histogram.from_counts((int(value), n) for value, n in counts.items())
        except ValueError:
            continue
        if histogram.bins:
            yield ""
            yield f"{name}, by {unit}{until}"
            yield from (f"  {line}" for line in bars(histogram, limit))
