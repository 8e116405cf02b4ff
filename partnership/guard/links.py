"""Links to one person's page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from partnership.guard.leaks import Leak

END = r"(?=/?(?:[?#]|[.,;:!]?(?:[\s)\]>\"'`*|]|\Z)))"
"""Nothing but a question or a fragment follows on the path."""
NOT_A_USER = (
    r"(?!(?:about|account|actions|admin|api|apps|assets|blog|business|careers|categories|collections"
    r"|company|contact|copilot|customer-stories|dashboard|developers|docs|enterprise|events|explore"
    r"|features|git-guides|groups|hashtag|help|home|i|import|intent|issues|jobs|learn|legal|login|logos"
    r"|marketplace|new|news|notifications|open-source|orgs|organizations|pages|partners|plans|premium"
    r"|press|pricing|privacy|projects|pulls|readme|resources|search|security|settings|share|signup"
    r"|site|sitemap|snippets|solutions|sponsors|stars|status|support|team|teams|terms|topics|trending"
    r"|users|watch|why-gitlab|workspace)(?![\w-]))"
)
"""First parts of a path that are the service's own."""
PAGES: tuple[tuple[str, str], ...] = (
    ("LinkedIn", r"(?:[a-z]{2,3}\.)?linkedin\.com/(?:in|pub|mwlite/in)/[^\s/?#)\]]+"),
    (
        "LinkedIn",
        (
            r"(?:[a-z]{2,3}\.)?linkedin\.com/(?:talent|recruiter|sales)/(?:[\w-]+/){0,3}"
            r"(?:profile|people|lead|candidate)/[^\s/?#)\]]+"
        ),
    ),
    ("XING", r"xing\.com/profile/[^\s/?#)\]]+"),
    ("GitHub", rf"github\.com/{NOT_A_USER}[A-Za-z0-9][A-Za-z0-9-]{{0,38}}{END}"),
    ("GitLab", rf"gitlab\.com/(?:-/u/\d+|{NOT_A_USER}[\w.-]{{2,255}}{END})"),
    ("Bitbucket", rf"bitbucket\.org/{NOT_A_USER}[\w.-]{{2,62}}{END}"),
    ("Stack Overflow", r"stackoverflow\.com/(?:users|cv)/[^\s/?#)\]]+"),
    ("X", rf"(?:twitter|x)\.com/{NOT_A_USER}\w{{1,15}}(?:/status/\d+|/?{END})"),
    (
        "Facebook",
        (
            rf"(?:[a-z]{{1,2}}(?:-[a-z]{{2}})?\.)?facebook\.com/(?:people/|profile\.php\?id=|{NOT_A_USER}"
            rf"[\w.]{{4,50}}{END})"
        ),
    ),
    ("Instagram", rf"instagram\.com/{NOT_A_USER}[\w.]{{2,30}}{END}"),
    ("ResearchGate", r"researchgate\.net/profile/[^\s/?#)\]]+"),
    ("ORCID", r"orcid\.org/\d{4}-\d{4}-\d{4}-\d{3}[\dX]"),
    ("Google Scholar", r"scholar\.google\.[a-z.]{2,6}/citations\?[^\s]{0,60}user=\w+"),
    ("Kaggle", rf"kaggle\.com/{NOT_A_USER}[\w-]{{2,39}}{END}"),
    ("Behance", rf"behance\.net/{NOT_A_USER}[\w-]{{2,39}}{END}"),
    ("Dribbble", rf"dribbble\.com/{NOT_A_USER}[\w-]{{2,39}}{END}"),
    ("Medium", r"medium\.com/@[\w.-]+"),
    ("Telegram", rf"(?<!\w)t\.me/{NOT_A_USER}\w{{5,32}}{END}"),
    ("WhatsApp", r"wa\.me/\d{7,15}"),
    ("Calendly", rf"calendly\.com/{NOT_A_USER}[\w-]{{2,60}}"),
    ("a candidate's page", r"(?:app\d*\.)?greenhouse\.io/people/\d+"),
    ("a candidate's page", r"hire\.lever\.co/candidates/[\w-]+"),
    ("a candidate's page", r"app\.ashbyhq\.com/(?:[\w/-]{0,40})?candidates?/[\w-]+"),
)
"""Services with pages of persons, and how those are addressed."""
LINK = re.compile(
    r"(?<![\w.-])(?:https?://)?(?:www\.|m\.|mobile\.)?(?:"
    + "|".join(f"(?P<p{number}>{shape})" for number, (_, shape) in enumerate(PAGES))
    + ")",
    re.IGNORECASE,
)


HOST = re.compile(r"\.(?:com|org|net|me|io|co)/|\.google\.", re.IGNORECASE)
"""How the names of those services end."""
AROUND = 48, 256
"""How far before and after it a link reaches that is looked for."""


def find_links(text: str) -> Iterator[Leak]:
    """Yield the links to persons' pages; those of companies, jobs and repositories are none."""
    done = 0
    for host in HOST.finditer(text):
        start = max(done, host.start() - AROUND[0])
        found = LINK.search(text, start, host.end() + AROUND[1])
        if found and found.start() < host.end():
            service = PAGES[int((found.lastgroup or "p0")[1:])][0]
            yield Leak(*found.span(), "profile link", service)
            done = found.end()
