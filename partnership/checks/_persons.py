"""Looks for personal data in all that a partnership writes; three checks ask it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from partnership.agreement import Agreement
from partnership.documents import Channel, Partnership
from partnership.documents.base import pointer
from partnership.findings import Finding, Place
from partnership.guard import Known, Leak, find_leaks, find_suspects
from partnership.guard.allows import SIGN, Allow, allows_in, split
from partnership.guard.messages import without_trailers

NAMES = {
    "e-mail": "a person's e-mail address",
    "phone": "a person's phone number",
    "national id": "a national id",
    "card": "a payment card's number",
    "IBAN": "an IBAN",
    "profile link": "a link to a person's page",
    "token": "an access token",
}
STEPS = {
    "e-mail": "name the role or its shared mailbox",
    "phone": "name the role; a shared desk's number is the `address` of its Channel",
    "national id": "leave it out",
    "card": "leave it out",
    "IBAN": "leave it out; bank details go by another way",
    "profile link": "leave it out; say which role or requisition is meant",
    "token": "take it out and revoke it now, for whoever reads it can use it",
}
GUIDE = "`partnership purge-guide` says what to do where it was pushed"
PAGE = ".md"


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in one file."""

    path: str
    text: str
    leaks: list[Leak]
    """What no allow covers."""
    idle: list[Allow]
    """Allows that do nothing."""


def known_in(agreement: Agreement) -> Known:
    """Say what is no person's: mail of the parties' domains, mailboxes and desks that Channels name."""
    parties = [
        party
        for one in agreement.of(Partnership)
        for _, terms in one.versions()
        for party in (terms.parties.client, terms.parties.provider)
    ]
    desks = [
        terms.address
        for channel in agreement.of(Channel)
        for _, terms in channel.versions()
        if terms.address
    ]
    return Known(
        domains=frozenset(name.lower().lstrip("@") for party in parties for name in party.domains),
        shared=frozenset(name.strip().lower() for name in desks),
        tells_mail=agreement.partnership is not None,
    )


def looked(agreement: Agreement) -> tuple[Looked, ...]:
    """Look through every file, once for all checks that ask."""
    if "persons" not in agreement.answers:
        agreement.answers["persons"] = tuple(_looked(agreement))
    found: tuple[Looked, ...] = agreement.answers["persons"]
    return found


def _looked(agreement: Agreement) -> Iterator[Looked]:
    files = dict(agreement.texts)
    files.update((path, text) for path, text in agreement.own.items() if path.endswith(PAGE))
    paths = list(files)
    texts = [content.decode("utf-8", "replace") for content in files.values()]
    doubtful = {*_suspects(agreement, files, texts)}
    doubtful |= {at for at, text in enumerate(texts) if SIGN in text}
    known = known_in(agreement) if doubtful else Known()
    for at in sorted(doubtful):
        allows = allows_in(texts[at], is_page=paths[at].endswith(PAGE))
        leaks, idle = split(find_leaks(texts[at], known), allows)
        if leaks or idle:
            yield Looked(paths[at], texts[at], leaks, idle)


def _suspects(
    agreement: Agreement, files: Mapping[str, bytes], texts: Sequence[str]
) -> Iterator[int]:
    """Yield the files to look into: but for those that were cleared while others were parsed."""
    cleared = agreement.answers["cleared"]() if "cleared" in agreement.answers else ()
    left = [at for at, content in enumerate(files.values()) if content not in cleared]
    yield from (left[number] for number in find_suspects([texts[at] for at in left]))


def finding(place: Place, leak: Leak) -> Finding:
    """Say what a leak in a file looks like; its value is never repeated."""
    allow = (
        "" if leak.sort == "token" else f"; where it is no person's, `allow[{leak.sort}]: REASON`"
    )
    return _finding(place, leak, f"{allow}; {GUIDE}")


def _finding(place: Place, leak: Leak, then: str = "") -> Finding:
    detail = f" ({leak.detail})" if leak.detail else ""
    message = f"this looks like {NAMES[leak.sort]}{detail}"
    return Finding(place, message, STEPS[leak.sort] + then)


class Places:
    """Places in one file; what a document calls them is read only where there is a finding."""

    def __init__(self, agreement: Agreement, path: str, text: str) -> None:
        """Count the lines."""
        self.path = path
        self.starts = [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]
        self.document = next((one for one in agreement.documents if one.path == path), None)

    def at(self, offset: int) -> Place:
        """Give the line, column and pointer of a sign of the text."""
        line = bisect_right(self.starts, offset)
        column = offset - self.starts[line - 1] + 1
        if self.document is None:
            return Place(self.path, line, column)
        marks: Mapping[tuple[str | int, ...], tuple[int, int]] = self.document.origin.marks
        before = [(mark, loc) for loc, mark in marks.items() if mark <= (line, column)]
        loc = max(before, key=lambda pair: (pair[0], len(pair[1])), default=((1, 1), ()))[1]
        name = pointer(self.document.written, loc)
        return Place(self.path, line, column, name, self.document.name)


def find_in_message(path: str, message: str, known: Known) -> Iterator[Finding]:
    """Yield what looks like a person's in a commit message.

    Args:
        path: What the message is called.
        message: Its text.
        known: What is no person's in this partnership.

    """
    text = without_trailers(message)
    for leak in find_leaks(text, known):
        line = text.count("\n", 0, leak.start) + 1
        column = leak.start - text.rfind("\n", 0, leak.start)
        yield _finding(Place(path, line, column), leak)
