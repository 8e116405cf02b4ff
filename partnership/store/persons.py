"""Column names that tell of a person: no such column is read, whatever stands in it."""

from __future__ import annotations

import re

ALONE = frozenset(
    [
        "address",
        "addr",
        "age",
        "avatar",
        "bday",
        "birth",
        "birthdate",
        "birthday",
        "born",
        "citizenship",
        "cv",
        "dateofbirth",
        "disability",
        "dob",
        "email",
        "emailaddress",
        "ethnicity",
        "fax",
        "firstname",
        "forename",
        "fullname",
        "gender",
        "iban",
        "ip",
        "lastname",
        "latitude",
        "linkedin",
        "longitude",
        "mail",
        "maiden",
        "mobile",
        "msisdn",
        "nationality",
        "nickname",
        "nin",
        "nino",
        "passport",
        "phone",
        "phonenumber",
        "photo",
        "picture",
        "postal",
        "postcode",
        "pronouns",
        "race",
        "religion",
        "resume",
        "sex",
        "signature",
        "sin",
        "ssn",
        "street",
        "surname",
        "telephone",
        "twitter",
        "username",
        "veteran",
        "zip",
        "zipcode",
    ]
)
"""Words that make a column's name one of a person wherever they stand in it."""

NAMED = frozenset(
    [
        "account",
        "approver",
        "applicant",
        "candidate",
        "contact",
        "creator",
        "display",
        "employee",
        "family",
        "first",
        "full",
        "given",
        "hire",
        "hiring",
        "interviewer",
        "last",
        "legal",
        "manager",
        "middle",
        "nick",
        "owner",
        "people",
        "person",
        "preferred",
        "recruiter",
        "referrer",
        "requester",
        "reviewer",
        "submitter",
        "talent",
        "user",
        "worker",
    ]
)
"""Words that before `name` make it a person's: `candidate_name`, `family_name`."""


def looks_like_a_person(column: str) -> bool:
    """Say whether a column's name has words that tell of a person.

    `name` alone does, and after a word for people; `job_family_name` and `stage_name` do not.
    """
    words = [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", column)]
    if ALONE.intersection(words) or words in (["name"], ["names"]):
        return True
    return any(
        word in {"name", "names"} and words[at - 1] in NAMED and words[max(at - 2, 0)] != "job"
        for at, word in enumerate(words)
        if at
    )
