"""Every account that a Close seals is settled again from the Close, and what differs is named."""

from __future__ import annotations

import pytest

from partnership.documents import Close
from partnership.judging.audit import Credited, find_other_credits, find_unfollowed
from partnership.judging.closes import closes_in
from partnership.loading import load
from tests.judging.agreements import agreement, measurement, row
from tests.judging.closes import audited, close, edit
from tests.judging.credits.money import commercials, critical, months
from tests.judging.credits.sealed_money import FIXED, MISSED, accounts, invoice, invoiced

FROM_APRIL = "{from: 2026-04-01}"
MAY, AGAIN = "records/closes/2026-05.yaml", "records/closes/2026-05-r1.yaml"


def test_a_close_seals_every_account_of_its_month_and_they_are_settled_again(tmp_path):
    invoiced(tmp_path, invoice("2026-05", "90000"), invoice("2026-06", "50000"))

    found = close(tmp_path, "2026-05", "2026-06")

    assert {"2026-05": {"2026-05": "18000"}, "2026-06": {"2026-06": "10000"}} == accounts(found)
    [may] = found.of(Close)[0].credits
    assert ["credit fixed slates due 9000", "credit fixed fills due 9000"] == [
        f"{one.section} {one.category} {' '.join(one.slas)} {one.state} {one.amount}"
        for one in may.lines
    ]
    assert {"2026-05": [], "2026-06": []} == audited(found)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'payable: "18000"',
            'payable: "17000"',
            "`provider-credits` of 2026-05: `payable` is sealed as `17000`, and settled again it is `18000`",
        ),
        (
            "slas: [fills], state: due",
            "slas: [fills], state: waived",
            "`provider-credits` of 2026-05: `lines` is sealed as something else, and settled again it is something else",
        ),
        (
            "commercials: provider-credits, period: 2026-05",
            "commercials: provider-credits, period: 2026-04",
            "the account `provider-credits` of 2026-04 does not follow from the terms in the Close",
        ),
    ],
)
def test_an_edited_account_does_not_reproduce(tmp_path, old, new, said):
    invoiced(tmp_path, invoice("2026-05", "90000"))
    close(tmp_path, "2026-05")

    found = edit(tmp_path, "records/closes/2026-05.yaml", old, new)

    assert said == audited(found)["2026-05"][0]


def test_of_several_closes_only_the_account_that_was_edited_is_named(tmp_path):
    invoiced(tmp_path, invoice("2026-05", "90000"), invoice("2026-06", "50000"))
    close(tmp_path, "2026-05", "2026-06")

    found = edit(tmp_path, "records/closes/2026-06.yaml", 'payable: "10000"', 'payable: "9000"')

    said = "`payable` is sealed as `9000`, and settled again it is `10000`"
    assert {
        "2026-05": [],
        "2026-06": [f"`provider-credits` of 2026-06: {said}"],
    } == audited(found)


def test_terms_that_cannot_be_read_leave_the_accounts_of_earlier_closes_alone(tmp_path):
    invoiced(tmp_path, invoice("2026-05", "90000"), invoice("2026-06", "50000"))
    close(tmp_path, "2026-05", "2026-06")
    path = tmp_path / "records/closes/2026-06.yaml"
    path.write_text(path.read_text("utf-8").replace('"currency":"GBP"', '"currency":"G"'), "utf-8")

    found = audited(load(tmp_path))

    assert [] == found["2026-05"]
    assert (
        "the terms of `Commercials/provider-credits` are not those of their digest"
        in found["2026-06"]
    )


def test_accounts_that_are_left_out_do_not_reproduce(tmp_path):
    invoiced(tmp_path, invoice("2026-05", "90000"))
    close(tmp_path, "2026-05")
    path = tmp_path / "records/closes/2026-05.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    at = lines.index("credits:\n")
    path.write_text("".join([*lines[:at], *lines[at + 2 :]]), "utf-8")

    assert {"2026-05": ["the account `provider-credits` of 2026-05 is not sealed"]} == audited(
        load(tmp_path)
    )


def corrected(folder):
    """The cap of twelve months had no room left in June; May, corrected, leaves some."""
    capped = "caps: {twelve_months: 10000 GBP}\n"
    documents = (
        commercials(FIXED, capped, start="2026-05-01"),
        critical("slates").replace("{from: 2025-01-01}", "{from: 2026-05-01}"),
        *months("slates", MISSED, MISSED, first=5),
    )
    agreement(folder, *documents)
    close(folder, "2026-05", "2026-06")
    counts = measurement("2026-05", row("30/30"), name="slates", correction=".r1")
    agreement(folder, *documents, counts)
    return close(folder, "2026-05", because="Nine slates were counted late.")


