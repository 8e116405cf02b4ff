"""What somebody who knows the event store well writes by hand: clocks that stand still, and sums."""

# ruff: noqa: S608 - names and numbers of our own

from __future__ import annotations

from tests.benchmarks.by_hand import (
    CALENDAR,
    COUNTED,
    EPOCH,
    GIVEN_UP,
    IN_SCOPE,
    MAY,
    OF_APPLICATION,
    QUARTER,
    TURNAROUNDS,
    YEAR,
    day,
    number_of,
    of_type,
    passed,
)

OPENINGS = "opening AS o JOIN requisition AS r USING (requisition_id)"
FIRST_DAY, LAST_DAY = number_of(2026, 5, 1), number_of(2026, 5, 31)
Q_FIRST, Q_LAST = number_of(2026, 1, 1), number_of(2026, 3, 31)
REOPENED = """
again AS (SELECT requisition_id, max(occurred_at) AS again_at FROM req_event
  WHERE type = 'reopened' AND opening_id IS NULL AND occurred_at < {until} GROUP BY requisition_id),
again_o AS (SELECT opening_id, max(occurred_at) AS again_at FROM req_event
  WHERE type = 'reopened' AND opening_id IS NOT NULL AND occurred_at < {until}
  GROUP BY opening_id)"""


def stands(until: int, *kinds: str) -> str:
    """SQL of the steps up to `h`, when requisitions or openings stood still: from `f` until `u`."""
    pairs = {"hold": ("hold_started", "hold_ended"), "scope": ("scope_changed", "intake_completed")}
    several = " UNION ALL ".join(
        "SELECT requisition_id, opening_id, f, u FROM (SELECT requisition_id, opening_id, type,"
        " occurred_at AS f, lead(occurred_at) OVER (PARTITION BY requisition_id, opening_id"
        f" ORDER BY occurred_at) AS u FROM req_event WHERE {of_type(*pairs[kind])}"
        f" AND occurred_at < {until}) WHERE type = '{pairs[kind][0]}'"
        for kind in kinds
    )
    return f"h AS ({several})"


def filled(until: int, function: str = "min") -> str:
    """SQL of a step: when an offer for each opening was accepted."""
    return (
        f"a AS (SELECT opening_id, {function}(decided_at) AS stop_at FROM offer"
        f" WHERE outcome = 'accepted' AND decided_at < {until} GROUP BY opening_id)"
    )


HELD = f"""
held AS (SELECT o.opening_id, count(DISTINCT t.x) FILTER (WHERE h.u IS NOT NULL) AS n,
    bool_or(h.u IS NULL) AS still
  FROM h JOIN opening AS o ON o.requisition_id = h.requisition_id
    AND (h.opening_id IS NULL OR h.opening_id = o.opening_id)
    LEFT JOIN a ON a.opening_id = o.opening_id,
    unnest(range({day("greatest(h.f, o.opened_at)")}, {day(f"coalesce(h.u, {MAY[1]})")})) AS t(x)
  WHERE (a.stop_at IS NULL OR h.f < a.stop_at) AND coalesce(h.u, {MAY[1]}) > o.opened_at
  GROUP BY o.opening_id)"""
TIME_TO_FILL = f"""
WITH {stands(MAY[1], "hold", "scope")}, {filled(MAY[1])}, {HELD},
d AS (SELECT a.stop_at, o.close_reason, o.closed_at, coalesce(held.n, 0) AS n,
        {day("o.opened_at")} + 45 + coalesce(held.n, 0) AS due
      FROM {OPENINGS} LEFT JOIN held USING (opening_id) LEFT JOIN a USING (opening_id)
      WHERE {COUNTED} AND o.opened_at < {MAY[1]} AND NOT coalesce(held.still, false))
SELECT count(*) FILTER (WHERE {day("stop_at")} <= due), count(*) FROM d
WHERE due BETWEEN {FIRST_DAY} AND {LAST_DAY} AND NOT coalesce(close_reason = 'cancelled_client'
  AND closed_at < {MAY[1]} AND {day("closed_at")} <= due, false)"""
