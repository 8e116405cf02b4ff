"""`partnership handbook serve` in a process of its own, and what a browser would read from it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path


def start(root: Path, *options: str) -> tuple[subprocess.Popen[str], str]:
    """Serve a partnership's handbook on a free port, and give its address once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    program = Path(sys.executable).with_name("partnership")
    process = subprocess.Popen(
        [program, "handbook", "serve", root, *options, "--port", port],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        # A shell that runs the tests in the background has switched Ctrl-C off for all below it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    url = f"http://127.0.0.1:{port}/"
    try:
        until(lambda: bool(read(url)))
    except BaseException:
        process.kill()
        process.wait()
        raise
    return process, url


def read(url: str) -> str:
    """Read a page; nothing where there is none yet."""
    try:
        with urllib.request.urlopen(url, timeout=5) as page:  # noqa: S310 - our own address
            return str(page.read().decode())
    except OSError:
        return ""


def until(true: Callable[[], bool], seconds: int = 60) -> None:
    """Wait until something is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.2)
