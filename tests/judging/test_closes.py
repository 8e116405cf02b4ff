"""The order of Closes, also where some are lost or two follow one."""

from __future__ import annotations

from partnership.documents import Close, Origin
from partnership.judging.closes import find_breaks, in_order

DIGEST = "0" * 64


def made(name: str, before: str = "") -> Close:
    """Give the Close of a month, or its correction, after another."""
    text = (
        f'{{"kind":"Close","id":"{name}","period":"{name[:7]}","known":"2026-07-08",'
        + (f'"previous":{{"id":"{before}","digest":"{DIGEST}"}},' if before else "")
        + '"verdicts":[],"measurements":{},'
        f'"terms":[{{"document":"SLA/a","digest":"{DIGEST}","canonical":"x"}}]}}'
    )
    return Close.model_validate_json(text).placed(Origin(f"{name}.yaml", text))


def ordered(*closes: Close) -> list[str]:
    return [one.id for one in in_order(closes)]


def test_a_chain_whose_beginning_is_lost_keeps_its_order():
    """The correction of May was written after June, which follows a May whose April is gone."""
    assert ["2026-05", "2026-06", "2026-05-r1", "2026-07"] == ordered(
        made("2026-07", "2026-05-r1"),
        made("2026-05-r1", "2026-06"),
        made("2026-06", "2026-05"),
        made("2026-05", "2026-04"),
    )


def test_of_two_that_follow_one_the_earlier_month_comes_first():
    april, june, again = made("2026-04"), made("2026-06", "2026-04"), made("2026-05-r1", "2026-04")

    assert ["2026-04", "2026-05-r1", "2026-06"] == ordered(june, again, april)
    assert [("2026-06", "`2026-06` and `2026-05-r1` both name `2026-04` before them")] == [
        (one.close.id, one.message)
        for one in find_breaks((june, again, april))
        if "both name" in one.message
    ]