TIME_TO_START = f"""
WITH {stands(QUARTER[1], "hold")},
s AS (SELECT opening_id, min(actual_start) - {EPOCH} AS started FROM hire
  WHERE actual_start IS NOT NULL AND actual_start < {Q_LAST + 1 + EPOCH} GROUP BY opening_id
  HAVING min(actual_start) >= {Q_FIRST + EPOCH}),
held AS (SELECT o.opening_id, count(DISTINCT t.x) AS n
  FROM s JOIN opening AS o USING (opening_id) JOIN h ON o.requisition_id = h.requisition_id
    AND (h.opening_id IS NULL OR h.opening_id = o.opening_id),
    unnest(range({day("greatest(h.f, o.opened_at)")},
      least({day(f"coalesce(h.u, {QUARTER[1]})")}, s.started))) AS t(x)
  GROUP BY o.opening_id),
d AS (SELECT s.started - {day("o.opened_at")} - coalesce(held.n, 0) AS days
      FROM s JOIN {OPENINGS.replace("opening AS o", "opening AS o USING (opening_id)")}
        LEFT JOIN held USING (opening_id) WHERE {COUNTED})
SELECT CAST(2 * median(days) AS BIGINT), count(*) FROM d"""
FILL_RATE = f"""
WITH {filled(QUARTER[1], "max")},
d AS (SELECT a.stop_at, o.close_reason, o.closed_at, {day("o.opened_at")} + 90 AS due
      FROM {OPENINGS} LEFT JOIN a USING (opening_id)
      WHERE {COUNTED} AND {day("o.opened_at")} + 90 BETWEEN {Q_FIRST} AND {Q_LAST})
SELECT count(*) FILTER (WHERE {day("stop_at")} <= due), count(*) FROM d
WHERE NOT coalesce(close_reason = 'cancelled_client' AND {day("closed_at")} <= due, false)"""
REQ_AGING = f"""
WITH {stands(MAY[1], "hold")}, {filled(MAY[1])}, {HELD},
d AS (SELECT {LAST_DAY} - {day("o.opened_at")} - coalesce(held.n, 0) AS age
      FROM {OPENINGS} LEFT JOIN a USING (opening_id) LEFT JOIN held USING (opening_id)
      WHERE {COUNTED} AND o.opened_at < {MAY[1]} AND a.stop_at IS NULL
        AND (o.closed_at IS NULL OR o.closed_at >= {MAY[1]}))
SELECT count(*) FILTER (WHERE age > 90), count(*) FROM d"""


UNTIL = f"least(h.u, c.stop_at, {MAY[1]} - 1)"


def paused(limit: int, start: str, clocks: str, where: str = COUNTED) -> str:
    """Count requisitions whose clock stands still in holds and changes of scope.

    Args:
        limit: Working days.
        start: `min` or `max`: which intake starts the clock.
        clocks: The step `clocks`: each of `i`, with `stop_at`.
        where: Which of them count.
    """
    return f"""
WITH {CALENDAR}, {stands(MAY[1], "hold", "scope")}, {GIVEN_UP},
i AS (SELECT requisition_id, {start}(occurred_at) AS start_at FROM req_event
  WHERE type = 'intake_completed' AND opening_id IS NULL AND occurred_at < {MAY[1]}
  GROUP BY requisition_id),
clocks AS ({clocks}),
held AS (SELECT c.requisition_id, count(DISTINCT t.x) FILTER (WHERE coalesce(h.u, c.stop_at) IS NOT NULL) AS n,
    bool_or(h.u IS NULL AND c.stop_at IS NULL) AS still
  FROM h JOIN clocks AS c USING (requisition_id)
    JOIN calendar AS k ON k.d = {day("greatest(h.f, c.start_at)")}
    JOIN calendar AS z ON z.d = {day(UNTIL)},
    unnest(range({passed("greatest(h.f, c.start_at)", "k")},
      {passed(UNTIL, "z")})) AS t(x)
  WHERE h.opening_id IS NULL AND (c.stop_at IS NULL OR h.f < c.stop_at)
    AND coalesce(h.u, {MAY[1]}) > c.start_at
  GROUP BY c.requisition_id),
d AS (SELECT {passed("c.start_at", "k")} + {limit} + coalesce(held.n, 0) AS due,
        {passed("c.stop_at", "z")} AS stop, {passed("g.gone_at", "y")} AS gone
      FROM clocks AS c JOIN requisition AS r USING (requisition_id)
        LEFT JOIN held USING (requisition_id) JOIN calendar AS k ON k.d = {day("c.start_at")}
        LEFT JOIN calendar AS z ON z.d = {day("c.stop_at")}
        LEFT JOIN gone AS g USING (requisition_id)
        LEFT JOIN calendar AS y ON y.d = {day("g.gone_at")}
      WHERE {where} AND NOT coalesce(held.still, false))
SELECT count(*) FILTER (WHERE stop <= due), count(*) FROM d
WHERE due >= (SELECT before FROM calendar WHERE d = {FIRST_DAY})
  AND due < (SELECT before FROM calendar WHERE d = {LAST_DAY + 1})
  AND NOT coalesce(gone <= due, false)"""


