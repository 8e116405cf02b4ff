"""Personal data is found wherever it is written, at its place, and never repeated."""

from __future__ import annotations

import subprocess
from datetime import date

import pytest

from partnership.checks import find_all
from partnership.cli import run
from partnership.loading import load
from partnership.loading.parsing import WORTH_A_PROCESS
from partnership.scaffold import StarterTerms, starter_files, write_repository

DAY = date(2026, 7, 10)
MAIL = "jane.roe@example.com"
CHECK = "personal-data"
WAIVER = """\
kind: Waiver
id: agreed-address
check: personal-data
document: SLA/first-slate
reason: The arbitrator's own address, which both parties chose to name
accepted_by: vendor-manager
expires: 2026-12-31
"""


@pytest.fixture
def acme(tmp_path, monkeypatch):
    """A clean agreement, in a repository without a commit."""
    monkeypatch.setenv("PARTNERSHIP_NO_CACHE", "1")
    terms = StarterTerms(
        client="Harbour Foods",
        provider="Northlight Talent",
        country="GB",
        subdivision="ENG",
        time_zone="Europe/London",
        currency="GBP",
        start=date(2026, 7, 1),
        years=(2026, 2027),
    )
    root = tmp_path / "acme"
    write_repository(root, starter_files(terms))
    return root


def found_in(root):
    """What the guard finds: path, line, column, and what the place is called."""
    return [
        (one.place.path, one.place.line, one.place.column, one.place.document, one.place.pointer)
        for one in find_all(load(root), DAY)
        if one.check == CHECK and not one.waived
    ]


def append(root, path, text):
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_text() if file.exists() else ""
    file.write_text(before + text)
    return len(before.splitlines())


FREE = "tool_change"
"""A field of words that the new SLA does not have yet."""
SLA = "partnership/slas/first-slate.yaml"


def test_a_new_partnership_holds_none(acme):
    assert [] == found_in(acme)


def test_a_field_is_named(acme):
    lines = append(acme, SLA, f"labels: [one]\n{FREE}: Ask {MAIL}.\n")

    assert [(SLA, lines + 2, len(FREE) + 7, "SLA/first-slate", FREE)] == found_in(acme)


def test_a_comment_holds_none_either(acme):
    lines = append(acme, SLA, f"# ask {MAIL} first\n")

    ((path, line, column, document, _),) = found_in(acme)
    assert (SLA, lines + 1, 7, "SLA/first-slate") == (path, line, column, document)


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("records/notes.yaml", f"to: {MAIL}\n", (1, 5)),
        ("partnership/broken.yaml", f"a: [\nb: {MAIL}\n", (2, 4)),
        ("site/docs/people.md", f"# People\n\nAsk {MAIL}.\n", (3, 5)),
    ],
)
def test_files_that_are_no_document_are_looked_through_as_well(acme, path, text, place):
    append(acme, path, text)

    assert [(path, *place, "", "")] == found_in(acme)


def test_the_settings_of_the_site_are_looked_through(acme):
    lines = append(acme, "site/mkdocs.yml", f"# {MAIL}\n")

    assert [("site/mkdocs.yml", lines + 1, 3, "", "")] == found_in(acme)


def test_no_report_repeats_what_was_found(acme, capsys):
    append(acme, SLA, f"description: Ask {MAIL}.\n")

    for form in ("text", "json", "github", "markdown"):
        assert 1 == run(["validate", str(acme), "--as-of", DAY.isoformat(), "--format", form])

        told = capsys.readouterr().out
        assert CHECK in told
        assert "jane" not in told.lower()


@pytest.mark.parametrize(
    "address",
    [
        "somebody@client.example",
        "somebody@mail.provider.example",
        "support@elsewhere.example",
        "legal.notices@elsewhere.example",
        "git@forge.example:client/agreement.git",
        "ssh://deploy@forge.example/agreement.git",
    ],
)
def test_the_parties_own_and_shared_mailboxes_are_no_persons(acme, address):
    append(acme, SLA, f"description: Ask {address}\n")

    assert [] == found_in(acme)


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ("harbour-hh@host.example", "this looks like a person's e-mail address"),
        ('"+44 7911 123456"', "this looks like a person's phone number"),
    ],
)
def test_a_seat_s_contact_is_looked_at_like_any_other_text(acme, contact, said):
    """Otherwise one line of Roles would make a person's address known everywhere."""
    roles = acme / "partnership/roles.yaml"
    text = roles.read_text()
    assert "contact: talent@client.example" in text
    roles.write_text(text.replace("contact: talent@client.example", f"contact: {contact}"))
    append(acme, SLA, f"description: Ask {contact.strip(chr(34))}.\n")

    found = [one for one in find_all(load(acme), DAY) if one.check == CHECK]

    assert {"partnership/roles.yaml", SLA} == {one.place.path for one in found}
    assert all(one.message.startswith(said) for one in found)


def test_among_so_many_files_that_others_look_through_them_it_is_found_all_the_same(acme, capsys):
    """In a document, and in a page of the site, which nobody looks through before."""
    for number in range(WORTH_A_PROCESS):
        text = WAIVER.replace("agreed-address", f"agreed-{number}")
        append(acme, f"records/waivers/agreed-{number}.yaml", text)
    lines = append(acme, "records/waivers/agreed-7.yaml", f"# Ask {MAIL}.\n")
    append(acme, "site/docs/people.md", f"Ask {MAIL}.\n")

    assert 1 == run(["validate", str(acme), "--as-of", "2026-07-10", "--format", "github"])

    told = [line for line in capsys.readouterr().out.splitlines() if CHECK in line]
    assert [
        f"::error file=records/waivers/agreed-7.yaml,line={lines + 1},col=7",
        "::error file=site/docs/people.md,line=1,col=5",
    ] == [line.partition(",title=")[0] for line in told if line.startswith("::error")]


