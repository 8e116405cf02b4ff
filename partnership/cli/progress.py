"""How far long work is, shown to whoever watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Timer

from partnership.measuring.measurements import Task

PATIENCE = 1.0
"""Seconds after which progress is shown."""


def with_progress(tasks: Sequence[Task]) -> Iterator[Task]:
    """Yield tasks, and show how far they are where it takes long and someone is watching."""
    if not sys.stderr.isatty():
        yield from tasks
        return
    from rich.console import Console
    from rich.progress import Progress

    progress = Progress(console=Console(stderr=True), transient=True)
    bar = progress.add_task("measuring", total=len(tasks))
    patience = Timer(PATIENCE, progress.start)
    patience.daemon = True
    patience.start()
    try:
        for task in tasks:
            progress.update(bar, description=f"{task.sla.id} {task.period}")
            yield task
            progress.advance(bar)
    finally:
        patience.cancel()
        progress.stop()


@contextmanager
def watching(words: str) -> Iterator[Callable[[str], None]]:
    """Give what is to be told the name of each thing that is worked on, and show it likewise."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    status = Console(stderr=True).status(words)
    patience = Timer(PATIENCE, status.start)
    patience.daemon = True
    patience.start()
    try:
        yield lambda name: status.update(f"{words}: {name}")
    finally:
        patience.cancel()
        status.stop()