SUBMITTED = f"""
  SELECT requisition_id, i.start_at, s.stop_at FROM i LEFT JOIN (
    SELECT requisition_id, v.occurred_at AS stop_at
    FROM app_event AS v JOIN application USING (application_id) JOIN i USING (requisition_id)
    WHERE v.type = 'submitted_to_client' AND v.occurred_at >= i.start_at
      AND v.occurred_at < {MAY[1]}
    QUALIFY row_number() OVER (PARTITION BY requisition_id ORDER BY v.occurred_at) = 1)
    AS s USING (requisition_id)"""
SLATE = f"""
  SELECT requisition_id, i.start_at, s.stop_at FROM i LEFT JOIN (
    SELECT requisition_id, stop_at FROM (
      SELECT requisition_id, min(v.occurred_at) AS stop_at
      FROM app_event AS v JOIN application USING (application_id) JOIN i USING (requisition_id)
      WHERE v.type = 'submitted_to_client' AND v.occurred_at >= i.start_at
        AND v.occurred_at < {MAY[1]} GROUP BY requisition_id, application_id)
    QUALIFY row_number() OVER (PARTITION BY requisition_id ORDER BY stop_at) = 3)
    AS s USING (requisition_id)"""
POSTED = f"""
  SELECT requisition_id, any_value(i.start_at) AS start_at, min(p.occurred_at) AS stop_at
  FROM i LEFT JOIN (SELECT requisition_id, occurred_at FROM req_event WHERE type = 'posted'
    AND opening_id IS NULL AND occurred_at < {MAY[1]}) AS p USING (requisition_id)
  WHERE p.occurred_at IS NULL OR p.occurred_at >= i.start_at GROUP BY requisition_id"""
MATURE = MAY[1] + 26 * 86400
"""Twenty working days after May."""
SUBMITTAL_TO_INTERVIEW = f"""
WITH s AS (SELECT application_id, min(occurred_at) AS start_at FROM app_event
  WHERE type = 'submitted_to_client' AND occurred_at < {MAY[1]} GROUP BY application_id
  HAVING min(occurred_at) >= {MAY[0]}),
i AS (SELECT application_id, min(end_at) AS end_at FROM interview JOIN s USING (application_id)
  WHERE status = 'completed' AND end_at >= s.start_at AND end_at < {MATURE}
  GROUP BY application_id),
f AS (SELECT application_id, min(occurred_at) AS fail_at FROM app_event JOIN s
    USING (application_id)
  WHERE {of_type("client_declined", "rejected_by_org", "withdrew")}
    AND occurred_at >= {MAY[0]} AND occurred_at >= s.start_at AND occurred_at < {MATURE}
  GROUP BY application_id)
SELECT count(*) FILTER (WHERE i.end_at IS NOT NULL AND (f.fail_at IS NULL OR end_at <= fail_at)),
  count(*)
FROM s LEFT JOIN i USING (application_id) LEFT JOIN f USING (application_id) {OF_APPLICATION}
WHERE {COUNTED} AND (i.end_at IS NOT NULL OR f.fail_at IS NOT NULL)"""
REPLACED = f"""
SELECT count(*) FILTER (WHERE left_on <= coalesce(ends, left_on)), count(*)
FROM (SELECT CASE WHEN h.ended >= h.actual_start AND h.ended <= {Q_LAST + EPOCH}
        AND (h.end_type IS NULL OR h.end_type <> 'never_started') THEN h.ended END AS left_on,
      CASE WHEN h.guarantee_until <= {Q_LAST + EPOCH} THEN h.guarantee_until END AS ends,
      h.end_type
      FROM hire AS h {OF_APPLICATION}
      WHERE {IN_SCOPE} AND h.guarantee_until IS NOT NULL AND h.actual_start <= {Q_LAST + EPOCH})
WHERE least(left_on, ends) >= {Q_FIRST + EPOCH} AND NOT coalesce(end_type = 'redundancy', false)"""


