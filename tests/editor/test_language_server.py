"""What an editor shows while a document is written, asked of the language server that editors use."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from partnership.scaffold import StarterTerms, starter_files, write_repository

pytestmark = pytest.mark.needs_program("yaml-language-server")

PATIENCE = 60
TERMS = StarterTerms(
    client="Harbour Foods",
    provider="Northlight Talent",
    country="GB",
    subdivision="ENG",
    time_zone="Europe/London",
    currency="GBP",
    start=date(2026, 7, 1),
    years=(2026, 2027),
)


class Editor:
    """A client of the language server over its standard input and output: one document at a time."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.settings = json.loads((root / ".vscode/settings.json").read_text())
        self.number = 0
        self.server = subprocess.Popen(
            ["yaml-language-server", "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.alarm = threading.Timer(PATIENCE, self.server.kill)
        self.alarm.start()
        folder = {"uri": root.as_uri(), "name": "acme"}
        wanted = {"rootUri": root.as_uri(), "capabilities": {}, "workspaceFolders": [folder]}
        self.ask("initialize", {"processId": os.getpid(), **wanted})
        self.tell("initialized", {})

    def open(self, path: str, text: str) -> list[dict[str, Any]]:
        """Open a document; give what the server finds wrong in it."""
        self.text = text
        self.uri = (self.root / path).as_uri()
        document = {"uri": self.uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        while True:
            message = self.receive()
            if message.get("method") == "textDocument/publishDiagnostics":
                found: list[dict[str, Any]] = message["params"]["diagnostics"]
                return found

    def at(self, method: str, before: str) -> Any:
        """Ask about the place after some text."""
        written = self.text[: self.text.index(before) + len(before)]
        position = {
            "line": written.count("\n"),
            "character": len(written.rpartition("\n")[2]),
        }
        return self.ask(method, {"textDocument": {"uri": self.uri}, "position": position})

    def complete(self, before: str) -> list[str]:
        """Give what may be written at a place."""
        return [item["label"] for item in self.at("textDocument/completion", before)["items"]]

    def hover(self, before: str) -> str:
        """Give what is shown at a place."""
        shown: str = self.at("textDocument/hover", before)["contents"]["value"]
        return shown

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        """Send a request; give its result."""
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while True:
            message = self.receive()
            if "method" not in message and message.get("id") == self.number:
                return message["result"]

    def tell(self, method: str, params: dict[str, Any]) -> None:
        """Send what needs no answer."""
        self.send({"method": method, "params": params})

    def send(self, message: dict[str, Any]) -> None:
        """Write one message."""
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.server.stdin is not None
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.server.stdin.flush()

    def receive(self) -> dict[str, Any]:
        """Read one message, and answer what the server itself asks."""
        assert self.server.stdout is not None
        length = 0
        while header := self.server.stdout.readline().strip():
            if header.lower().startswith(b"content-length:"):
                length = int(header.partition(b":")[2])
        assert length, f"no word from the language server in {PATIENCE} seconds"
        message: dict[str, Any] = json.loads(self.server.stdout.read(length))
        if message.get("method") == "workspace/configuration":
            sections = [item.get("section") for item in message["params"]["items"]]
            known = {"yaml": self._section("yaml")}
            self.send({"id": message["id"], "result": [known.get(name, {}) for name in sections]})
        elif "id" in message and "method" in message:
            self.send({"id": message["id"], "result": None})
        return message

    def _section(self, name: str) -> dict[str, Any]:
        """Give a section of the settings, as an editor would."""
        section: dict[str, Any] = {}
        for key, value in self.settings.items():
            first, *rest = key.split(".")
            if first == name:
                inner = section
                for part in rest[:-1]:
                    inner = inner.setdefault(part, {})
                inner[rest[-1]] = value
        return section

    def close(self) -> None:
        """End the server."""
        self.alarm.cancel()
        self.server.kill()
        self.server.communicate()


@pytest.fixture(scope="module")
def acme(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("editor")
    write_repository(folder, starter_files(TERMS))
    return folder


@pytest.fixture
def editor(acme) -> Iterator[Editor]:
    editor = Editor(acme)
    yield editor
    editor.close()


SLA = "partnership/slas/first-slate.yaml"


def changed(acme: Path, old: str, new: str) -> str:
    text = (acme / SLA).read_text()
    assert old in text
    return text.replace(old, new, 1)


def test_nothing_is_wrong_in_any_document_of_the_scaffold(acme, editor):
    documents = sorted(acme.glob("partnership/**/*.yaml"))
    assert len(documents) == 35

    for path in documents:
        assert [] == editor.open(str(path.relative_to(acme)), path.read_text()), path


def test_inside_an_sla_its_own_fields_are_offered(acme, editor):
    editor.open(SLA, changed(acme, "data_source: The applicant-tracking system\n", ""))

    offered = editor.complete("verified_by: client\n")

    assert "data_source" in offered
    assert "agenda" not in offered


def test_inside_a_row_of_targets_its_fields_are_offered(acme, editor):
    text = changed(acme, "    expected: 90%\n", "    \n")
    editor.open(SLA, text)

    offered = set(editor.complete("within: 7 business days\n    "))

    assert "expected" in offered
    assert "owed_by" not in offered


@pytest.mark.parametrize(
    ("field", "value", "offered"),
    [
        ("owed_by", "provider", {"client", "provider", "both"}),
        ("window", "month", {"month", "quarter", "year"}),
        ("class", "critical", {"critical", "kpi"}),
    ],
)
def test_the_values_of_a_field_are_offered(acme, editor, field, value, offered):
    editor.open(SLA, changed(acme, f"\n{field}: {value}\n", f"\n{field}: \n"))

    assert offered <= set(editor.complete(f"\n{field}: "))


def test_the_kinds_are_offered_where_only_the_settings_name_a_schema(acme, editor):
    """A new file has no modeline yet."""
    editor.open("partnership/slas/new.yaml", "kind: \n")

    assert {"SLA", "Metric", "Calendar", "Relief"} <= set(editor.complete("kind: "))


def test_over_a_field_stands_what_it_means(acme, editor):
    editor.open(SLA, (acme / SLA).read_text())

    shown = editor.hover("\nowed_b")

    assert "Who owes" in shown
    assert "SLA.schema.json" in shown


def test_a_wrong_unit_is_told_at_its_place(acme, editor):
    (found,) = editor.open(SLA, changed(acme, "7 business days", "7 busy days"))

    line = changed(acme, "7 business days", "7 busy days").split("\n")[
        found["range"]["start"]["line"]
    ]
    assert "7 busy days" in line
    assert "String does not match the pattern" in found["message"]


def test_a_misspelt_key_is_told_at_its_place(acme, editor):
    text = changed(acme, "placed_by:", "placed_bye:")

    found = editor.open(SLA, text)

    told = {text.split("\n")[one["range"]["start"]["line"]]: one["message"] for one in found}
    assert "Property placed_bye is not allowed." in told["placed_bye: due date"]
