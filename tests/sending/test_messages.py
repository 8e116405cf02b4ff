"""A message is cut to what a service takes: whole lines, and how many more there are."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.duties.points import Point
from partnership.duties.todo import Group, Item
from partnership.errors import WrongUsage
from partnership.sending.messages import Message, fitted, name_of
from partnership.sending.remembered import Sent, read_sent, write_sent

ITEMS = tuple(
    Item(Point(text, "client", "head", date(2026, 1, 12)), group, "head")
    for text, group in (("One", Group.OVERDUE), ("Two", Group.OVERDUE), ("Three", Group.TODAY))
)
MESSAGE = Message("head", "Head", "Head: 3 things", ITEMS, ("- One", "- Two", "- Three"))


@pytest.mark.parametrize(
    ("longest", "longest_title", "title", "body"),
    [
        (99, 99, "Head: 3 things", "Overdue:\n- One\n- Two\nToday:\n- Three"),
        (99, 0, "", "Head: 3 things\nOverdue:\n- One\n- Two\nToday:\n- Three"),
        (35, 99, "Head: 3 things", "Overdue:\n- One\n- Two\nToday:\n- Three"),
        (34, 99, "Head: 3 things", "Overdue:\n- One\n- Two\nand 1 more"),
        (30, 99, "Head: 3 things", "Overdue:\n- One\nand 2 more"),
        (10, 99, "Head: 3 things", "and 3 more"),
        (9, 99, "Head: 3 things", ""),
        (9, 0, "", ""),
    ],
)
def test_no_line_is_cut(longest, longest_title, title, body):
    text = fitted(MESSAGE, longest, longest_title)

    assert (title, body) == (text.title, text.body)
    assert len(text.body) <= longest
    assert 3 == len(text.said) + text.more


def test_a_thing_is_named_anew_only_when_it_is_overdue_or_another_day_is_agreed():
    def named(due, group):
        return name_of(Item(Point("One", "client", "head", due), group, "head"))

    first = named(date(2026, 1, 12), Group.LATER)
    assert first == named(date(2026, 1, 12), Group.TODAY)
    assert first != named(date(2026, 1, 12), Group.OVERDUE)
    assert first != named(date(2026, 1, 13), Group.LATER)


def test_what_was_sent_is_read_as_it_was_written(tmp_path):
    sent = Sent({}).added("daily", ["a"], "2026-01-12").added("daily", ["b"], "2026-01-13")
    write_sent(tmp_path / "build/sent.json", sent)

    assert sent == read_sent(tmp_path / "build/sent.json")
    assert frozenset("ab") == sent.on("daily")
    assert frozenset() == sent.on("other")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": "partnership/notified/1", "sent": []}', '{"sent": {}}']
)
def test_a_file_of_something_else_is_refused(tmp_path, text):
    (tmp_path / "sent.json").write_text(text)

    with pytest.raises(WrongUsage, match="is not a file of what was sent"):
        read_sent(tmp_path / "sent.json")
