"""Names that last: kebab-case ids, never reused."""

from __future__ import annotations

from typing import Annotated

from partnership.values.grammar import Grammar

ID = Grammar(
    what="an id",
    pattern="^[a-z0-9]+(-[a-z0-9]+)*$",
    examples=("first-slate", "ta-ops-lead"),
    parse=str,
)
Id = Annotated[str, ID]
"""An id in kebab-case."""

MEASUREMENT_ID = Grammar(
    what="a measurement's id",
    pattern=(
        r"^((goal|disclosure)\.)?[a-z0-9]+(-[a-z0-9]+)*\."
        r"(19|20|21)[0-9]{2}(-(0[1-9]|1[0-2])|-Q[1-4])?(\.r[1-9][0-9]?)?$"
    ),
    examples=("time-to-fill.2026-03", "candidate-nps.2026-Q1"),
    parse=str,
)
MeasurementId = Annotated[str, MEASUREMENT_ID]
"""What was measured and for which period: `time-to-fill.2026-03`."""

CLOSE_ID = Grammar(
    what="a close's id",
    pattern="^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])(-r[1-9][0-9]?)?$",
    examples=("2026-03", "2026-03-r1"),
    parse=str,
)
CloseId = Annotated[str, CLOSE_ID]
"""The month that is closed, with `-r1` for its first correction: `2026-03-r1`."""

REFERENCE = Grammar(
    what="a document's `Kind/id`",
    pattern="^[A-Z][A-Za-z]*/[a-z0-9][a-zA-Z0-9.-]*$",
    examples=("SLA/first-slate", "Goal/faster-hiring"),
    parse=str,
)
DocumentName = Annotated[str, REFERENCE]
"""A document of any kind, `SLA/first-slate`."""

DIGEST = Grammar(
    what="a digest",
    pattern="^[0-9a-f]{64}$",
    examples=("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",),
    parse=str,
)
Digest = Annotated[str, DIGEST]
"""A SHA-256 in lower-case hexadecimal."""
