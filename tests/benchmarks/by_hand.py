"""What somebody who knows the event store well writes by hand: durations, one statement each.

They give the numbers of `partnership.measuring` and nothing else: no bins, no reasons, no gate, no
orphans. They know what the simulated store is: London's clock changes, the calendar's days off, that
an end follows every start that has one, and that holds of one scope never overlap.
"""

# ruff: noqa: S608 - names and numbers of our own

from __future__ import annotations

from datetime import date

EPOCH = date(1970, 1, 1).toordinal()
MAY = (1777590000, 1780268400)
"""May 2026 in London, as instants."""
QUARTER = (1767225600, 1774998000)
"""January to March 2026."""
YEAR = (1735689600, 1767225600)
"""2025."""
CUT_OFF = 17 * 3600
OFF = ", ".join(
    str(date.fromisoformat(text).toordinal() - EPOCH)
    for text in ("2026-04-03", "2026-04-06", "2026-12-25")
)
CALENDAR = (
    "calendar AS (SELECT d, works, CAST(sum(works) OVER (ORDER BY d) AS BIGINT) - works AS before FROM (SELECT d,"
    f" CAST((d + 3) % 7 < 5 AND d NOT IN ({OFF}) AS INTEGER) AS works"
    " FROM range(20050, 20700) AS t(d)))"
)
IN_SCOPE = "r.in_scope"
COUNTED = f"{IN_SCOPE} AND r.req_type NOT IN ('evergreen', 'pipeline')"
OF_APPLICATION = (
    "JOIN application USING (application_id) JOIN requisition AS r USING (requisition_id)"
)


def offset(instant: str) -> str:
    """SQL of London's offset from UTC in seconds."""
    return (
        f"(CASE WHEN {instant} >= 1743296400 AND {instant} < 1761440400"
        f" OR {instant} >= 1774746000 AND {instant} < 1792890000 THEN 3600 ELSE 0 END)"
    )


def day(instant: str) -> str:
    """SQL of the London day of an instant, counted from 1970."""
    return f"(({instant} + {offset(instant)}) // 86400)"


def number_of(year: int, month: int, of_month: int) -> int:
    """Give a day's number, counted from 1970."""
    return date(year, month, of_month).toordinal() - EPOCH


def passed(instant: str, alias: str) -> str:
    """SQL of the working days whose cut-off an instant is past; `alias` is its day's row."""
    local = f"({instant} + {offset(instant)}) % 86400"
    return f"({alias}.before + CASE WHEN {local} > {CUT_OFF} THEN {alias}.works ELSE 0 END)"


def seconds(instant: str, alias: str) -> str:
    """SQL of the working seconds before an instant, eight hours a working day."""
    local = f"({instant} + {offset(instant)}) % 86400 - 32400"
    return f"(28800 * {alias}.before + {alias}.works * greatest(0, least(28800, {local})))"


def due(limit: int, size: int = 1) -> str:
    """SQL of the condition that `a`, a start's count, is due in May within a limit."""
    first, last = number_of(2026, 5, 1), number_of(2026, 6, 1)
    low, high = (f"{size} * (SELECT before FROM calendar WHERE d = {d})" for d in (first, last))
    return f"a + {limit} >= {low} AND a + {limit} < {high}"


def within(
    limit: int, steps: str, joins: str, where: str = COUNTED, *, count=passed, size: int = 1
) -> str:
    """Count what is due in May and what of it stopped within a limit.

    Args:
        limit: What is allowed, in the unit of `count`.
        steps: Named steps, one of them `clocks`: `id`, `start_at`, `stop_at`.
        joins: Joins of the clocks `c` with their requisition `r`.
        where: Which of them count.
        count: The running count of the unit.
        size: How many units a working day has.
    """
    return f"""
WITH {CALENDAR}, {steps},
d AS (SELECT {count("c.start_at", "k")} AS a, {count("c.stop_at", "z")} AS b
      FROM clocks AS c {joins} JOIN calendar AS k ON k.d = {day("c.start_at")}
        LEFT JOIN calendar AS z ON z.d = {day("c.stop_at")}
      WHERE {where})
SELECT count(*) FILTER (WHERE b - a <= {limit}), count(*) FROM d WHERE {due(limit, size)}"""