def happened(table: str, column: str, where: str = "true") -> str:
    """SQL of how many applications something first happened to in the quarter."""
    return (
        f"(SELECT count(*) FROM (SELECT application_id FROM {table} WHERE {where}"
        f" AND {column} < {QUARTER[1]} GROUP BY application_id"
        f" HAVING min({column}) >= {QUARTER[0]}) {OF_APPLICATION} WHERE {COUNTED})"
    )


INTERVIEWED = happened("interview", "end_at", "status = 'completed'")
INTERVIEW_TO_OFFER = f"SELECT {INTERVIEWED}, {happened('offer', 'extended_at')}"
OFFERS = f"""
WITH last AS (SELECT application_id, arg_max(struct_pack(o := outcome, t := decided_at), version)
    AS v FROM offer WHERE drafted_at < {QUARTER[1]} GROUP BY application_id)
SELECT count(*) FILTER (WHERE v.o = 'accepted'), count(*) FROM last {OF_APPLICATION}
WHERE {COUNTED} AND v.t >= {QUARTER[0]} AND v.t < {QUARTER[1]}
  AND v.o IN ('accepted', 'declined', 'expired', 'withdrawn_candidate')"""


def hires(numerator: str, placed: str, first: int, last: int) -> str:
    """Count hires by a condition, of those that a column places on some days."""
    return f"""
SELECT count(*) FILTER (WHERE {numerator}), count(*) FROM hire AS h
  JOIN application AS a USING (application_id) JOIN requisition AS r USING (requisition_id)
WHERE {COUNTED} AND {placed} BETWEEN {first + EPOCH} AND {last + EPOCH}"""


def answers(survey: str, audience: str, item: str, numerator: str) -> str:
    """Count answers to one question in the quarter."""
    return (
        f"SELECT {numerator}, sum(count) FROM survey_aggregate WHERE survey_id = '{survey}'"
        f" AND audience = '{audience}' AND item = '{item}' AND period = '2026-Q1'"
    )


FILLED_INSIDE = f"""
SELECT count(*) FILTER (WHERE a.source_category = 'internal'), count(*)
FROM {OPENINGS} LEFT JOIN application AS a ON a.application_id = o.filled_application_id
WHERE {COUNTED} AND close_reason = 'filled' AND closed_at >= {YEAR[0]} AND closed_at < {YEAR[1]}"""
TOP_TWO = "sum(CASE WHEN score >= 4 THEN count ELSE 0 END)"
PROMOTERS = "sum(CASE WHEN score >= 9 THEN count WHEN score <= 6 THEN -count ELSE 0 END)"
ANSWERED = """
SELECT sum(n), sum(invited) FROM (SELECT max(n) AS n, max(invited) AS invited FROM survey_aggregate
  WHERE survey_id = 'candidate-experience' AND audience = 'candidate' AND item = 'overall'
    AND period = '2026-Q1' GROUP BY period, job_family, level, location, country, business_unit,
    urgency, req_type, employment_type)"""


def cost_per(amount: str, per: str, first: str, column: str = "amount") -> str:
    """Add up cost entries, and what they are divided by."""
    return f"SELECT (SELECT sum({column}) FROM cost_entry WHERE {amount} AND period = '{first}'), {per}"


def hired(bounds: tuple[int, int]) -> str:
    """SQL of how many were hired between two instants."""
    return (
        f"(SELECT count(*) FROM hire AS h {OF_APPLICATION}"
        f" WHERE {IN_SCOPE} AND accepted_at >= {bounds[0]} AND accepted_at < {bounds[1]})"
    )


DAYS_OPEN = f"""
SELECT sum(greatest(0, least(coalesce({day("closed_at")} - 1, {LAST_DAY}), {LAST_DAY})
  - greatest({day("opened_at")}, {FIRST_DAY}) + 1)),
  (SELECT sum(recruiter_fte) FROM capacity WHERE party = 'provider' AND period = '2026-05')
FROM {OPENINGS} WHERE {COUNTED} AND opened_at < {MAY[1]}
  AND (closed_at IS NULL OR closed_at >= {MAY[0]})"""
