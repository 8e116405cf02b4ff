"""`partnership notify`: what is shown, sent, held and left out; delivered to a webhook on loopback."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from partnership.cli import run
from tests.duties.agreements import ROLES, agreement, record

ACTIONS = (
    "actions:\n"
    "  - {id: slots, text: Give <!here> slots @all., owner: head, due: 2026-01-12}\n"
    "  - {id: list, text: Bring the list., owner: head, due: 2026-01-15}\n"
    "minutes_on: 2026-01-07\n"
)
CHANNEL = """\
kind: Channel
id: daily
title: Daily
owners: {client: ops, provider: lead}
effective: {from: 2026-01-01}
purpose: What waits for whom.
tool: Teams
audience: [head, lead]
response_within: 4 business hours
calendar: london
data_allowed: [public, internal]
"""
CALENDAR = """\
kind: Calendar
id: london
title: London
owners: {client: ops, provider: lead}
effective: {from: 2026-01-01}
time_zone: Europe/London
workdays: [monday, tuesday, wednesday, thursday, friday]
hours: [09:00-17:00]
holidays: []
"""
NOON = "2026-01-15T12:00"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "here"
    agreement(folder, record("2026-01-06", ACTIONS, paper="none"), more=CHANNEL)
    (folder / "partnership/calendar.yaml").write_text(CALENDAR)
    return folder


class Server(HTTPServer):
    """A webhook that keeps what it takes."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Hook)
        self.taken: list[dict[str, str]] = []
        self.status = 200


