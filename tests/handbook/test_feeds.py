"""The calendars beside the page of meetings: one for all, for each side and for each role."""

from __future__ import annotations

from partnership.handbook.feeds import files
from partnership.handbook.pages import find_pages
from tests.handbook.measured import book_of, write_measured


def test_each_side_and_each_role_in_a_meeting_has_a_calendar_that_the_page_links(tmp_path):
    book = book_of(write_measured(tmp_path))
    page = next(one for one in find_pages(book) if one.path == "meetings/index.md")
    written = dict(files(book))

    assert {"meetings/meetings.ics", "meetings/client.ics", "meetings/provider.ics"} < set(written)
    assert "meetings/roles/delivery-lead.ics" in written
    for path, content in written.items():
        assert content.startswith(b"BEGIN:VCALENDAR\r\n")
        assert f'href="{path.removeprefix("meetings/")}"' in page.markdown
    assert written == dict(files(book))


def test_the_page_names_whose_turn_it_is_to_lead_each_meeting(tmp_path):
    book = book_of(write_measured(tmp_path))
    page = next(one for one in find_pages(book) if one.path == "meetings/index.md")
    led = [book.agreement.roles[one.chair].title for one in book.meetings[:6]]

    assert {"Delivery lead", "Talent acquisition operations lead"} < set(led)
    rows = page.markdown.partition("Led by")[2]
    assert all(f">{title}</a>" in rows for title in led)
