"""The account of a closed month is kept by the terms that its Close sealed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

from partnership.judging import judge_in_full
from partnership.judging.credits import accounts_of
from partnership.loading import load
from partnership.values.periods import Span
from tests.judging.agreements import agreement
from tests.judging.closes import close
from tests.judging.credits.money import commercials, critical, months

AS_OF = date(2026, 7, 10)
FIXED = "  - {id: fixed, slas: [slates], method: fixed percent, percent: 10%}\n"
TERMS = Path("partnership/commercials/provider-credits.yaml")
MISSED = "21/30"


def payable(folder: Path) -> dict[str, Fraction]:
    """What every account of May and June comes to."""
    loaded = load(folder)
    judged = tuple(judge_in_full(loaded, AS_OF))
    return {
        account.period: account.payable
        for month in ("2026-05", "2026-06")
        for account in accounts_of(loaded, judged, Span.parse(month), AS_OF).accounts
    }


def closed(folder: Path) -> Path:
    """Write two missed months, and close the first."""
    agreement(
        folder,
        commercials(FIXED, start="2026-05-01"),
        critical("slates").replace("{from: 2025-01-01}", "{from: 2026-05-01}"),
        *months("slates", MISSED, MISSED, first=5),
    )
    close(folder, "2026-05")
    return folder / TERMS


def test_terms_edited_in_place_change_no_account_of_a_closed_month(tmp_path):
    file = closed(tmp_path)
    file.write_text(file.read_text("utf-8").replace("percent: 10%", "percent: 4%"), "utf-8")

    assert {"2026-05": 10000, "2026-06": 4000} == payable(tmp_path)


def test_terms_taken_away_are_kept_for_closed_months(tmp_path):
    closed(tmp_path).unlink()

    assert {"2026-05": 10000} == payable(tmp_path)
