"""What decides over proposals is changed with both parties' eyes on it.

Workflows, hooks, required packages and code owners say what runs on a proposal and who must agree to
it; a partnership's own checks and its waivers say what is accepted; signatories bind their company.
Whoever may change these alone may change everything else. So a proposal that touches them says so first.

A proposal is judged by the waivers of its base: its own count once it is merged.

To mend it: nothing needs mending. Both parties read this part and agree to it; best in a proposal of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from partnership.agreement import Agreement
from partnership.documents import Partnership, Role, Roles, Waiver
from partnership.findings import Finding, Place, Severity
from partnership.history.proposal import Proposal

SEVERITY = Severity.WARNING
LEADS = True
HINT = "both parties agree to this part; best in a proposal of its own"
AREAS = (
    ("what runs on a proposal", r"\.github/(workflows|actions)/|\.gitlab-ci\.yml$|\.gitlab/ci/"),
    ("what is installed to judge a proposal", r"requirements[^/]*\.(txt|in)$"),
    ("what runs before a commit", r"\.pre-commit-config\.yaml$"),
    ("who must agree to a proposal", r"(\.github/|\.gitlab/|docs/)?CODEOWNERS$"),
    ("how the forge treats a proposal", r"\.(github|gitlab)/"),
    ("how git shows a change", r"(.*/)?\.gitattributes$"),
)
"""What a path is for, by its beginning from git's top or from the partnership's folder."""
SIGNATORIES = "authorised_signatories"
SEAT = ("party", "team", "held", "deputies", "contact")
"""What says who sits on a seat."""


def find(proposal: Proposal) -> Iterator[Finding]:
    """Yield one finding for each kind of protected file, and for each waiver and signatory changed."""
    named = ((_area(path, proposal.head.base), path) for path in proposal.changed)
    touched = sorted(pair for pair in named if pair[0])
    for area, pairs in groupby(touched, key=lambda pair: pair[0]):
        paths = [path for _, path in pairs]
        more = f", with {len(paths) - 1} more" if len(paths) > 1 else ""
        message = f"the proposal changes {area}{more}"
        yield Finding(Place(paths[0]), message, HINT)
    if proposal.base.partnership is not None:
        yield from _waivers(proposal)
        yield from _signatories(proposal)
        yield from _seats(proposal)


def _area(path: str, base: str) -> str:
    inside = path.removeprefix(base) if path.startswith(base) else ""
    if inside.startswith("checks/"):
        return "the partnership's own checks"
    for area, form in AREAS:
        if re.match(form, path) or re.match(form, inside):
            return area
    return ""


def _waivers(proposal: Proposal) -> Iterator[Finding]:
    added = (one for one in proposal.added if isinstance(one, Waiver))
    changed = (
        after
        for before, after in proposal.kept
        if isinstance(after, Waiver) and before.origin.canonical != after.origin.canonical
    )
    for did, waivers in (("is added", added), ("is changed", changed)):
        for waiver in waivers:
            message = f"a waiver of `{waiver.check}` {did}; it counts once it is merged"
            yield waiver.finding(message, "check", hint=HINT)
    for gone in proposal.deleted:
        if isinstance(gone, Waiver) and gone.expires >= proposal.as_of:
            yield gone.finding(f"a waiver of `{gone.check}` is taken away", hint=HINT)


def _signatories(proposal: Proposal) -> Iterator[Finding]:
    for before, after in proposal.kept:
        if isinstance(before, Partnership) and isinstance(after, Partnership):
            message = "the proposal changes who may bind their company"
            if before.authorised_signatories != after.authorised_signatories:
                yield after.finding(message, SIGNATORIES, hint=HINT)
            elif _amended(before) != _amended(after):
                yield after.finding(message, "amendments", hint=HINT)


def _amended(document: Partnership) -> list[tuple[date, object]]:
    return [
        (one.from_, getattr(one, SIGNATORIES))
        for one in document.amendments
        if SIGNATORIES in one.model_fields_set
    ]


def _seats(proposal: Proposal) -> Iterator[Finding]:
    """Yield the seats of signatories that somebody else may sit on, now or from a day on."""
    base = proposal.base.partnership
    ids = _signing(base) if base else set()
    known = {
        (role.id, name, getattr(role, name))
        for _, role, _ in _roles(proposal.base)
        for name in SEAT
        if role.id in ids
    }
    there = {name for name, _, _ in known}
    for roles, role, index in _roles(proposal.head):
        for name in SEAT if role.id in there else ():
            if (role.id, name, getattr(role, name)) not in known:
                message = f"the seat `{role.id}`, which binds its company, changes its `{name}`"
                yield roles.finding(message, "roles", index, name, hint=HINT)


def _signing(partnership: Partnership) -> set[str]:
    versions = (terms.authorised_signatories for _, terms in partnership.versions())
    return {role for signing in versions for role in (*signing.client, *signing.provider)}


def _roles(agreement: Agreement) -> Iterator[tuple[Roles, Role, int]]:
    """Yield every seat of every version of the roles."""
    for roles in agreement.of(Roles):
        for _, terms in roles.versions():
            for index, role in enumerate(terms.roles):
                yield terms, role, index