def test_an_account_that_was_edited_into_another_is_no_matter_of_a_correction(tmp_path):
    corrected(tmp_path)
    june, other = (f"commercials: provider-credits, period: 2026-0{month}" for month in (6, 4))

    found = edit(tmp_path, "records/closes/2026-06.yaml", june, other)

    assert [] == list(find_unfollowed(found))
    assert (
        "the account `provider-credits` of 2026-04 does not follow from the terms in the Close"
        in audited(found)["2026-06"]
    )


def test_a_correction_that_reaches_into_a_later_account_alone_is_named(tmp_path):
    [told] = find_unfollowed(corrected(tmp_path))
    again = close(tmp_path, "2026-06", because="May was corrected.")

    assert told.message == (
        "`2026-05-r1` corrects what `2026-06` rests on. `provider-credits` of 2026-06: `payable` "
        "is sealed as `0`, and settled again it is `10000`"
    )
    assert [] == list(find_unfollowed(again))


def two_accounts(folder):
    """Write terms of either party, each of which missed a promise in May, and close the month."""
    promises = {"fills": "client", "slates": "provider"}
    agreement(
        folder,
        *(
            commercials(
                FIXED.replace("slates", name), start="2026-05-01", owed_by=owing, name=owing
            )
            for name, owing in promises.items()
        ),
        *(
            critical(name, owed_by=owing).replace("{from: 2025-01-01}", "{from: 2026-05-01}")
            for name, owing in promises.items()
        ),
        *(one for name in promises for one in months(name, MISSED, first=5)),
    )
    return close(folder, "2026-05")


def test_one_of_two_accounts_that_is_left_out_is_named(tmp_path):
    two_accounts(tmp_path)
    path = tmp_path / MAY
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(one for one in lines if "commercials: client" not in one), "utf-8")

    assert {"2026-05": ["the account `client` of 2026-05 is not sealed"]} == audited(load(tmp_path))


def test_every_account_that_comes_out_otherwise_is_named(tmp_path):
    two_accounts(tmp_path)
    edit(tmp_path, MAY, "commercials: client, period: 2026-05", "commercials: c, period: 2026-05")
    account = "commercials: provider, period: 2026-05, owed_by: provider"

    found = edit(tmp_path, MAY, account, account.replace("owed_by: provider", "owed_by: client"))

    assert [
        "the account `c` of 2026-05 does not follow from the terms in the Close",
        "`provider` of 2026-05: `owed_by` is sealed as `client`, and settled again it is `provider`",
        "the account `client` of 2026-05 is not sealed",
    ] == audited(found)["2026-05"]


def test_an_account_whose_terms_are_not_in_its_close_is_named(tmp_path):
    invoiced(tmp_path, invoice("2026-05", "90000"))
    close(tmp_path, "2026-05")
    path = tmp_path / MAY
    before, _, after = path.read_text("utf-8").partition("  - document: Commercials/")
    path.write_text(before + after[after.index("  - document: ") :], "utf-8")

    assert [
        "the account `provider-credits` of 2026-05 does not follow from the terms in the Close"
    ] == audited(load(tmp_path))["2026-05"]


def test_a_month_closed_after_terms_were_taken_away_reproduces_without_them(tmp_path):
    """What May sealed of them binds May alone."""
    two_accounts(tmp_path)
    agreement(
        tmp_path, *(one for name in ("fills", "slates") for one in months(name, MISSED, first=6))
    )
    (tmp_path / "partnership/commercials/client.yaml").unlink()

    found = close(tmp_path, "2026-06")

    chain = closes_in(found)
    assert ["provider"] == [one.commercials for one in chain[-1].credits]
    assert {"2026-05": [], "2026-06": []} == audited(found)
    assert [] == list(find_other_credits(found, chain, Credited(found, (), [])))