OPENED = f"""
SELECT count(*), (SELECT sum(openings) FROM forecast WHERE period = '2026-Q1') FROM {OPENINGS}
WHERE {COUNTED} AND opened_at >= {QUARTER[0]} AND opened_at < {QUARTER[1]}"""
FILLED_FIELDS = f"""
SELECT count(close_reason) + count(*) FILTER (WHERE close_reason IS NOT NULL)
    + count(filled_application_id) FILTER (WHERE close_reason = 'filled'),
  count(*) + count(close_reason) + count(*) FILTER (WHERE close_reason = 'filled')
FROM {OPENINGS} WHERE {IN_SCOPE} AND closed_at >= {MAY[0]} AND closed_at < {MAY[1]}"""


def attested(topic: str) -> str:
    """Add up what was attested on a topic."""
    return (
        f"SELECT sum(covered), sum(required) FROM attestation WHERE topic = '{topic}'"
        f' AND "date" BETWEEN {Q_FIRST + EPOCH} AND {Q_LAST + EPOCH}'
    )


ATTESTED = {
    "audit-pass-rate": "process audit",
    "training-currency": "privacy training",
    "report-on-time": "report",
    "meeting-adherence": "meeting",
    "action-closure": "action",
    "escalation-response": "escalation",
    "rca-on-time": "root cause analysis",
    "cap-on-time": "corrective action plan",
}
BY_HAND = {
    **TURNAROUNDS,
    "time-to-fill": TIME_TO_FILL,
    "time-to-start": TIME_TO_START,
    "time-to-post": paused(2, "min", POSTED, f"{COUNTED} AND r.req_type <> 'confidential'"),
    "time-to-first-submittal": paused(5, "max", SUBMITTED),
    "time-to-first-slate": paused(7, "max", SLATE),
    "req-aging": REQ_AGING,
    "fill-rate": FILL_RATE,
    "submittal-to-interview": SUBMITTAL_TO_INTERVIEW,
    "replacement-rate": REPLACED,
    "interview-to-offer": INTERVIEW_TO_OFFER,
    "offer-acceptance-rate": OFFERS,
    "renege-rate": hires("end_type = 'never_started'", "planned_start", Q_FIRST, Q_LAST),
    "source-mix": hires("a.source_category = 'agency'", "actual_start", Q_FIRST, Q_LAST),
    "internal-fill-rate": FILLED_INSIDE,
    "candidate-nps": answers("candidate-experience", "candidate", "overall", PROMOTERS),
    "candidate-csat": answers("candidate-experience", "candidate", "satisfaction", TOP_TWO),
    "hm-csat": answers("hiring-manager", "hiring manager", "overall", TOP_TWO),
    "survey-response-rate": ANSWERED,
    "quality-of-hire": "SELECT sum(n * mean_0_100), sum(n) FROM qoh_aggregate"
    " WHERE period = '2026-Q1'",
    "relationship-health": "SELECT sum(score * count), sum(count) FROM survey_aggregate"
    " WHERE survey_id = 'relationship' AND period = '2026-Q1'",
    "slate-diversity": "SELECT sum(n) FILTER (WHERE \"group\" = 'women'), sum(n)"
    " FROM diversity_aggregate WHERE period = '2026-Q1' AND stage = 'submitted'",
    "adverse-impact-ratio": "SELECT min(n), max(n) FROM diversity_aggregate"
    " WHERE period = '2026-Q1' AND dimension = 'gender'",
    "cph-internal": cost_per("true", hired(QUARTER), "2026-Q1"),
    "cph-comparable": cost_per("comparable", hired(QUARTER), "2026-Q1"),
    "hire-cost-ratio": cost_per(
        "true", "(SELECT sum(first_year_comp) FROM cost_entry WHERE period = '2025')", "2025"
    ),
    "agency-spend-share": cost_per(
        "category = 'agency'",
        "(SELECT sum(amount) FROM cost_entry WHERE kind = 'external' AND period = '2026-Q1')",
        "2026-Q1",
    ),
    "recruiter-load": DAYS_OPEN,
    "forecast-accuracy": OPENED,
    "data-completeness": FILLED_FIELDS,
    **{name: attested(topic) for name, topic in ATTESTED.items()},
}
"""One statement for each metric of the library: what is above the line and below it."""
