"""The agreement that the benches measure holds every kind, and nothing is wrong in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest

from partnership import checks
from partnership.checks import WORTH_PROCESSES, find_all, one_of_a_kind
from partnership.checks._shared import find_shared
from partnership.documents import KINDS
from partnership.findings import Finding, Severity
from partnership.loading import load
from tests.benchmarks.agreements import ONCE, closes, write_agreement

SETS = 2


def test_an_agreement_of_many_documents_holds_every_kind_and_has_nothing_to_mend(tmp_path):
    write_agreement(tmp_path, len(ONCE) + len(closes()) + SETS * len(KINDS))

    found = load(tmp_path)

    assert set(KINDS) == {document.kind for document in found.documents}
    assert [] == [
        (finding.check, finding.message)
        for finding in find_all(found, date(2026, 3, 31))
        if finding.severity is not Severity.NOTE and not finding.waived
    ]


def test_checks_that_are_shared_out_find_the_same_in_the_same_order(tmp_path, monkeypatch):
    write_agreement(tmp_path, WORTH_PROCESSES + 200)
    for number, path in enumerate(sorted(tmp_path.glob("partnership/sla/*.yaml"))):
        text = path.read_text().replace("expected: 90%", "expected: 79%")
        ring = f"title: Ring +44 7700 9{number:05}"
        path.write_text(text.replace("title: First slate on time", ring))
    agreement, day = load(tmp_path), date(2026, 3, 31)

    shared = find_all(agreement, day)
    monkeypatch.setattr(checks, "WORTH_PROCESSES", len(agreement.documents) + 1)
    alone = find_all(agreement, day)

    assert len(agreement.documents) >= WORTH_PROCESSES
    assert {"personal-data", "minimum-beyond-expected"} <= {one.check for one in shared}
    assert alone == shared


def test_a_check_that_ends_with_an_error_in_another_process_is_told_here(tmp_path):
    write_agreement(tmp_path, 60)
    agreement = load(tmp_path)

    def broken() -> Iterator[Finding]:
        msg = f"{len(agreement.documents)} documents were asked in vain"
        raise ValueError(msg)

    with pytest.raises(ValueError, match=r"^\d+ documents were asked in vain$"):
        list(find_shared(agreement, [partial(one_of_a_kind.find, agreement), broken]))
