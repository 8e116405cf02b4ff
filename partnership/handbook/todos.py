"""The pages of what is owed this week: one for each seat, one that leads to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from partnership.documents import Role
from partnership.duties.todo import Group, Item
from partnership.handbook import writing
from partnership.handbook.book import PARTIES, Book
from partnership.handbook.names import day_words
from partnership.handbook.writing import STACKED, Page, escape, paragraph, table
from partnership.website.addresses import todo_of

HEADINGS = {
    Group.OVERDUE: "Overdue",
    Group.TODAY: "Today",
    Group.THIS_WEEK: "Within seven days",
    Group.LATER: "Later, and to be begun",
    Group.NO_DAY: "Waiting, with no day agreed",
}
COUNTED = (Group.OVERDUE, Group.TODAY, Group.THIS_WEEK)
MANY = "What is owed this week"


def pages(book: Book) -> Iterator[Page]:
    """Yield the page that leads to all, and each seat's."""
    path = book.page("todo/index")
    blocks = [f"# {MANY}", paragraph(_said(book))]
    for party in PARTIES:
        rows = (_row(book, role, path) for role in book.roles if role.party == party)
        blocks.append(f"## {writing.inline(book.party(party))}")
        blocks.append(table(("Role", *_heads(), "Later"), rows) or paragraph("No roles."))
    yield Page(path, MANY, writing.joined(blocks))
    for role in book.roles:
        yield _page(book, role)


def summary(book: Book, path: str) -> Iterator[str]:
    """Yield for the first page who owes something this week."""
    if not book.roles:
        return
    owing = [role for role in book.roles if any(_of(book, role, group) for group in COUNTED)]
    yield f"## {MANY}"
    rows = ((_row(book, role, path)[:-1]) for role in owing)
    yield table(("Role", *_heads()), rows) or paragraph("Nothing is due within seven days.")
    yield paragraph(book.link(book.page("todo/index"), "Every role, and what comes later", path))


def count(book: Book, role: Role, path: str) -> str:
    """Link to what a seat owes, with how much that is."""
    found = sum(len(_of(book, role, group)) for group in COUNTED)
    late = len(_of(book, role, Group.OVERDUE))
    said = f"{found} due" if found else "nothing due"
    said += f", {late} of it overdue" if late else ""
    return book.link(f"{book.folder}{todo_of(role.id)}", said, path)


def _page(book: Book, role: Role) -> Page:
    path = f"{book.folder}{todo_of(role.id)}"
    title = f"{role.title}: what you owe this week"
    todo = book.todo_of(role.id)
    blocks = [
        paragraph(book.link(book.page("todo/index"), MANY, path), "pac-crumb"),
        f"# {writing.inline(title)}",
        paragraph(f"{book.role(role.id, path)} at {escape(book.party(role.party))}. {_said(book)}"),
    ]
    for group, heading in HEADINGS.items():
        found = todo.of(group)
        if found:
            blocks += [f"## {heading}", _table(book, role, found, path)]
    if not todo.items:
        blocks.append(paragraph("Nothing is overdue, and nothing is due within seven days."))
    return Page(path, title, writing.joined(blocks))


def _table(book: Book, role: Role, found: Iterable[Item], path: str) -> str:
    return table(
        ("What", "Due", "Where"),
        ((_what(book, role, one, path), _due(one), _where(book, one, path)) for one in found),
        STACKED,
    )


def _what(book: Book, role: Role, one: Item, path: str) -> str:
    said = escape(one.point.text.replace("`", ""))
    if one.point.owner != role.id:
        return f"{said} <small>for {book.role(one.point.owner, path)}, a vacant seat</small>"
    if one.is_stood_in:
        return f"{said} <small>{book.role(one.answers, path)} stands in</small>"
    return said


def _due(one: Item) -> str:
    return day_words(one.point.due) if one.point.due else ""


def _where(book: Book, one: Item, path: str) -> str:
    """Link to the page of the document and name its line."""
    place = one.point.place
    document = book.agreement.named(place.document)
    if document is None:
        return ""
    line = escape(f"{place.path}:{place.line}")
    return f"{book.link_to(document, path)}<br><small>{line}</small>"


def _row(book: Book, role: Role, path: str) -> tuple[str, ...]:
    numbers = [len(_of(book, role, group)) for group in (*COUNTED, Group.LATER)]
    link = book.link(f"{book.folder}{todo_of(role.id)}", role.title, path)
    return link, *(_number(number, late=not place) for place, number in enumerate(numbers))


def _number(number: int, *, late: bool) -> str:
    said = str(number) if number else "none"
    return f"<strong>{said}</strong>" if number and late else said


def _of(book: Book, role: Role, group: Group) -> tuple[Item, ...]:
    return book.todo_of(role.id).of(group)


def _heads() -> tuple[str, ...]:
    return tuple(HEADINGS[group] for group in COUNTED)


def _said(book: Book) -> str:
    return f"As the files tell on {day_words(book.as_of)}; branches that wait are not counted."
