"""Services that carry messages, through apprise; their addresses are secrets and are never shown."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from partnership.errors import WrongUsage

VARIABLE = "PARTNERSHIP_NOTIFY"


@dataclass(frozen=True, slots=True)
class Service:
    """One service that is reached at an address."""

    name: str
    """What people call it: `Slack`."""
    longest: int
    """How many signs a body may have."""
    longest_title: int
    """How many a title may have; 0 where there are none."""
    carrier: Any

    def send(self, title: str, body: str) -> bool:
        """Send one message; say whether the service took it."""
        return bool(self.carrier.notify(body=body, title=title, body_format="text"))


def variable_of(channel: str) -> str:
    """Name the environment variable of a channel's address: `PARTNERSHIP_NOTIFY_DAILY_DELIVERY`."""
    return f"{VARIABLE}_{channel.replace('-', '_').upper()}"


def find_address(
    channel: str, environment: Mapping[str, str], file: Path | None, top: Path
) -> str | None:
    """Find the address of a channel's service: in a file outside the repository, or in the environment.

    Args:
        channel: The channel.
        environment: The environment's variables.
        file: A file with a channel and an address in each line.
        top: The folder that git keeps.

    Raises:
        WrongUsage: the file cannot be read, or stands where git might keep it.

    """
    if file is None:
        return environment.get(variable_of(channel)) or environment.get(VARIABLE)
    if file.resolve().is_relative_to(top.resolve()):
        msg = f"{file} stands inside the repository, where git might keep its secrets; move it out"
        raise WrongUsage(msg)
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        msg = f"cannot read {file}: {getattr(error, 'strerror', None) or 'it is not UTF-8'}"
        raise WrongUsage(msg) from None
    pairs = (line.split(None, 1) for line in lines if not line.lstrip().startswith("#"))
    return next((pair[1].strip() for pair in pairs if len(pair) == 2 and pair[0] == channel), None)


def open_service(address: str) -> Service:
    """Open the service at an address.

    Raises:
        WrongUsage: apprise is not installed, or knows no such address; the text never repeats it.

    """
    quiet = logging.getLogger("apprise")  # what it logs holds parts of addresses
    quiet.addHandler(logging.NullHandler())
    quiet.propagate = False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # what it imports is its own affair
        try:
            import apprise
        except ImportError:
            msg = "sending needs apprise: install `partnership-as-code[notify]`"
            raise WrongUsage(msg) from None
        carrier = apprise.Apprise.instantiate(address)
    if not carrier:
        scheme = address.partition("://")[0] if "://" in address else ""
        named = f" (`{scheme}://…`)" if scheme.isalnum() else ""
        msg = f"apprise knows no such address{named}; see its list of services for how each is written"
        raise WrongUsage(msg)
    name = str(carrier.service_name or "the service")
    return Service(name, int(carrier.body_maxlen), int(carrier.title_maxlen or 0), carrier)
