"""Drives a headless Chromium over its debugging pipe: no driver, no package, no network."""

from __future__ import annotations

import base64
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Self

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
CONNECT = """\
import os, sys
given = [os.dup(int(end)) for end in sys.argv[1:3]]
for wanted, end in zip((3, 4), given):
    os.dup2(end, wanted)
    os.set_inheritable(wanted, True)
os.execvp(sys.argv[3], sys.argv[3:])
"""
"""Becomes Chromium, which reads its pipe at descriptor 3 and writes at 4."""
WATCH = """\
window.hits = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
  window[name] = (...said) => { window.hits.push(name + ' ' + said.join(' ')); };
addEventListener('securitypolicyviolation', (e) => window.hits.push('blocked ' + e.blockedURI));
"""
"""Notices whatever a page should not do."""


def program() -> str | None:
    """Find Chromium, or give None."""
    return next((name for name in PROGRAMS if shutil.which(name)), None)


class Browser:
    """One tab of a Chromium with a new profile."""

    def __init__(self, width: int = 1280, height: int = 900) -> None:
        """Start it."""
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()
        flags = [*FLAGS, f"--user-data-dir={self.profile.name}", f"--window-size={width},{height}"]
        ends = (str(theirs_in), str(theirs_out))
        self.process = subprocess.Popen(
            [sys.executable, "-Ic", CONNECT, *ends, program() or "", *flags],
            pass_fds=(theirs_in, theirs_out),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self.reader, self.writer = os.fdopen(ours_in, "rb"), os.fdopen(ours_out, "wb")
        self.numbers = itertools.count(1)
        self.session: str | None = None
        self.requests: list[str] = []
        self.dialogs: list[str] = []
        self.left = b""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self.session = attached["sessionId"]
        for domain in ("Page", "Network", "Runtime"):
            self.call(f"{domain}.enable")
        self.call("Page.addScriptToEvaluateOnNewDocument", source=WATCH)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(20)
        self.reader.close()
        self.writer.close()
        self.profile.cleanup()

    def call(self, method: str, **parameters: Any) -> Any:
        """Call a method and give its result."""
        number = next(self.numbers)
        said: dict[str, Any] = {"id": number, "method": method, "params": parameters}
        if self.session:
            said["sessionId"] = self.session
        self.writer.write(json.dumps(said).encode() + b"\0")
        self.writer.flush()
        while True:
            answer = self.next_message()
            if answer.get("id") == number:
                assert "error" not in answer, answer
                return answer["result"]

    def next_message(self) -> dict[str, Any]:
        """Read a message; events that tests ask about are kept."""
        while b"\0" not in self.left:
            read = self.reader.read1(1 << 16)
            assert read, "Chromium has gone"
            self.left += read
        message, _, self.left = self.left.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        match found.get("method"):
            case "Network.requestWillBeSent":
                self.requests.append(found["params"]["request"]["url"])
            case "Page.javascriptDialogOpening":
                self.dialogs.append(found["params"]["message"])
                self.call("Page.handleJavaScriptDialog", accept=False)
        return found

    def visit(self, url: str) -> None:
        """Go to a page and wait until it has loaded."""
        self.call("Page.navigate", url=url)
        while self.next_message().get("method") != "Page.loadEventFired":
            pass

    def ask(self, expression: str) -> Any:
        """Evaluate an expression in the page, promises too."""
        found = self.call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def until(self, expression: str) -> None:
        """Wait until an expression is true, a minute at most."""
        wait = (
            "new Promise((done, fail) => { let n = 0; const look = () => { "
            f"if ({expression}) done(true); else if (n++ > 600) done(false); "
            "else setTimeout(look, 100); }; look(); })"
        )
        assert self.ask(wait), f"never true: {expression}"

    def hits(self) -> list[str]:
        """Give what the page did that it should not have done."""
        found: list[str] = self.ask("window.hits")
        return found + self.dialogs

    def screenshot(self, file: Path) -> None:
        """Write a picture of what is seen."""
        taken = self.call("Page.captureScreenshot", format="png")
        file.write_bytes(base64.b64decode(taken["data"]))
