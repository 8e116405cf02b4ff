"""What stands around a number tells whether it is a person's: labels, units, longer identifiers."""

from __future__ import annotations

import re

BEFORE, AFTER = 44, 24
"""How many signs around a number are looked at."""
JOINED = frozenset("-./_#@$€£§&\\%")
"""What before a number makes it the rest of something longer, when it stands against it."""
CURRENCY = (
    "AED|AUD|BRL|CAD|CHF|CNY|CZK|DKK|EUR|GBP|HKD|HUF|IDR|ILS|INR|JPY|KRW|MXN|NOK|NZD|PHP|PLN|RON|SEK"
    "|SGD|THB|TRY|TWD|USD|ZAR"
)
AMOUNT_AFTER = re.compile(rf" ?(?:{CURRENCY}|[%€£$])(?!\w)|[,.]\d")
AMOUNT_BEFORE = re.compile(rf"(?:(?<!\w)(?:{CURRENCY})|[€£$]) ?\Z")
BUSINESS = re.compile(
    r"\b(?=\w)(?:access code|account|accrual|allocation|asset|auftrag|batch|beleg|bestell|betriebs"
    r"|bon de commande|bankgiro|budget|build|case|cif|clause|code|commande|commit|company|compte|conta"
    r"|contract|cost|counts?|cup|customer|cvr|debitor|dossier|duns|d-u-n-s|ean|encomenda|eori|exhibit"
    r"|expediente|factu|faktura|fattura|file|gisab|gtin|grant|grootboek|hrb|ičo|inkoop|invoice|isbn"
    r"|isin|issn|item|job|konto|kostenstelle|kostenplaats|kreditor|krs|kvk|ledger|lei|licen[cs]e|line"
    r"|lot|meeting id|n[°º]? de dossier|naf|nip|nipc|numéro de dossier|order|ordine|ordre|org(?:anisation"
    r"|anisasjon)?s?n|page|part(?!\w)|partita iva|pedido|permit|po(?!\w)|policy|port(?!\w)|project|purchase|rechnung|record"
    r"|ref(?:erence)?|registr|regon|relatie|release|req(?:uest|uisition)?|revision|row|rows|run(?!\w)|sap(?!\w)|serial"
    r"|shipment|siren|siret|sla|supplier|tariff|tender|ticket|trace|tva|ust|vat|vendor|version|vestiging"
    r"|wbs|zamówienie)\w*\.?(?: (?:id|no|nr|number|n°|nummer|numer))?\.?(?: (?:is|ist|lautet|est|es|è|of|der|von|del))?[ :#=n°-]{0,4}(?:[A-Z]{2} ?)?\Z",
    re.IGNORECASE,
)
"""What is said right before numbers of a business."""
LISTED = re.compile(r"[\w./-]{4,40}(?:, | and | und | et | en | or | y | e | & )\Z")
"""What before a number makes it one of a list."""


def stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether a number is whole: not the rest of an identifier, an address or an amount."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before and (before[-1].isalnum() or before[-1] == "_"):
        return False
    if len(before) == 2 and before[-1] in JOINED and before[0].isalnum():
        return False
    if before and before[-1] in "#@$€£§_":
        return False
    if after and (after[0].isalnum() or after[0] in "_@%"):
        return False
    return not (len(after) == 2 and after[0] in "-./:\\" and after[1].isalnum())


def is_within_numbers(text: str, start: int, end: int) -> bool:
    """Say whether other digits stand against a number, a blank between."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    is_led = len(before) == 2 and before[1] == " " and before[0].isdigit()
    return is_led or (len(after) == 2 and after[0] == " " and after[1].isdigit())


def is_amount(text: str, start: int, end: int) -> bool:
    """Say whether a number is money, a share or part of a decimal."""
    if AMOUNT_AFTER.match(text, end):
        return True
    return AMOUNT_BEFORE.search(text[max(0, start - 6) : start]) is not None


def is_of_business(text: str, start: int) -> bool:
    """Say whether the words right before a number call it a business's."""
    for _ in range(5):
        said = text[max(0, start - BEFORE) : start]
        listed = LISTED.search(said)
        if BUSINESS.search(said):
            return True
        if not listed or not any(sign.isdigit() for sign in listed[0]):
            return False
        start -= len(said) - listed.start()
    return False


def is_labelled(text: str, start: int, end: int, words: re.Pattern[str]) -> bool:
    """Say whether words that tell of a person's number stand near."""
    near = text[max(0, start - BEFORE) : start] + " \n " + text[end : end + AFTER]
    return words.search(near) is not None
