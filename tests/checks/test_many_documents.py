"""The agreement that the benches measure holds every kind, and nothing is wrong in it."""

from __future__ import annotations

from datetime import date

from partnership.checks import find_all
from partnership.documents import KINDS
from partnership.findings import Severity
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
