"""An inline allow accepts something that is there, and says why.

`# allow[phone]: REASON` tells every later reader that somebody looked and decided. Without a reason nobody
knows why; where nothing of its sort stands there, it would cover the next thing that somebody writes.

To mend it: write the reason in a few words, spell the sort as the finding does (`e-mail`, `phone`,
`national id`, `card`, `IBAN`, `profile link`, `token`), or delete the allow.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._persons import Places, looked
from partnership.findings import Finding, Severity, nearest
from partnership.guard import SORTS
from partnership.guard.allows import FEWEST, Allow

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every allow that has no reason, an unknown sort, or nothing to allow."""
    for one in looked(agreement):
        if one.idle:
            places = Places(agreement, one.path, one.text)
            yield from (Finding(places.at(allow.at), *_wrong(allow)) for allow in one.idle)


def _wrong(allow: Allow) -> tuple[str, str]:
    if allow.sort not in SORTS:
        near = nearest(allow.sort, SORTS)
        known = ", ".join(f"`{sort}`" for sort in SORTS)
        message = f"there is no sort `{allow.sort}` of personal data"
        return message, f"did you mean `{near}`?" if near else f"the sorts are {known}"
    if len(allow.reason) < FEWEST:
        example = f"`allow[{allow.sort}]: the reception's, and public`"
        return "this allow has no reason", f"say after a colon why it is no person's: {example}"
    message = f"nothing here looks like what `allow[{allow.sort}]` allows"
    return message, "delete it, or move it to the line or over the block that it is meant for"