def test_where_the_parties_cannot_be_read_no_address_is_doubted(acme):
    """One misspelt word in one document is one finding, and not one for each mailbox."""
    append(acme, "partnership/partnership.yaml", "nothing: 1\n")
    append(acme, SLA, f"description: Ask {MAIL}.\n")

    assert [] == found_in(acme)


def test_an_allow_with_a_reason_is_heard_and_one_of_nothing_is_found(acme):
    append(acme, SLA, f"# allow[e-mail]: the arbitrator's office\ndescription: Ask {MAIL}.\n")
    assert [] == found_in(acme)
    lines = append(acme, SLA, "# allow[card]: nothing of the kind\nlabels: [a]\n")

    told = [
        (one.place.line, one.message)
        for one in find_all(load(acme), DAY)
        if one.check == "allow-of-nothing"
    ]

    assert [(lines + 1, "nothing here looks like what `allow[card]` allows")] == told


@pytest.mark.parametrize(
    ("allow", "message", "hint"),
    [
        (
            "allow[email]: a reason",
            "there is no sort `email` of personal data",
            "did you mean `e-mail`?",
        ),
        ("allow[card]", "this allow has no reason", "say after a colon why it is no person's"),
    ],
)
def test_an_allow_that_cannot_be_heard_says_why(acme, allow, message, hint):
    append(acme, SLA, f"# {allow}\nlabels: [a]\n")

    (found,) = [one for one in find_all(load(acme), DAY) if one.check == "allow-of-nothing"]

    assert message == found.message
    assert hint in found.hint


def test_a_waiver_accepts_it(acme):
    append(acme, SLA, f"{FREE}: Ask {MAIL}.\n")
    append(acme, "records/waivers/agreed-address.yaml", WAIVER)

    assert [] == found_in(acme)


def git(root, *arguments):
    subprocess.run(
        [
            "git",
            "-C",
            str(root),
            "-c",
            "user.name=Role",
            "-c",
            "user.email=role@client.example",
            *arguments,
        ],
        check=True,
        capture_output=True,
    )


@pytest.mark.needs_program("git")
def test_the_messages_of_a_proposal_are_looked_through_but_not_their_trailers(acme, capsys):
    git(acme, "init", "-q", "-b", "main")
    git(acme, "add", "-A")
    git(acme, "commit", "-qm", f"Begin, agreed with {MAIL}")
    git(acme, "checkout", "-qb", "proposal")
    git(acme, "commit", "-q", "--allow-empty", "-m", f"One\n\nSigned-off-by: Jane Roe <{MAIL}>")

    assert 0 == run(["validate", str(acme), "--base", "main", "--as-of", DAY.isoformat()])
    capsys.readouterr()
    git(acme, "commit", "-q", "--allow-empty", "-m", f"Two\n\nAs {MAIL} asked.")

    assert 1 == run(["validate", str(acme), "--base", "main", "--as-of", DAY.isoformat()])
    told = capsys.readouterr().out
    assert ":3:4: error[personal-data-in-message] this looks like a person's e-mail address" in told
    assert 1 == told.count("personal-data-in-message]")
    assert MAIL not in told


@pytest.mark.parametrize("times", [1, 2])
def test_the_hook_finds_it_in_what_changed_each_time(acme, capsys, monkeypatch, tmp_path, times):
    monkeypatch.delenv("PARTNERSHIP_NO_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert 0 == run(["hook", str(acme)])
    append(acme, SLA, f"description: Ask {MAIL}.\n")
    append(acme, "site/docs/people.md", "# People\n\nAsk somebody@client.example.\n")

    for _ in range(times):
        capsys.readouterr()
        assert 1 == run(["hook", str(acme), "--as-of", DAY.isoformat()])

        told = capsys.readouterr().out
        assert 1 == told.count("error[personal-data] this looks like a person's e-mail address")
        assert MAIL not in told


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("Tighten the slate\n\nAgreed with vendor-manager@client.example.\n", 0),
        (f"Tighten the slate\n\nSigned-off-by: Jane <{MAIL}>\n", 0),
        (f"Tighten the slate\n\n# {MAIL} is in what git leaves out\n", 0),
        (f"Tighten\n\n# ------------------------ >8 ------------------------\n+ {MAIL}\n", 0),
        (f"Tighten the slate\n\nAs {MAIL} asked.\n", 1),
    ],
)
def test_the_hook_looks_at_a_message(acme, capsys, tmp_path, message, code):
    file = tmp_path / "COMMIT_EDITMSG"
    file.write_text(message)

    assert code == run(["hook", "--message", str(file), str(acme), "--as-of", DAY.isoformat()])

    told = capsys.readouterr().out
    assert ("COMMIT_EDITMSG:3:4: error[personal-data-in-message]" in told) == bool(code)
    assert MAIL not in told


def test_the_guide_names_what_is_found_now_and_what_is_sealed(acme, capsys):
    append(acme, SLA, f"description: Ask {MAIL}.\n")

    assert 0 == run(["purge-guide", str(acme)])

    told = capsys.readouterr().out
    assert f"- {SLA}:" in told
    assert "No month is sealed here yet." in told
    steps = [line for line in told.splitlines() if line.startswith("## ")]
    assert [str(number) for number in range(1, 7)] == [step[3] for step in steps]
    for word in ("revoke", "72 hours", "filter-repo", "Close", "Incident"):
        assert word in told
    assert MAIL not in told


def test_the_guide_helps_outside_of_a_partnership_too(tmp_path, capsys):
    assert 0 == run(["purge-guide", str(tmp_path)])

    assert "Found here now" not in capsys.readouterr().out