SINCE = MAY[0] - 30 * 86400
"""Nothing that started before is due in May within a few days."""


def firsts(types: str, name: str = "starts", since: int = SINCE, until: int = MAY[1]) -> str:
    """Take the first of some events of each application, where it lies between two instants."""
    return (
        f"{name} AS (SELECT application_id, min(occurred_at) AS start_at FROM app_event"
        f" WHERE type IN ({types}) AND occurred_at < {until}"
        f" GROUP BY application_id HAVING min(occurred_at) >= {since})"
    )


def followed(types: str, since: int = SINCE, until: int = MAY[1]) -> str:
    """Take the first of some events that follows each application's start."""
    return f"""
clocks AS (SELECT application_id, any_value(s.start_at) AS start_at, min(e.occurred_at) AS stop_at
  FROM starts AS s LEFT JOIN (SELECT application_id, occurred_at FROM app_event
    WHERE type IN ({types}) AND occurred_at >= {since} AND occurred_at < {until}) AS e
    USING (application_id)
  WHERE e.occurred_at IS NULL OR e.occurred_at >= s.start_at GROUP BY application_id)"""


def by_application(limit: int, starts: str, stops: str, where: str = COUNTED) -> str:
    """Count applications by two of their events."""
    return within(limit, f"{firsts(starts)}, {followed(stops)}", OF_APPLICATION, where)


GIVEN_UP = f"""
gone AS (SELECT requisition_id, max(closed_at) AS gone_at FROM opening WHERE opened_at < {MAY[1]}
  GROUP BY requisition_id HAVING count(*)
    = count(*) FILTER (WHERE close_reason = 'cancelled_client' AND closed_at < {MAY[1]}))"""


def by_requisition(limit: int, starts: str, stops: str) -> str:
    """Count requisitions by two aggregates over their events, but for those given up in time."""
    return f"""
WITH {CALENDAR}, {GIVEN_UP},
clocks AS (SELECT requisition_id, {starts} AS start_at, {stops} AS stop_at FROM req_event
  WHERE opening_id IS NULL AND occurred_at < {MAY[1]}
  GROUP BY requisition_id HAVING start_at >= {SINCE}),
d AS (SELECT {passed("c.start_at", "k")} AS a, {passed("c.stop_at", "z")} AS b,
        {passed("g.gone_at", "y")} AS gone
      FROM clocks AS c JOIN requisition AS r USING (requisition_id)
        JOIN calendar AS k ON k.d = {day("c.start_at")}
        LEFT JOIN calendar AS z ON z.d = {day("c.stop_at")}
        LEFT JOIN gone AS g USING (requisition_id)
        LEFT JOIN calendar AS y ON y.d = {day("g.gone_at")}
      WHERE {COUNTED})
SELECT count(*) FILTER (WHERE b - a <= {limit}), count(*) FROM d
WHERE {due(limit)} AND NOT coalesce(gone <= a + {limit}, false)"""


def of_type(*types: str) -> str:
    """SQL of the condition that an event is of some types."""
    return f"type IN ({', '.join(repr(one) for one in types)})"


INTERVIEWS = f"interview AS i {OF_APPLICATION}"


def own_row(limit: int, start: str, stop: str, tables: str, where: str = COUNTED, **unit) -> str:
    """Count rows that hold both instants themselves."""
    end = f"CASE WHEN {stop} >= {start} AND {stop} < {MAY[1]} THEN {stop} END"
    clocks = (
        f"clocks AS (SELECT {start} AS start_at, {end} AS stop_at FROM {tables}"
        f" WHERE {where} AND {start} >= {SINCE} AND {start} < {MAY[1]})"
    )
    return within(limit, clocks, "", "true", **unit)


