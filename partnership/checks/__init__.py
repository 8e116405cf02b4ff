"""Every check there is, in literal tuples by what it asks; each is a module whose docstring is its page.

A check's id is its module's name with hyphens. It has `SEVERITY` and one `find`, which takes a value,
does no I/O and yields findings; whoever runs it stamps its id and severity on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from types import ModuleType

from partnership.agreement import Agreement
from partnership.checks import (
    dangling_reference,
    duplicate_key,
    foreign_text,
    missing_key,
    not_a_document,
    refused_yaml,
    unknown_key,
    unknown_kind,
    unreadable_file,
    wrong_value,
    yaml_syntax,
)
from partnership.documents import Waiver
from partnership.findings import Finding

AGREEMENT: tuple[ModuleType, ...] = (
    unreadable_file,
    not_a_document,
    yaml_syntax,
    refused_yaml,
    duplicate_key,
    foreign_text,
    unknown_kind,
    unknown_key,
    missing_key,
    wrong_value,
    dangling_reference,
)
"""Checks that ask the agreement: `find(agreement)`."""

DAY: tuple[ModuleType, ...] = ()
"""Checks that ask the agreement on a day: `find(agreement, as_of)`."""

ALL: tuple[ModuleType, ...] = (*AGREEMENT, *DAY)


def check_id(module: ModuleType) -> str:
    """Name a check by its module: `wrong_value` is `wrong-value`."""
    return module.__name__.rpartition(".")[2].replace("_", "-")


def find_all(agreement: Agreement, as_of: date) -> tuple[Finding, ...]:
    """Ask every check; waived findings are kept and say which waiver accepts them."""
    found = [*_asked(AGREEMENT, agreement), *_asked(DAY, agreement, as_of)]
    waivers = [waiver for waiver in agreement.of(Waiver) if as_of <= waiver.expires]
    return tuple(sorted((_waived(finding, waivers) for finding in found), key=_order))


def _asked(checks: Iterable[ModuleType], *asked: object) -> Iterator[Finding]:
    for check in checks:
        name = check_id(check)
        for finding in check.find(*asked):
            yield replace(finding, check=name, severity=check.SEVERITY)


def _waived(finding: Finding, waivers: Iterable[Waiver]) -> Finding:
    subject = finding.place.document or finding.place.path
    for waiver in waivers:
        if waiver.check != finding.check or waiver.document != subject:
            continue
        if waiver.pointer is None or waiver.pointer == finding.place.pointer:
            return replace(finding, waived=waiver.id)
    return finding


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    return finding.order
