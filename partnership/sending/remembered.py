"""What was sent before, in a file of its own: names of things, the channel and the day."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from partnership.errors import WrongUsage
from partnership.files import write_file

FORMAT = "partnership/notified/1"


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent on each channel, and on which day."""

    channels: dict[str, dict[str, str]]

    def on(self, channel: str) -> frozenset[str]:
        """Give the names of what was sent on a channel."""
        return frozenset(self.channels.get(channel, ()))

    def added(self, channel: str, names: Iterable[str], day: str) -> Sent:
        """Add what is sent now."""
        now = self.channels.get(channel, {}) | dict.fromkeys(names, day)
        return replace(self, channels=self.channels | {channel: now})


def read_sent(path: Path) -> Sent:
    """Read what was sent; nothing where there is no such file.

    Raises:
        WrongUsage: the file is not what this program writes; sending everything again would be worse.

    """
    if not path.exists():
        return Sent({})
    try:
        found = json.loads(path.read_bytes())
        channels = found["sent"]
        is_ours = found["format"] == FORMAT and all(
            isinstance(name, str) and isinstance(day, str)
            for one in channels.values()
            for name, day in one.items()
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        is_ours = False
    if not is_ours:
        msg = f"{path} is not a file of what was sent (`{FORMAT}`); name another with --state, or remove it"
        raise WrongUsage(msg)
    return Sent({name: dict(one) for name, one in channels.items()})


def write_sent(path: Path, sent: Sent) -> None:
    """Write what was sent, whole or not at all."""
    text = json.dumps({"format": FORMAT, "sent": sent.channels}, indent=2, sort_keys=True)
    write_file(path, f"{text}\n")
