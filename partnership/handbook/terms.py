"""What every document's page shows: who looks after it, its terms field by field, the exact clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from partnership.documents import Commitment, Document
from partnership.documents.base import LIST_KEYS
from partnership.documents.meanings import meaning_of
from partnership.documents.references import models_in
from partnership.findings import Loc
from partnership.handbook import writing
from partnership.handbook.book import Book
from partnership.handbook.names import day_words, field_words, names_of, row_words
from partnership.handbook.prose import prose
from partnership.handbook.writing import escape, paragraph

ELSEWHERE = {
    "kind",
    "id",
    "title",
    "description",
    "owners",
    "effective",
    "amendments",
    "labels",
    "format",
}
"""Fields that a page tells in its own words, outside the table."""
TOLD = {
    "Close": {"verdicts", "left_open", "measurements", "reliefs", "credits", "terms"},
    "DataProtection": {
        "activities",
        "terms",
        "sub_processors",
        "transfers",
        "retention",
        "breach_clocks",
    },
    "AutomatedTool": {"audit"},
    "Survey": {"items", "purpose"},
    "SurveyResult": {"audiences"},
    "Disclosure": {"sections", "not_shown", "purpose"},
    "Culture": {
        "values",
        "deciding",
        "communication",
        "candidate_tone",
        "onboarding",
        "observances",
        "risks",
    },
}
"""Fields of single kinds that their pages tell in their own words."""
NAMED = re.compile(r"[A-Za-z0-9.]*_[A-Za-z0-9_.]*")
"""A word of a system and not of people: `custom_fields.grade`."""
SYSTEMS = {"EventMap", "Partnership"}
"""The kinds that name tables and columns, which are told as they are called there."""
VERBATIM = "\nterms:\n"
"""Where the long part of a Close begins: whole documents, which have pages of their own."""


def head(book: Book, document: Document, path: str) -> Iterator[str]:
    """Yield what stands at the top of every document's page."""
    names = names_of(document.kind)
    crumb = book.link(book.index_of(document.kind), names.many, path)
    yield paragraph(crumb, "pac-crumb")
    yield f"# {writing.inline(book.title_of(document))}"
    yield draft_findings(book, document.path)
    if document.description:
        yield prose(document.description)


def draft_findings(book: Book, file: str) -> str:
    """Say what a draft has to say about a file."""
    found = book.findings_at(file)
    if not found:
        return ""
    items = (
        f"Line {one.place.line}: {escape(one.message)}"
        + (f" <em>{escape(one.hint)}</em>" if one.hint else "")
        for one in found
    )
    title = "<p><strong>Not fit to publish yet</strong></p>"
    return f'<div class="pac-draft">{title}{writing.bullets(items)}</div>'


def looked_after(book: Book, document: Document, path: str) -> str:
    """Say who looks after a commitment, and since when it binds."""
    if not isinstance(document, Commitment):
        return ""
    owners = document.owners
    said = (
        f"Looked after by {book.role(owners.client, path)} for {escape(book.party('client'))} and "
        f"{book.role(owners.provider, path)} for {escape(book.party('provider'))}. "
        f"In force from {day_words(document.effective.from_)}"
    )
    if document.effective.to:
        said += f" to {day_words(document.effective.to)}"
    said += "."
    later = [day_words(one.from_) for one in document.amendments]
    if later:
        said += f" Its terms were changed from {' and from '.join(later)} on."
    return paragraph(said, "pac-owners")


def fields(book: Book, document: Document, path: str) -> str:
    """Give a document's terms as a table: the field, what it says, what that means."""
    return _Fields(book, document, path).table()


def clause(book: Book, document: Document, path: str) -> Iterator[str]:
    """Yield the file as it is written, where it is, and how to change it."""
    source = book.sources.get(document.path)
    binds = isinstance(document, Commitment)
    yield "## The exact clause" if binds else "## The exact record"
    where = f"<code>{escape(document.path)}</code>"
    read, edit = book.source_of(document.path), book.edit_of(document.path)
    if read:
        where = writing.link(where, read)
    said = f"This is what {'binds' if binds else 'was recorded'}, word for word, from {where}."
    if edit:
        said += f" {writing.link('Propose a change', edit, 'pac-propose')}"
    elif binds:
        said += " To propose a change, edit this file on a branch and ask both sides to agree."
    yield paragraph(said)
    if source and document.kind == "Close":
        source = source.partition(VERBATIM)[0]
        yield paragraph("The terms that follow in the file are left out here.")
    if source:
        yield writing.code_block(source)
    named = book.named_by(document)
    if named and document.kind not in {"Roles", "Calendar"}:
        links = sorted({f"{names_of(one.kind).one}: {book.link_to(one, path)}" for one in named})
        yield "## Where it is used"
        yield writing.bullets(links[:60])


