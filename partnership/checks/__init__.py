"""Asks the checks, which `register` names; each is a module here whose docstring is its page.

A check's id is its module's name with hyphens. It has `SEVERITY` and one `find`, which takes a value,
does no I/O and yields findings; whoever asks it stamps its id and severity on them. The checks are
imported when they are asked: whoever wants one of them waits for no other.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING

from partnership.findings import Finding

if TYPE_CHECKING:
    from partnership.agreement import Agreement
    from partnership.documents import Waiver
    from partnership.history.proposal import Proposal
    from partnership.judging import Verdict

WORTH_PROCESSES = 1_000
"""How many documents make it worth to share the checks out among processes."""


def check_id(module: ModuleType) -> str:
    """Name a check by its module: `wrong_value` is `wrong-value`."""
    return module.__name__.rpartition(".")[2].replace("_", "-")


def find_all(
    agreement: Agreement, as_of: date, proposal: Proposal | None = None
) -> tuple[Finding, ...]:
    """Ask every check; waived findings are kept and say which waiver accepts them.

    Args:
        agreement: The documents that are asked.
        as_of: The day judged.
        proposal: The same documents beside their base, whose waivers then judge.

    """
    from partnership.checks.register import AGREEMENT, DAY, PROPOSAL

    asked = [partial(_asked, (check,), agreement) for check in AGREEMENT]
    asked += [partial(_asked, (check,), agreement, as_of) for check in DAY]
    found = [*_in_turn(agreement, asked)]
    if proposal is None:
        return with_waivers(found, agreement, as_of)
    found.extend(_asked(PROPOSAL, proposal))
    return with_waivers(found, proposal.policy, as_of)


def find_about(
    agreement: Agreement, as_of: date, verdicts: tuple[Verdict, ...]
) -> tuple[Finding, ...]:
    """Ask the checks of verdicts, which need them all; waived findings say which waiver does it.

    Args:
        agreement: The documents that are asked.
        as_of: The day judged.
        verdicts: Every verdict of that day.

    """
    from partnership.checks.register import VERDICTS

    return with_waivers(_asked(VERDICTS, agreement, as_of, verdicts), agreement, as_of)


def find_form(agreement: Agreement) -> Iterator[Finding]:
    """Ask the checks of form and reference alone, before any waiver."""
    from partnership.checks.register import FORM

    yield from _asked(FORM, agreement)


def with_waivers(
    found: Iterable[Finding], agreement: Agreement, as_of: date
) -> tuple[Finding, ...]:
    """Sort findings, each saying which waiver accepts it on a day."""
    from partnership.documents import Waiver

    waivers = [waiver for waiver in agreement.of(Waiver) if as_of <= waiver.expires]
    return tuple(sorted((_waived(finding, waivers) for finding in found), key=_order))


def _in_turn(agreement: Agreement, asked: list[partial[Iterator[Finding]]]) -> Iterator[Finding]:
    """Ask checks; those of many documents in several processes, where forks are cheap."""
    if len(agreement.documents) < WORTH_PROCESSES or not sys.platform.startswith("linux"):
        return (finding for one in asked for finding in one())
    from partnership.checks._shared import find_shared

    return find_shared(agreement, asked)


def _asked(checks: Iterable[ModuleType], *asked: object) -> Iterator[Finding]:
    """Ask checks; what terms say again after an amendment is found once."""
    for check in checks:
        name = check_id(check)
        for finding in dict.fromkeys(check.find(*asked)):
            leads = getattr(check, "LEADS", False)
            yield replace(finding, check=name, severity=check.SEVERITY, leads=leads)


def _waived(finding: Finding, waivers: Iterable[Waiver]) -> Finding:
    subject = finding.place.document or finding.place.path
    for waiver in waivers:
        if waiver.check != finding.check or waiver.document != subject:
            continue
        if waiver.pointer is None or waiver.pointer == finding.place.pointer:
            return replace(finding, waived=waiver.id)
    return finding


def _order(finding: Finding) -> tuple[bool, str, int, int, str, str]:
    return finding.order
