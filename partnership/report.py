"""Findings, verdicts and counts of one run, ready to render."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from partnership.agreement import Agreement
from partnership.checks.register import PROPOSAL
from partnership.findings import Finding, Severity
from partnership.history.git import NO_TIP, Tip
from partnership.judging import Verdict

if TYPE_CHECKING:
    from partnership.judging.outlook import Outlook


@dataclass(frozen=True, slots=True)
class Report:
    """What one command found."""

    command: str
    """`validate` or `check`."""
    as_of: date
    """The day judged."""
    agreement: str
    """The partnership's id, or nothing where it could not be read."""
    digest: str
    """The SHA-256 of the agreement's terms."""
    documents: int
    """How many documents could be taken."""
    files: int
    """How many files were looked at."""
    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...] = ()
    outlooks: tuple[Outlook, ...] = ()
    """What can still become of running periods, where they were counted."""
    known: date | None = None
    """The day of knowledge, where one was asked."""
    commit: str = "none"
    """Git's tip, or `none`."""
    edited: bool = False
    """Whether files differ from git's tip."""
    notes: tuple[str, ...] = ()
    """What a reader should know: up to which day measurements go."""
    every_verdict: bool = False
    """Whether the reader asked for all verdicts, not only for the last due periods'."""
    base: str = "none"
    """The commit it was compared with, or `none`."""
    unread: tuple[str, ...] = ()
    """What cannot be read as written and may hold a promise: `SLA/id`, or a path."""

    def count(self, severity: Severity) -> int:
        """Count the findings of a severity that no waiver accepts."""
        return sum(1 for found in self.findings if found.severity is severity and not found.waived)

    @property
    def not_asked(self) -> int:
        """How many checks were not asked, because they compare a proposal with its base."""
        return len(PROPOSAL) if self.base == "none" else 0

    @property
    def waived(self) -> int:
        """How many findings a waiver accepts."""
        return sum(1 for found in self.findings if found.waived)


def report_on(
    command: str,
    agreement: Agreement,
    as_of: date,
    findings: tuple[Finding, ...],
    verdicts: tuple[Verdict, ...] = (),
    *,
    outlooks: tuple[Outlook, ...] = (),
    tip: Tip = NO_TIP,
    notes: tuple[str, ...] = (),
    every_verdict: bool = False,
    base: str = "none",
) -> Report:
    """Gather what a command found about an agreement."""
    return Report(
        command=command,
        as_of=as_of,
        agreement=agreement.partnership.id if agreement.partnership else "",
        digest=agreement.digest,
        documents=len(agreement.documents),
        files=agreement.files,
        findings=tuple(sorted(findings, key=lambda finding: finding.order)),
        verdicts=verdicts,
        outlooks=outlooks,
        commit=tip.full,
        edited=tip.edited,
        notes=notes,
        every_verdict=every_verdict,
        base=base,
        unread=agreement.unread,
    )
