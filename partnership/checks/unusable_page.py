"""What stands under `site/docs/` is a page or a picture that the handbook can show.

A page is Markdown in UTF-8, at most 64 KiB, whose name ends in `.md`; a picture is a PNG, JPEG, GIF or WebP.
Both are published as they are, so a program, a drawing that can hold one (SVG) or a file whose name hides what
it is has no place there. An address that two pages share would lose one of them. Pages are CommonMark with
tables; HTML in them is shown as text, and settings at their top (front matter) do nothing. Names that begin with
a dot are passed over.

To mend it: rename the file, save it in another form, or move it out of `site/docs/`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.findings import Finding, Place, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield what keeps a file from being shown as it is."""
    if not agreement.own:
        return
    from partnership.website.pages import find_unusable

    for one in find_unusable(agreement):
        yield Finding(Place(one.path, one.line), one.message, one.hint)