class _Fields:
    """Writes a document's values, with references as links."""

    def __init__(self, book: Book, document: Document, path: str) -> None:
        self.book, self.document, self.path = book, document, path
        self.links = book.links_of.get(document.name, {})
        self.titles = _titles_in(document)

    def table(self) -> str:
        """Write the table."""
        model = type(self.document)
        known = {
            info.alias or name: (name, info.annotation) for name, info in model.model_fields.items()
        }
        rows = []
        today = self.today()
        for key, (
            name,
            annotation,
        ) in known.items():  # in the order in which the kind explains them
            if key in ELSEWHERE or key not in today or key in TOLD.get(self.document.kind, ()):
                continue
            value, loc = today[key]
            inner = models_in(annotation)
            shown = self.value(value, loc, inner[0] if inner else None)
            meaning = escape(" ".join(meaning_of(model, name).split()))
            meaning = meaning.replace("&#96;", "")
            rows.append((f"<strong>{escape(field_words(key))}</strong>", shown, meaning))
        binds = isinstance(self.document, Commitment)
        head = ("Term", "What is agreed") if binds else ("Field", "What it says")
        return writing.table((*head, "What it means"), rows, "pac-terms")

    def today(self) -> dict[str, tuple[Any, Loc]]:
        """Give the fields as they stand on the day, amendments included, and where each is written."""
        written = self.document.written
        found: dict[str, tuple[Any, Loc]] = {key: (value, (key,)) for key, value in written.items()}
        amendments = enumerate(written.get("amendments", ()))
        day = self.book.as_of.isoformat()
        for index, amendment in sorted(amendments, key=lambda pair: str(pair[1]["from"])):
            if str(amendment["from"]) <= day:
                changed = {key: value for key, value in amendment.items() if key != "from"}
                for key, value in changed.items():
                    found[key] = (value, ("amendments", index, key))
        return found

    def value(self, value: Any, loc: Loc, model: type[BaseModel] | None) -> str:  # noqa: ANN401
        """Write a value of any shape."""
        if loc in self.links:
            return self.linked(*self.links[loc])
        if isinstance(value, Mapping):
            return self.mapping(value, loc, model)
        if isinstance(value, list):
            items = [self.value(item, (*loc, index), model) for index, item in enumerate(value)]
            if all(not isinstance(item, Mapping) for item in value):
                return ", ".join(items) if items else "none"
            return writing.bullets(items)
        if value is True:
            return "yes"
        if value is False:
            return "no"
        shown = escape(value)
        is_name = self.document.kind in SYSTEMS and NAMED.fullmatch(shown)
        return f"<code>{shown}</code>" if is_name else shown

    def mapping(self, value: Mapping[str, Any], loc: Loc, model: type[BaseModel] | None) -> str:
        """Write a mapping in a line: its title first, then key by key."""
        inner = {
            (info.alias or name): models_in(info.annotation)
            for name, info in (model.model_fields.items() if model else ())
        }
        parts = []
        title = value.get("title")
        if isinstance(title, str):
            parts.append(f"<strong>{escape(title)}</strong>")
        for key in sorted(value, key=list(inner).index if set(value) <= set(inner) else None):
            item = value[key]
            if key == "title" or (key == "id" and title):
                continue
            found = inner.get(key)
            shown = self.value(item, (*loc, key), found[0] if found else None)
            if key == "then" and isinstance(item, str):
                shown = escape(self.titles.get(item, item))
            if key in LIST_KEYS and key in {"id", "segment"} and isinstance(item, str):
                parts.append(f"<strong>{escape(row_words(item))}</strong>")
            else:
                parts.append(f"{escape(field_words(key).lower())}: {shown}")
        joined = "; ".join(parts) or "none"
        return joined.replace("</ul>; ", "</ul>")  # a list ends what it belongs to

    def linked(self, kind: str, name: str) -> str:
        """Link to what a reference names."""
        if kind == "role":
            return self.book.role(name, self.path)
        full = name if kind == "any" else f"{kind}/{name}"
        found = self.book.agreement.named(full)
        return self.book.link_to(found, self.path) if found else escape(name)


def _titles_in(document: Document) -> Mapping[str, str]:
    """Give the titles of what a document lists by id, as the levels of a ladder, by that id."""
    lists = (value for value in document.written.values() if isinstance(value, list))
    items = (item for listed in lists for item in listed if isinstance(item, Mapping))
    return {str(item["id"]): str(item["title"]) for item in items if {"id", "title"} <= {*item}}
