"""Each national id by the specimens that its authority or a standard text prints; invented ones fail."""

from __future__ import annotations

import pytest

from partnership.guard import Known, find_leaks, national
from partnership.guard.checksums import iso_7064_mod_11_10, iso_7064_mod_97, luhn, verhoeff
from partnership.guard.national import SCHEMES

SPECIMENS = {
    national.nhs: "9434765919",
    national.bsn: "111222333",
    national.steuer_id: "86095742719",
    national.svnr: "1237010180",
    national.ahv: "7569217076985",
    national.nir: "255081416802538",
    national.rijksregister: "85073003328",
    national.dni: "12345678Z",
    national.codice_fiscale: "RSSMRA85T10A562S",
    national.nif: "123456789",
    national.pesel: "44051401359",
    national.rodne_cislo: "7103192745",
    national.cnp: "1800101221144",
    national.personnummer: "8112289874",
    national.fodselsnummer: "15076500565",
    national.hetu: "131052-308T",
    national.pps: "1234567FA",
    national.sin: "046454286",
    national.cpf: "11144477735",
    national.aadhaar: "234123412346",
    national.nric: "S1234567D",
    national.za_id: "8001015009087",
}
DIGITS = "0123456789"
WITH_CHECK_DIGITS = pytest.mark.parametrize("holds", SPECIMENS, ids=lambda one: one.__name__)


@WITH_CHECK_DIGITS
def test_a_specimen_keeps_its_rule(holds):
    assert holds(SPECIMENS[holds])


@WITH_CHECK_DIGITS
def test_another_last_sign_does_not(holds):
    specimen = SPECIMENS[holds]
    last = specimen[-1] if holds is not national.pps else specimen[-2]
    signs = DIGITS if last.isdigit() else "ABCDEFGHJKLMNPQRSTVWXYZ"
    at = -1 if holds is not national.pps else -2
    wrong = [list(specimen) for sign in signs if sign != last]
    for other, sign in zip(wrong, (sign for sign in signs if sign != last), strict=True):
        other[at] = sign

    assert [] == ["".join(other) for other in wrong if holds("".join(other))]


@WITH_CHECK_DIGITS
def test_a_wrong_digit_in_the_middle_is_seen(holds):
    """Every rule sees any one wrong digit, but for few digits that its arithmetic cannot tell apart."""
    specimen = SPECIMENS[holds]
    others = [
        specimen[:at] + digit + specimen[at + 1 :]
        for at, sign in enumerate(specimen)
        if sign.isdigit()
        for digit in DIGITS
        if digit != sign
    ]

    assert sum(map(holds, others)) * 20 <= len(others)


@pytest.mark.parametrize("written", ["AB123456C", "AB 12 34 56 C", "CE 98 76 54 B", "JR445566D"])
def test_a_nino_is_known_by_its_shape(written):
    assert ["national id"] == [leak.sort for leak in find_leaks(f"on form {written}.", Known())]


@pytest.mark.parametrize(
    "written", ["DA123456A", "AO123456A", "GB123456A", "BG123456A", "ZZ123456A", "AB123456E"]
)
def test_what_is_never_allocated_is_no_nino(written):
    assert [] == find_leaks(f"on form {written}.", Known())


@pytest.mark.parametrize("written", ["000-12-3456", "666-12-3456", "900-12-3456", "219-00-4821"])
def test_what_is_never_given_out_is_no_ssn(written):
    assert [] == find_leaks(f"form {written} of the vendor", Known())


def test_a_weak_number_counts_only_beside_words_that_tell_of_it():
    """One of eleven numbers of nine digits passes the eleven test: an order may."""
    assert [] == find_leaks("order 111222333 is closed", Known())
    assert [] == find_leaks("see 111222333", Known())
    (leak,) = find_leaks("BSN 111222333 staat in het contract", Known())

    assert ("national id", "BSN, Netherlands") == (leak.sort, leak.detail)


def test_corsica_and_unknown_months_are_numbers_of_france():
    number = "1850599101001"
    for place, plain in (("2A", "19"), ("2B", "18")):
        signs = number[:5] + place + number[7:]
        key = 97 - int(number[:5] + plain + number[7:]) % 97
        assert national.nir(f"{signs}{key:02}")


def test_births_from_2000_on_take_belgiums_other_key():
    key = 97 - int("2010203001") % 97

    assert national.rijksregister(f"010203001{key:02}")
    assert not national.rijksregister(f"011303001{97 - int('2011303001') % 97:02}")


def test_every_scheme_says_its_rule():
    assert [] == [one.name for one in SCHEMES if not (one.holds.__doc__ or "").strip()]


def test_the_arithmetic_follows_the_standards_own_examples():
    assert luhn("4111111111111111")
    assert not luhn("4111111111111112")
    assert verhoeff("2363")
    assert not verhoeff("2633")
    assert iso_7064_mod_11_10("86095742719")
    assert 1 == iso_7064_mod_97("WEST12345698765432GB82")