class Hook(BaseHTTPRequestHandler):
    """Takes what is posted, or refuses it."""

    server: Server

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append(json.loads(body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_):
        """Write nothing."""


@pytest.fixture
def hook(monkeypatch):
    """A webhook server on loopback, which ends with the test."""
    pytest.importorskip("apprise", reason="apprise (the extra `notify`) is not installed")
    server = Server()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("PARTNERSHIP_NOTIFY_DAILY", f"json://127.0.0.1:{server.server_port}/")
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def told(folder, capsys, *options, at=NOON, status=0, party="client"):
    asked = ["notify", str(folder), "--party", party, "--channel", "daily", "--at", at]
    assert status == run([*asked, *options])
    found = capsys.readouterr()
    return found.out if status != 2 else found.err


def test_without_send_it_is_shown_and_nothing_is_kept(folder, capsys):
    said = told(folder, capsys)

    assert "Head, on Daily (Teams), 2 things: would go now\n" in said
    assert "  | Head: 2 things to do, 1 overdue; Harbour Foods and Northlight Talent\n" in said
    assert "  | Overdue:\n" in said
    assert "Nothing was sent; --send sends." in said
    assert not (folder / "build").exists()


def test_one_message_is_delivered_for_each_seat_and_none_twice(folder, capsys, hook):
    assert "Head, on Daily (Teams), 2 things: sent\n" in told(folder, capsys, "--send")
    assert "Nothing to tell" not in told(folder, capsys, "--send", party="provider")
    again = told(folder, capsys, "--send", "--role", "head")

    assert "Nothing to tell: nothing is due, or all was told before.\n" == again
    assert ["Head: 2 things to do, 1 overdue", "Lead: 2 things to do"] == [
        one["title"].split(";")[0] for one in hook.taken
    ]
    assert "- 15 Jan 2026: Bring the list [records/0.yaml:9]" in hook.taken[0]["message"]


def test_what_was_told_is_told_once_more_when_it_is_overdue(folder, capsys, hook):
    told(folder, capsys, "--send", "--role", "head")
    told(folder, capsys, "--send", "--role", "head", at="2026-01-16T12:00")

    assert ["Head: 2 things to do, 1 overdue", "Head: 1 thing to do, 1 overdue"] == [
        one["title"].split(";")[0] for one in hook.taken
    ]


def test_no_text_of_a_document_calls_people_or_marks_up(folder, capsys, hook):
    told(folder, capsys, "--send", "--role", "head")

    assert "Give \u2039!here\u203a slots @ all" in hook.taken[0]["message"]


def test_who_is_not_at_work_is_told_later_and_when(folder, capsys, hook):
    said = told(folder, capsys, "--send", "--role", "head", at="2026-01-16T18:30")

    assert "2 things: held until Monday 2026-01-19 09:00 Europe/London\n" in said
    assert [] == hook.taken
    assert "sent\n" in told(folder, capsys, "--send", "--role", "head", at="2026-01-19T09:00")
    assert 1 == len(hook.taken)


def test_a_seats_own_hours_come_before_the_channels(folder, capsys):
    late = "head@client.example, calendar: london, hours: 13:00-19:00,"
    (folder / "partnership/roles.yaml").write_text(ROLES.replace("head@client.example,", late))

    assert "held until Thursday 2026-01-15 13:00" in told(folder, capsys, "--role", "head")
    assert "would go now" in told(folder, capsys, "--role", "head", at="2026-01-15T18:30")


def test_what_a_channel_is_not_for_is_left_out_and_said(folder, capsys):
    channel = folder / "partnership/more.yaml"
    channel.write_text(CHANNEL.replace("[public, internal]", "[public]"))
    said = told(folder, capsys, "--role", "head")

    assert "Head, on Daily (Teams), no things: not sent: nothing that may be said here\n" in said
    assert "  2 things left out: `daily` is for public data only\n" in said
    assert "Bring the list" not in said


def test_who_does_not_read_the_channel_is_not_told_there(folder, capsys):
    channel = folder / "partnership/more.yaml"
    channel.write_text(CHANNEL.replace("[head, lead]", "[lead]"))

    assert "not sent: it does not read `daily`: it is not in its `audience`" in told(folder, capsys)


def test_what_looks_like_personal_data_is_never_sent(folder, capsys, hook):
    path = folder / "records/0.yaml"
    path.write_text(path.read_text().replace("Bring the list.", "Call +44 20 7946 0018."))
    said = told(folder, capsys, "--send", "--role", "head")

    assert "  1 thing left out: the text holds what looks like personal data\n" in said
    assert "7946" not in json.dumps(hook.taken) + said


def test_a_service_that_does_not_take_it_is_said_and_tried_again(folder, capsys, hook):
    hook.status = 500
    said = told(folder, capsys, "--send", "--role", "head", status=1)
    hook.status = 200

    assert "NOT sent: JSON did not take it" in said
    assert "2 things: sent\n" in told(folder, capsys, "--send", "--role", "head")


def test_a_message_is_cut_between_lines_and_the_rest_goes_the_next_time(folder, capsys, hook):
    step = "  - {{id: n{0}, text: Number {0} {1}., owner: head, due: 2026-01-16}}\n"
    lines = "".join(step.format(number, "x" * 900) for number in range(40))
    path = folder / "records/0.yaml"
    path.write_text(path.read_text().replace("minutes_on", lines + "minutes_on"))
    said = told(folder, capsys, "--send", "--role", "head")
    told(folder, capsys, "--send", "--role", "head")
    first, second = (one["message"] for one in hook.taken)

    assert len(first) <= 32768
    assert first.endswith("and 6 more")
    assert "6 more the next time" in said
    assert 42 == sum(line.startswith("- ") for line in [*first.split("\n"), *second.split("\n")])


def test_addresses_may_stand_in_a_file_outside_the_repository_alone(folder, capsys, hook):
    inside, outside = folder / "addresses", folder.parent / "addresses"
    for file in (inside, outside):
        file.write_text(
            f"# secret\nother json://nowhere/\ndaily json://127.0.0.1:{hook.server_port}/\n"
        )

    told(folder, capsys, "--send", "--role", "head", "--addresses", str(outside))
    said = told(folder, capsys, "--addresses", str(inside), status=2)

    assert 1 == len(hook.taken)
    assert "stands inside the repository, where git might keep its secrets; move it out" in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--channel", "dayly"), "there is no Channel `dayly`; did you mean `daily`?"),
        (("--role", "haed"), "there is no role `haed`; did you mean `head`?"),
        (("--send",), "`daily` has no address: set PARTNERSHIP_NOTIFY_DAILY"),
        (("--state", "STATE"), "is not a file of what was sent (`partnership/notified/1`)"),
    ],
)
def test_what_cannot_be_done_says_how_to_go_on(folder, capsys, options, said):
    (folder / "STATE").write_text("[]")
    options = [str(folder / "STATE") if one == "STATE" else one for one in options]

    assert said in told(folder, capsys, *options, status=2)


def test_an_address_that_nothing_knows_is_never_repeated(folder, capsys, hook, monkeypatch):
    monkeypatch.setenv("PARTNERSHIP_NOTIFY_DAILY", "nosuch://secret-token@host")
    said = told(folder, capsys, status=2)

    assert "apprise knows no such address (`nosuch://…`)" in said
    assert "secret" not in said
