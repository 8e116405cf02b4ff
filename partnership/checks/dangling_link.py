"""Every link and picture of a page under `site/docs/` leads somewhere.

A page may lead to another page (`meetings-we-keep.md`, also with the `#heading` on it), to a document by its file
(`../../partnership/slas/first-slate.yaml`, which works on the forge too), to a page that the handbook writes
(`glossary.md`, `promises/first-slate.md`), to a picture beside it, to the web and to a mailbox. Any other link
would leave a reader nowhere, and a picture from elsewhere would tell others who reads this handbook.

To mend it: write the path from the page to what it leads to.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.findings import Finding, Place, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every link that leads nowhere."""
    if not agreement.own:
        return
    from partnership.website.links import find_broken

    for one in find_broken(agreement):
        yield Finding(Place(one.page.path, one.line), one.message, one.hint)
