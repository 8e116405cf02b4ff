"""Who is asked to review what: the owners that documents name, by the teams of their seats."""

from __future__ import annotations

import re
from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Commitment

HANDLE = re.compile(r"@[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*")
"""What both forges take for a team or an account."""
PLAIN_PATH = re.compile(r"[\w./-]+")
PROTECTED = (
    ".github/",
    ".gitlab/",
    ".gitlab-ci.yml",
    ".pre-commit-config.yaml",
    "CODEOWNERS",
    "checks/",
    "partnership/partnership.yaml",
    "partnership/roles.yaml",
    "requirements.txt",
    "schemas/",
)
"""What decides how proposals are judged, and by whom."""
HEAD = """\
# Who is asked to review what, from the owners that each document names and the teams of their seats
# in partnership/roles.yaml. `partnership codeowners` prints it anew. The last line that fits counts.
"""
BOTH = """\
#
# Both parties stand on every line, and one of a line's owners is enough for the forge. So that neither
# approves alone, let the rules of the main branch require an approval of each party's team.
"""


def codeowners_text(agreement: Agreement) -> str:
    """Write a CODEOWNERS file; where a party has no team yet it says so and gives nobody a path."""
    signatories = {party: set(_signing(agreement, party)) for party in ("client", "provider")}
    without = [party for party, teams in signatories.items() if not teams]
    if without:
        return HEAD + "#\n" + "".join(_missing(party) for party in without)
    everyone = _line("*", signatories["client"] | signatories["provider"])
    lines = [everyone, *_documents(agreement, signatories)]
    lines.extend(
        _line(f"/{agreement.base}{path}", signatories["client"] | signatories["provider"])
        for path in PROTECTED
    )
    return HEAD + BOTH + "".join(lines)


def _documents(agreement: Agreement, signatories: dict[str, set[str]]) -> Iterator[str]:
    both = signatories["client"] | signatories["provider"]
    for document in agreement.documents:
        if not isinstance(document, Commitment) or not PLAIN_PATH.fullmatch(document.path):
            continue
        client = set(_teams(agreement, document.owners.client)) or signatories["client"]
        provider = set(_teams(agreement, document.owners.provider)) or signatories["provider"]
        if client | provider != both:
            yield _line(f"/{document.path}", client | provider)


def _signing(agreement: Agreement, party: str) -> Iterator[str]:
    if agreement.partnership:
        for seat in getattr(agreement.partnership.authorised_signatories, party):
            yield from _teams(agreement, seat)


def _teams(agreement: Agreement, seat: str) -> Iterator[str]:
    role = agreement.roles.get(seat)
    if role and role.team and HANDLE.fullmatch(role.team):
        yield role.team


def _line(path: str, teams: set[str]) -> str:
    return f"{path} {' '.join(sorted(teams))}\n"


def _missing(party: str) -> str:
    return (
        f"# Nobody who signs for the {party} has a team yet: write `team:` beside their seat in\n"
        f'# partnership/roles.yaml, as in `team: "@{party}/agreement"`, and print this anew.\n'
    )