FEEDBACK = own_row(
    57600,
    "i.end_at",
    "b.submitted_at",
    f"feedback AS b JOIN interview AS i USING (interview_id) {OF_APPLICATION}",
    f"{COUNTED} AND b.required AND i.status = 'completed'",
    count=seconds,
    size=28800,
)
DECISION = within(
    3,
    f"""
starts AS (SELECT application_id, max(end_at) AS start_at FROM interview
  WHERE status = 'completed' AND end_at < {MAY[1]}
  GROUP BY application_id HAVING max(end_at) >= {SINCE}),
ends AS (SELECT application_id, occurred_at AS at FROM app_event
    WHERE {of_type("client_advanced", "client_declined", "rejected_by_org")}
      AND occurred_at >= {SINCE} AND occurred_at < {MAY[1]}
  UNION ALL SELECT application_id, drafted_at FROM offer
    WHERE drafted_at >= {SINCE} AND drafted_at < {MAY[1]}),
stops AS (SELECT application_id, min(e.at) AS stop_at
  FROM starts AS s JOIN ends AS e USING (application_id) WHERE e.at >= s.start_at
  GROUP BY application_id),
clocks AS (SELECT application_id, s.start_at, t.stop_at FROM starts AS s
  LEFT JOIN stops AS t USING (application_id))""",
    OF_APPLICATION,
)
APPROVED = f"""
approved AS (SELECT subject_id AS offer_id, min(requested_at) AS asked_at,
    CASE WHEN bool_and(coalesce(decided_at < {MAY[1]}, false)) THEN max(decided_at) END AS decided_at,
    max(requested_at) FILTER (WHERE decision = 'approved')
      >= coalesce(max(decided_at) FILTER (WHERE decision <> 'approved'), 0) AS given
  FROM approval WHERE subject = 'offer' AND requested_at < {MAY[1]} GROUP BY subject_id)"""
OFFER_APPROVAL = within(
    2,
    f"""{APPROVED},
clocks AS (SELECT offer_id, asked_at AS start_at, decided_at AS stop_at FROM approved
  WHERE asked_at >= {SINCE})""",
    f"JOIN offer AS f USING (offer_id) {OF_APPLICATION}",
)
OFFER_EXTENSION = within(
    1,
    f"""{APPROVED},
clocks AS (SELECT application_id, decided_at AS start_at, CASE WHEN f.extended_at >= a.decided_at
    AND f.extended_at < {MAY[1]} THEN f.extended_at END AS stop_at
  FROM approved AS a JOIN (SELECT offer_id, application_id, extended_at FROM offer) AS f
    USING (offer_id) WHERE a.given AND a.decided_at >= {SINCE})""",
    OF_APPLICATION,
)
LATENCY = f"""
WITH {CALENDAR},
e AS (SELECT requisition_id, occurred_at, recorded_at FROM req_event
    WHERE recorded_at >= {MAY[0]} AND recorded_at < {MAY[1]}
  UNION ALL SELECT requisition_id, x.occurred_at, x.recorded_at FROM app_event AS x
    JOIN application USING (application_id)
    WHERE x.recorded_at >= {MAY[0]} AND x.recorded_at < {MAY[1]}),
d AS (SELECT {passed("e.occurred_at", "k")} AS a, {passed("e.recorded_at", "z")} AS b
      FROM e JOIN requisition AS r USING (requisition_id)
        JOIN calendar AS k ON k.d = {day("e.occurred_at")}
        JOIN calendar AS z ON z.d = {day("e.recorded_at")}
      WHERE {IN_SCOPE} AND e.recorded_at >= e.occurred_at)
SELECT count(*) FILTER (WHERE b - a <= 1), count(*) FROM d"""
TIME_TO_HIRE = f"""
WITH stops AS (SELECT application_id, min(decided_at) AS stop_at FROM offer
  WHERE outcome = 'accepted' AND decided_at < {QUARTER[1]}
  GROUP BY application_id HAVING min(decided_at) >= {QUARTER[0]}),
d AS (SELECT application_id, {day("any_value(s.stop_at)")} - {day("min(e.occurred_at)")} AS days
  FROM stops AS s JOIN app_event AS e USING (application_id) {OF_APPLICATION}
  WHERE {COUNTED} AND e.type IN ('applied', 'contacted') AND e.occurred_at <= s.stop_at
  GROUP BY application_id)
SELECT CAST(2 * median(days) AS BIGINT), count(*) FROM d"""
STAGE_AGING = f"""
WITH {CALENDAR},
starts AS (SELECT application_id, max(occurred_at) AS start_at FROM app_event
  WHERE type = 'stage_entered' AND stage NOT IN ('hired', 'rejected', 'withdrawn')
    AND occurred_at < {MAY[1]} GROUP BY application_id),
ends AS (SELECT application_id, occurred_at AS at FROM app_event
    WHERE {of_type("hired", "withdrew", "rejected_by_org", "client_declined")}
      AND occurred_at < {MAY[1]} AND application_id IN (SELECT application_id FROM starts)
  UNION ALL SELECT application_id, occurred_at FROM app_event
    WHERE type = 'stage_entered' AND stage IN ('hired', 'rejected', 'withdrawn')
      AND occurred_at < {MAY[1]} AND application_id IN (SELECT application_id FROM starts)
  UNION ALL SELECT application_id, decided_at FROM offer
    WHERE outcome <> 'pending' AND decided_at < {MAY[1]}),
d AS (SELECT {passed("s.start_at", "k")} AS a FROM starts AS s {OF_APPLICATION}
        JOIN calendar AS k ON k.d = {day("s.start_at")}
      WHERE {COUNTED} AND NOT EXISTS (SELECT 1 FROM ends AS e
        WHERE e.application_id = s.application_id AND e.at >= s.start_at))
SELECT count(*) FILTER (WHERE (SELECT before FROM calendar WHERE d = {number_of(2026, 6, 1)})
  - a <= 5), count(*) FROM d"""


