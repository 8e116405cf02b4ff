"""Renders what an audit of closed months found: a line for each Close, and what does not hold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from partnership.findings import Finding
from partnership.judging.audit import Audited
from partnership.reporting.words import at_commit, plural, printable

FORMAT = "partnership/audit/1"
WIDTH = 11


@dataclass(frozen=True, slots=True)
class Audit:
    """Every Close with what does not hold about it, and what could not be read."""

    agreement: str
    """The partnership's id, or nothing where it could not be read."""
    audited: Sequence[Audited]
    unread: Sequence[Finding] = ()
    """What keeps files of Closes from being read."""
    commit: str = "none"
    """The commit that is checked out."""
    is_edited: bool = False
    """Whether files differ from it."""

    @property
    def broken(self) -> tuple[str, ...]:
        """Name what does not hold: Closes by id in the order of the chain, then files."""
        closes = [one.close.id for one in self.audited if one.findings]
        return (*closes, *dict.fromkeys(one.place.path for one in self.unread))


def render_text(audit: Audit) -> str:
    """Render an audit for a terminal, ending in a newline."""
    return "".join(f"{line}\n" for line in _lines(audit))


def _lines(audit: Audit) -> Iterator[str]:
    for finding in audit.unread:
        yield from _finding_lines(finding)
    for one in audit.audited:
        yield _close_line(one)
        for finding in one.findings:
            yield from _finding_lines(finding)
    files = len({one.place.path for one in audit.unread})
    closes = plural(len(audit.audited) + files, "Close", "Closes")
    closes += at_commit(audit.commit, is_edited=audit.is_edited)
    if not audit.broken:
        yield f"{closes}: each reproduces from its own content, and the chain holds"
        return
    verb = "does" if len(audit.broken) == 1 else "do"
    yield f"{closes}: {len(audit.broken)} {verb} not hold, the first is {audit.broken[0]}"


def _close_line(one: Audited) -> str:
    close = one.close
    what = f"{plural(len(close.verdicts), 'verdict')} from "
    what += plural(len(close.measurements), "measurement")
    return f"{close.id:<{WIDTH}} {'does not hold' if one.findings else 'reproduces':<13} {what}"


def _finding_lines(finding: Finding) -> Iterator[str]:
    place = finding.place
    yield f"  {printable(place.path)}:{place.line}:{place.column}: {printable(finding.message)}"
    if finding.hint:
        yield f"    hint: {printable(finding.hint)}"


def render_json(audit: Audit) -> str:
    """Render an audit as JSON, ending in a newline."""
    data = {
        "format": FORMAT,
        "agreement": audit.agreement,
        "commit": audit.commit,
        "edited": audit.is_edited,
        "holds": not audit.broken,
        "broken": list(audit.broken),
        "closes": [_close(one) for one in audit.audited],
        "unread": [_finding(one) for one in audit.unread],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _close(one: Audited) -> dict[str, Any]:
    close = one.close
    return {
        "id": close.id,
        "period": str(close.period),
        "previous": close.previous.id if close.previous else None,
        "digest": close.digest,
        "known": close.known.isoformat(),
        "verdicts": len(close.verdicts),
        "measurements": len(close.measurements),
        "holds": not one.findings,
        "path": close.path,
        "findings": [_finding(finding) for finding in one.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "message": finding.message,
        "hint": finding.hint,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "pointer": place.pointer,
    }
