"""Column names that tell of a person: no such column is read, whatever stands in it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ALONE = frozenset(
    [
        "addr",
        "address",
        "adresse",
        "adressen",
        "age",
        "alter",
        "anrede",
        "anschrift",
        "apellido",
        "apellidos",
        "avatar",
        "bday",
        "birth",
        "birthdate",
        "birthday",
        "born",
        "cell",
        "cellphone",
        "cellulare",
        "citizenship",
        "cognome",
        "comment",
        "comments",
        "correo",
        "courriel",
        "cv",
        "dateofbirth",
        "disability",
        "dob",
        "email",
        "emailaddress",
        "emailadresse",
        "emails",
        "ethnicity",
        "ethnie",
        "familienname",
        "fax",
        "firstname",
        "forename",
        "fullname",
        "geburt",
        "geburtsdatum",
        "geburtsname",
        "geburtsort",
        "geburtstag",
        "gender",
        "geschlecht",
        "handy",
        "handynummer",
        "iban",
        "ip",
        "lastname",
        "latitude",
        "linkedin",
        "longitude",
        "maiden",
        "mail",
        "mails",
        "mobil",
        "mobile",
        "mobiles",
        "mobilnummer",
        "mobiltelefon",
        "msisdn",
        "nachname",
        "nachnamen",
        "nacimiento",
        "naissance",
        "namen",
        "nationalite",
        "nationality",
        "nickname",
        "nin",
        "nino",
        "nom",
        "nombre",
        "note",
        "notes",
        "passport",
        "phone",
        "phonenumber",
        "phones",
        "photo",
        "photos",
        "picture",
        "plz",
        "postal",
        "postanschrift",
        "postcode",
        "postleitzahl",
        "prenom",
        "pronouns",
        "race",
        "religion",
        "resume",
        "salaries",
        "salary",
        "salutation",
        "sex",
        "sexe",
        "signature",
        "sin",
        "ssn",
        "staatsangehorigkeit",
        "strasse",
        "street",
        "surname",
        "surnames",
        "tel",
        "telefon",
        "telefone",
        "telefonnummer",
        "telefono",
        "telephone",
        "twitter",
        "username",
        "veteran",
        "vorname",
        "vornamen",
        "wohnort",
        "zip",
        "zipcode",
    ]
)
"""Words that make a column's name one of a person wherever they stand in it."""

PEOPLE = frozenset(
    [
        "applicant",
        "approver",
        "assignee",
        "bewerber",
        "candidate",
        "coordinator",
        "creator",
        "employee",
        "interviewer",
        "kandidat",
        "manager",
        "owner",
        "recruiter",
        "referrer",
        "requester",
        "reviewer",
        "sourcer",
        "submitter",
    ]
)
"""Words for people: a column that ends with one holds a person, `recruiter`, and `recruiter_group` none."""

BESIDE = frozenset(
    [
        "assigned",
        "first",
        "full",
        "lead",
        "main",
        "primary",
        "responsible",
        "second",
        "secondary",
    ]
)
"""Words after one for people that change nothing: `Recruiter (lead)`."""

THINGS = frozenset(
    [
        "agency",
        "area",
        "band",
        "board",
        "brand",
        "business",
        "calendar",
        "category",
        "center",
        "centre",
        "channel",
        "city",
        "code",
        "column",
        "company",
        "cost",
        "country",
        "currency",
        "department",
        "division",
        "employer",
        "entity",
        "event",
        "field",
        "file",
        "form",
        "function",
        "grade",
        "group",
        "interview",
        "job",
        "kit",
        "level",
        "location",
        "metric",
        "milestone",
        "office",
        "opening",
        "organisation",
        "organization",
        "pipeline",
        "plan",
        "pool",
        "position",
        "posting",
        "priority",
        "product",
        "program",
        "programme",
        "project",
        "question",
        "queue",
        "reason",
        "region",
        "req",
        "requisition",
        "role",
        "round",
        "segment",
        "site",
        "skill",
        "source",
        "stage",
        "state",
        "status",
        "step",
        "stream",
        "survey",
        "system",
        "table",
        "tag",
        "team",
        "template",
        "territory",
        "tier",
        "tool",
        "type",
        "unit",
        "vendor",
        "vertical",
        "workflow",
        "workstream",
    ]
)
"""Words that before `name` make it a thing's: `stage_name`, `job_name`."""

_NAMES = frozenset(["name", "names"])
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_RUN_TOGETHER = re.compile(
    r"(?:account|contact|display|family|first|full|given|hiring|last|legal|middle|people|person"
    r"|preferred|user|worker|" + "|".join(sorted(PEOPLE)) + r")+names?"
)


@lru_cache(maxsize=1 << 12)
def looks_like_a_person(column: str) -> bool:
    """Say whether a column's name has words that tell of a person.

    A `name` does unless it is a thing's: `job_family_name` and `stage_name` do not.
    """
    words = _words(column)
    return any(
        word in ALONE
        or _RUN_TOGETHER.fullmatch(word) is not None
        or (word in _NAMES and not _is_of_a_thing(words, at))
        or (_ends_with_person(word) and BESIDE.issuperset(words[at + 1 :]))
        for at, word in enumerate(words)
    )


def _words(column: str) -> list[str]:
    """Split a name at all that is no letter and at capitals, without accents."""
    plain = unicodedata.normalize("NFKD", column.replace("ß", "ss"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [word.lower() for word in _WORD.findall(letters)]


def _ends_with_person(word: str) -> bool:
    return any(word.removesuffix("s").endswith(person) for person in PEOPLE)


def _is_of_a_thing(words: list[str], at: int) -> bool:
    before = words[at - 1] if at else ""
    if before == "family":
        return at > 1 and words[at - 2] == "job"
    if _is_thing(before):
        return True
    return words[at + 1 : at + 2] == ["of"] and any(map(_is_thing, words[at + 2 : at + 4]))


def _is_thing(word: str) -> bool:
    return bool(THINGS & {word, word.removesuffix("s"), word.removesuffix("ies") + "y"})