def retained(days: int) -> str:
    """Count hires whose so many days end in the quarter, and who is there beyond them."""
    low, high = number_of(2026, 1, 1) + EPOCH, number_of(2026, 4, 1) + EPOCH
    return f"""
SELECT count(*) FILTER (WHERE left_on IS NULL OR left_on - actual_start >= {days}), count(*)
FROM (SELECT r.in_scope, h.actual_start, h.end_type, CASE WHEN h.ended >= h.actual_start
        AND h.ended < {high} AND (h.end_type IS NULL OR h.end_type <> 'never_started')
        THEN h.ended END AS left_on
      FROM hire AS h {OF_APPLICATION})
WHERE in_scope AND actual_start + {days} >= {low} AND actual_start + {days} < {high}
  AND NOT coalesce(end_type = 'redundancy' AND left_on < actual_start + {days}, false)"""


FIRST_APPROVED, FIRST_ASSIGNED = (
    f"min(occurred_at) FILTER (WHERE {of_type(kind)})" for kind in ("approved", "assigned")
)
TURNAROUNDS = {
    "req-approval-time": by_requisition(
        5,
        f"min(occurred_at) FILTER (WHERE {of_type('submitted')})",
        f"max(occurred_at) FILTER (WHERE {of_type('approved')})",
    ),
    "intake-turnaround": by_requisition(
        3,
        f"CASE WHEN {FIRST_APPROVED} >= {FIRST_ASSIGNED} THEN {FIRST_APPROVED}"
        f" WHEN {FIRST_ASSIGNED} > {FIRST_APPROVED} THEN {FIRST_ASSIGNED} END",
        f"min(occurred_at) FILTER (WHERE {of_type('intake_completed')})",
    ),
    "cv-review-turnaround": by_application(
        2, "'submitted_to_client'", "'client_advanced', 'client_declined'"
    ),
    "interviewer-availability": own_row(
        2, "i.slots_requested_at", "i.slots_provided_at", INTERVIEWS
    ),
    "interview-scheduling": own_row(2, "i.slots_provided_at", "i.confirmed_at", INTERVIEWS),
    "interview-feedback": FEEDBACK,
    "decision-time": DECISION,
    "offer-approval": OFFER_APPROVAL,
    "offer-extension": OFFER_EXTENSION,
    "candidate-response": by_application(
        5, "'applied'", "'contacted', 'disposition_sent'", IN_SCOPE
    ),
    "disposition-notice": by_application(
        5, "'client_declined', 'rejected_by_org'", "'disposition_sent'", IN_SCOPE
    ),
    "stage-aging": STAGE_AGING,
    "data-latency": LATENCY,
    "time-to-hire": TIME_TO_HIRE,
    "retention-90d": retained(90),
    "retention-1y": retained(365),
}
"""Durations in which no clock stands still."""