def test_a_month_that_is_corrected_twice_has_each_time_the_account_of_its_own_counts(tmp_path):
    """An account of an earlier month, which a window that matured later had changed, too."""
    fixed = FIXED.replace("[slates]", "[slates, kept]")
    matures = critical("kept", more="matures: 30 calendar days\n")
    others = (
        commercials(fixed, start="2026-04-01"),
        *(one.replace("{from: 2025-01-01}", FROM_APRIL) for one in (critical("slates"), matures)),
    )
    april = [one.replace("2026-07-08", "2026-05-08") for one in months("slates", MISSED, first=4)]
    agreement(tmp_path, *others, *april)
    close(tmp_path, "2026-04", day="2026-05-20")
    for number, counts in (("", MISSED), (".r1", "29/30"), (".r2", MISSED)):
        may = [
            measurement(period, row(counts), name=name, correction=number)
            for name, period in (("slates", "2026-05"), ("kept", "2026-04"))
        ]
        agreement(tmp_path, *others, *(one.replace("2026-07-08", "2026-06-08") for one in may))
        found = close(tmp_path, "2026-05", because="A slip." if number else "", day="2026-06-20")

    assert {
        "2026-04": {"2026-04": "10000"},
        "2026-05": {"2026-04": "20000", "2026-05": "10000"},
        "2026-05-r1": {"2026-04": "10000", "2026-05": "0"},
        "2026-05-r2": {"2026-04": "20000", "2026-05": "10000"},
    } == accounts(found)
    assert [] == [text for texts in audited(found).values() for text in texts]


def test_an_account_of_a_correction_that_was_put_back_as_it_was_is_named(tmp_path):
    invoiced(tmp_path, invoice("2026-05", "90000"))
    close(tmp_path, "2026-05")
    invoiced(tmp_path, invoice("2026-05", "90000"), invoice("2026-05", "1000", "late"))
    close(tmp_path, "2026-05", because="A late invoice.")
    before, after = (
        next(one for one in (tmp_path / path).read_text("utf-8").splitlines() if "payable" in one)
        for path in (MAY, AGAIN)
    )

    found = edit(tmp_path, AGAIN, after, before)

    said = "`charges` is sealed as `90000`, and settled again it is `91000`"
    assert f"`provider-credits` of 2026-05: {said}" == audited(found)["2026-05-r1"][0]


def test_a_correction_that_changes_no_later_account_asks_for_nothing_more(tmp_path):
    """June's account was not known when it was closed: the invoice that came since corrects nothing."""
    counts = (MISSED, MISSED, "29/30")
    documents = (
        commercials(FIXED, start="2026-04-01", fee="").replace(
            "charges: {}", "charges: {of: next period}"
        ),
        critical("slates").replace("{from: 2025-01-01}", FROM_APRIL),
        *months("slates", *counts, first=4),
    )
    agreement(tmp_path, *documents, *(invoice(f"2026-0{month}", "9000") for month in (4, 5, 6)))
    close(tmp_path, "2026-04", "2026-05", "2026-06")
    corrected = measurement("2026-04", row("29/30"), name="slates", correction=".r1")
    agreement(tmp_path, *documents, corrected, invoice("2026-07", "9000"))

    found = close(tmp_path, "2026-04", because="Eight slates were counted late.")

    assert [] == list(find_unfollowed(found))


def test_a_verdict_that_a_correction_changes_is_named_before_any_account(tmp_path):
    """June is no third miss any more, which costs nothing: a credit is due for the minimum alone."""
    chronic = "chronic: {expected_missed: 3, in: 12 months, becomes: minimum missed}\n"
    documents = (
        commercials(FIXED, start="2026-04-01"),
        critical("slates").replace("{from: 2025-01-01}", FROM_APRIL),
        critical("often", more=chronic).replace("{from: 2025-01-01}", FROM_APRIL),
        *months("slates", *("29/30",) * 3, first=4),
        *months("often", *("26/30",) * 3, first=4),
    )
    agreement(tmp_path, *documents)
    close(tmp_path, "2026-04", "2026-05", "2026-06")
    agreement(
        tmp_path, *documents, measurement("2026-05", row("28/30"), name="often", correction=".r1")
    )

    [told] = find_unfollowed(close(tmp_path, "2026-05", because="Two were counted late."))

    assert told.message == (
        "`2026-05-r1` corrects what `2026-06` rests on. `often`, row `all`, of 2026-06: "
        "`status` is sealed as `minimum missed`, and judged again it is `expected missed`"
    )


def test_each_account_is_settled_by_the_terms_of_its_own_close(tmp_path):
    """In place, credits are 4% instead of 10% since; of the 12,000 of twelve months April took 10,000."""
    terms = commercials(FIXED, "caps: {twelve_months: 12000 GBP}\n", start="2026-04-01")
    agreement(
        tmp_path,
        terms,
        critical("slates").replace("{from: 2025-01-01}", FROM_APRIL),
        *months("slates", MISSED, MISSED, first=4),
    )
    close(tmp_path, "2026-04")
    agreement(tmp_path, terms.replace("percent: 10%", "percent: 4%"))

    found = close(tmp_path, "2026-05")

    assert {"2026-04": {"2026-04": "10000"}, "2026-05": {"2026-05": "2000"}} == accounts(found)
    assert {"2026-04": [], "2026-05": []} == audited(found)
