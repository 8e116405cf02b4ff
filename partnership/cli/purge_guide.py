"""`partnership purge-guide`: what to do when personal data or a secret was committed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from partnership.cli.options import path_argument, user_cache
from partnership.errors import NotAPartnership
from partnership.loading import find_root, load

FIRST = """\
# When personal data or a secret was committed

Work from top to bottom. Who does it: the seat that found it, with the privacy contacts of both parties.
Do not copy the value into a message, a ticket or a new commit: say the file, the line and the sort."""

STEPS = """\
## 1. Not pushed yet

Nothing left this machine. Take it out, then

    git commit --amend          (it stands in the last commit)
    git rebase -i COMMIT^       (it stands in an older one)

Run `partnership hook` again, and stop here. A token is revoked all the same if others use this machine.

## 2. Pushed: stop it from working, within the hour

- A token, key or password: revoke it where it was given out and make a new one. Rewriting history does not
  make it secret again: clones, forks, caches and notification mails have it.
- A card number or IBAN: tell the seat that answers for payments; the bank or issuer decides what is blocked.
- Close the door: make the repository private if it is not, pause the published handbook, ask everyone not to
  pull, merge or fork until step 5 is done.

## 3. Tell privacy, at once

Write to the privacy contacts of both parties: when it was committed and pushed, when it was found, which sort,
of how many people, who could read it since (clones, forks, CI logs, the handbook, mails of the forge), and what
step 2 did. A processor tells the controller without undue delay; the controller has 72 hours from becoming
aware to notify the authority unless a risk is unlikely (GDPR, Article 33). These clocks do not wait for step 4.
Privacy decides whether the people concerned are told.

## 4. Purge it from history

Only after step 3, agreed by both parties, by one person on a fresh clone:

    git clone --mirror URL purge.git && cd purge.git
    git filter-repo --replace-text ../expressions.txt              (a value; the file is not committed)
    git filter-repo --invert-paths --path PATH                     (a whole file)
    git filter-repo --replace-message ../expressions.txt           (a commit message)
    git push --force --mirror URL

`git filter-repo` is a program of its own. Allow the force push for this push alone and protect `main` again.
Then ask the forge's support to delete cached views, pull-request refs and forks; delete CI caches, artifacts
and logs that hold it; build the handbook anew; tell everyone to clone again and to delete the old clone, because
one push from an old clone brings everything back. Delete `expressions.txt` and `purge.git`."""

CHAIN = """\
## 5. Make the trail whole again

- Every commit from the first one that held it has a new id. Keep the map `.git/filter-repo/commit-map` with
  the incident: old ids stand in messages, tickets and mails.
- Signatures on rewritten commits and tags are void, and lines such as `Agreed-by` and sign-offs speak of commits
  that are gone. Both parties agree to the new tip once, naming the old one.
- `partnership audit history --remembered OLD_TIP` will say that history was rewritten. That is true: the
  Incident is its explanation.
- A Close names contents, not commits, so its chain holds as long as what it sealed is unchanged. Where the value
  stood in a sealed record, or in a term that a Close copied, purging changes its digest and that of every later
  Close: both parties seal those months again, oldest first, and the verdicts have to come out the same.
  `partnership audit periods` proves it.
- `partnership validate` and `partnership check` run on the new tip."""

LAST = """\
## 6. Record it

Write an `Incident` under `records/incidents/`: when it was detected, contained and notified, which sort, how many
people, which months were sealed again, never who or what. Then its cause: was the hook installed
(`pre-commit install --hook-type pre-commit --hook-type commit-msg`), and does CI run `partnership validate
--base main`? What the guard missed is worth a report to this program's maintainers, with an invented example."""


@click.command("purge-guide")
@path_argument
def command(path: Path) -> int:
    """Say what to do when personal data or a secret was committed, step by step.

    PATH is a partnership's folder or anything in it: there the guide also names what the guard finds
    now and which months are sealed. Outside of one it is the same without them.
    """
    click.echo("\n\n".join([FIRST, *_found(path), STEPS, CHAIN, *_sealed(path), LAST]))
    return 0


def _found(path: Path) -> Iterator[str]:
    """Name the places at which something is found now."""
    root = _root(path)
    if root is None:
        return
    from partnership.checks import personal_data

    found = sorted(personal_data.find(load(root, user_cache())), key=lambda one: one.order)
    lines = [f"- {one.place.path}:{one.place.line}: {one.message}" for one in found]
    yield "\n".join(
        ["Found here now:", "", *(lines or ["- nothing in documents, records and pages"])]
    )


def _sealed(path: Path) -> Iterator[str]:
    """Name the months whose Close may have to be made again."""
    root = _root(path)
    if root is None:
        return
    from partnership.documents import Close

    closes = [one.id for one in load(root, user_cache()).of(Close)]
    if closes:
        yield f"Sealed here: {len(closes)} from `{closes[0]}` to `{closes[-1]}`."
    else:
        yield "No month is sealed here yet."


def _root(path: Path) -> Path | None:
    try:
        return find_root(path)
    except NotAPartnership:
        return None
