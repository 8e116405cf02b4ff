"""The parts that pages are made of: charts, meetings, sentences, escaped text, settings."""

from __future__ import annotations

import json
import re
import xml.dom.minidom
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from partnership.agreement import Agreement, Settings
from partnership.documents import SLA, Cadence, Document, EscalationPath, Metric
from partnership.duties.schedule import find_meetings
from partnership.findings import Place
from partnership.handbook.book import NOWHERE, Forge
from partnership.handbook.chart import chart, strip
from partnership.handbook.ladder import Names, ladder
from partnership.handbook.names import period_label, period_words, sum_words, when_words
from partnership.handbook.plugin import safe, strip_tags, with_policy
from partnership.handbook.points import points_of
from partnership.handbook.prose import prose
from partnership.handbook.sentences import formula, promise
from partnership.handbook.settings import settings_of
from partnership.handbook.writing import address, code_block, escape, inline, visible
from partnership.judging import Status, Verdict
from partnership.library import entry
from partnership.loading import load
from partnership.values.levels import Threshold
from tests.handbook.measured import write, write_measured

HOSTILE = '<script>alert(1)</script> & "quotes" `code` ~~~ [a](javascript:alert(1))'


def parsed(text: str) -> Any:
    """Read well-formed HTML of ours; the test fails where it is not."""
    document: Any = xml.dom.minidom.parseString(text)  # noqa: S318 - our own text
    return document.documentElement


def the(agreement: Agreement, kind: type[Document], name: str) -> Any:
    """Give a document that is there."""
    return agreement.get(kind, name)


def verdict(period: str, value: str | None, status: Status = Status.MET, **more) -> Verdict:
    """Make a verdict of a share."""
    return Verdict(
        sla="first-slate",
        title="First slate",
        owed_by="provider",
        period=period,
        segment="all",
        status=status,
        reason="",
        expected=more.get("expected", Threshold.parse("90%")),
        minimum=Threshold.parse("80%"),
        place=Place("a.yaml"),
        value=Fraction(value) if value else None,
        numerator=None,
        denominator=None,
    )


class TestChart:
    def test_it_is_well_formed_and_tells_itself(self):
        drawn = chart(points_of([verdict("2026-01", "19/20")]), HOSTILE, "c1")
        svg = parsed(drawn)

        assert "img" == svg.getAttribute("role")
        assert "c1-title c1-desc" == svg.getAttribute("aria-labelledby")
        assert HOSTILE == svg.getElementsByTagName("title")[0].firstChild.data
        assert (
            "January 2026 to January 2026: 1 met. Last number: January 2026: 95.00%, met." in drawn
        )

    def test_levels_are_drawn_as_they_stood(self):
        changed = Threshold.parse("92%")
        found = [verdict("2025-12", "19/20"), verdict("2026-01", "19/20", expected=changed)]
        drawn = chart(points_of(found), "A", "c1")
        path = re.search(r'class="pac-expected" d="([^"]+)"', drawn)

        assert path
        assert 1 == path[1].count("V"), "the level changes once"

    def test_a_period_without_a_number_is_a_mark_and_breaks_the_line(self):
        found = [
            verdict("2026-01", "19/20"),
            verdict("2026-02", None, Status.NOT_MEASURED),
            verdict("2026-03", "19/20"),
        ]
        drawn = chart(points_of(found), "A", "c1")
        line = re.search(r'class="pac-line" d="([^"]+)"', drawn)

        assert "<title>February 2026: not measured</title>?" in drawn
        assert line
        assert 2 == line[1].count("M")

    def test_each_tone_has_a_shape_of_its_own(self):
        statuses = (Status.MET, Status.EXPECTED_MISSED, Status.MINIMUM_MISSED, Status.BASELINING)
        drawn = strip(points_of(verdict("2026-01", "1", status) for status in statuses), "A")

        assert [True] * 4 == [
            f"pac-{tone}" in drawn for tone in ("good", "short", "bad", "unknown")
        ]
        assert 2 == drawn.count("<circle")

    def test_nothing_is_drawn_where_there_is_no_number(self):
        assert not chart(points_of([verdict("2026-01", None, Status.NOT_YET_DUE)]), "A", "c1")

    @pytest.mark.parametrize("value", ["0", "1", "1/1000000", "999999/1000000"])
    def test_every_value_lies_inside_the_picture(self, value):
        drawn = chart(points_of([verdict("2026-01", value), verdict("2026-02", "1/2")]), "A", "c1")
        heights = [float(one) for one in re.findall(r' (?:cy|y)="([0-9.-]+)"', drawn)]

        assert all(0 <= one <= 240 for one in heights)


class TestWords:
    @pytest.mark.parametrize(
        ("period", "words", "label"),
        [
            ("2026-06", "June 2026", "Jun"),
            ("2026-Q1", "1st quarter of 2026", "Q1"),
            ("2026-Q4", "4th quarter of 2026", "Q4"),
            ("2026", "2026", "2026"),
        ],
    )
    def test_periods_read_as_people_say_them(self, period, words, label):
        assert (words, label) == (period_words(period), period_label(period))

    def test_a_segment_is_said(self):
        said = when_words({"job_family": ("sales", "finance"), "urgency": "critical"})

        assert "where job family is sales or finance and urgency is critical" == said

    def test_what_is_not_known_is_counted_beside_what_is_met(self):
        statuses = [Status.MET, Status.MINIMUM_MISSED, Status.NOT_MEASURED, Status.BASELINING]

        assert "1 of 4 met, 1 breached, 2 not known" == sum_words(statuses)


@pytest.fixture(scope="module")
def agreement(tmp_path_factory):
    return load(write_measured(tmp_path_factory.mktemp("example")))


class TestSentences:
    @pytest.mark.parametrize(
        ("sla", "said"),
        [
            ("offer-acceptance", "Each quarter, at least 85% of offers are accepted."),
            (
                "candidate-nps",
                "Each quarter, the net promoter score of the candidates asked is at least 30 points.",
            ),
            (
                "hiring-manager-satisfaction",
                "Each quarter, at least 85% of the hiring managers asked give one of the two best",
            ),
            (
                "interview-feedback",
                "Each month, at least 90% of pieces of feedback get from “interview ended” to",
            ),
        ],
    )
    def test_each_statistic_has_its_sentence(self, agreement, sla, said):
        terms = the(agreement, SLA, sla)

        assert promise(terms, the(agreement, Metric, terms.metric), terms.targets[0]).startswith(
            said
        )

    def test_of_a_duration_itself_less_is_better(self, tmp_path):
        from partnership.example.demo import example_files

        path = "partnership/slas/time-to-fill.yaml"
        text = (
            example_files()[path]
            .replace("share within", "median")
            .replace("85%", "30 calendar days")
        )
        agreement = load(write_measured(tmp_path, {path: text.replace("70%", "45 calendar days")}))
        terms = the(agreement, SLA, "time-to-fill")
        said = promise(terms, the(agreement, Metric, terms.metric), terms.targets[0])

        assert (
            "is at most 30 calendar days. Above 45 calendar days the promise is breached." in said
        )

    def test_a_ratio_s_formula_names_both_its_parts(self, agreement):
        said = formula(the(agreement, Metric, "offer-acceptance"))

        assert said.startswith(
            "The offers that are accepted, divided by those that are accepted, declined, expired "
            "or withdrawn by candidate."
        )

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("intake-turnaround", "from “requisition approved” and “requisition assigned” to “"),
            ("offer-extension", "from every “approval given” to “offer extended”"),
        ],
        ids=["several events", "several approvals"],
    )
    def test_what_has_to_happen_altogether_is_said(self, name, said):
        assert said in formula(entry(name).metric)


class TestMeetings:
    @pytest.fixture
    def meetings(self, tmp_path):
        """Read when a meeting with some changed lines is held."""

        def held(first: date, last: date, **changed: str) -> list[tuple[date, date | None]]:
            from partnership.example.demo import example_files

            path = "partnership/cadences/weekly-operations.yaml"
            text = example_files()[path]
            for key, value in changed.items():
                text = re.sub(rf"(?m)^{key}:.*$", f"{key}: {value}", text) + (
                    "" if f"\n{key}:" in text else f"{key}: {value}\n"
                )
            write(tmp_path, path, text)
            found = find_meetings(load(write_measured(tmp_path, {path: text})), first, last)
            return [
                (one.day, one.instead_of) for one in found if one.cadence.id == "weekly-operations"
            ]

        return held

    def test_they_follow_the_rhythm(self, meetings):
        assert [(date(2026, 7, 14), None), (date(2026, 7, 21), None)] == meetings(
            date(2026, 7, 10), date(2026, 7, 24)
        )

    def test_one_on_a_holiday_moves_to_the_next_business_day(self, meetings):
        """25 August 2025 is a holiday in England."""
        found = meetings(
            date(2025, 8, 20), date(2025, 8, 30), recurrence="every week on Monday at 10:00"
        )

        assert [(date(2025, 8, 26), date(2025, 8, 25))] == found

    def test_one_on_a_holiday_is_left_out_where_that_is_agreed(self, meetings):
        monday = {"recurrence": "every week on Monday", "on_holiday": "leave out"}

        assert not meetings(date(2025, 8, 20), date(2025, 8, 30), **monday)

    def test_an_exception_moves_a_single_meeting(self, meetings):
        moved = "[{day: 2026-07-14, moved_to: 2026-07-15, reason: A fair}]"
        found = meetings(date(2026, 7, 10), date(2026, 7, 18), exceptions=moved)

        assert [(date(2026, 7, 15), date(2026, 7, 14))] == found


class TestText:
    def test_html_is_escaped_and_so_is_what_begins_code(self):
        shown = escape(HOSTILE)

        assert "&lt;script&gt;" in shown
        assert not set("<>\"'`~") & set(shown)

    def test_control_and_direction_characters_are_shown(self):
        assert "a\\u0000b\\u202ec\\U0001ffff" == visible("a\x00b\u202ec\U0001ffff")

    def test_a_line_of_markdown_stays_plain(self):
        markdown = pytest.importorskip("markdown")
        written = "# " + inline(f"*a* __b__ {{: onclick=x}} ![x](y) {HOSTILE}")
        rendered = markdown.markdown(written, extensions=["attr_list", "toc"])
        heading = parsed(rendered)

        assert "h1" == heading.tagName
        assert {"id"} == set(heading.attributes.keys())
        assert [heading.firstChild] == heading.childNodes
        assert f"*a* __b__ {{: onclick=x}} ![x](y) {HOSTILE}" == heading.firstChild.data

    def test_code_cannot_end_its_block(self):
        assert "````yaml\na\n```\nb\n````" == code_block("a\n```\nb\n")

    @pytest.mark.parametrize(
        "text",
        [
            "<img src=x onerror=alert(1)>",
            "[a](javascript:alert(1))",
            "[a](JaVaScRiPt:alert(1))",
            "[a](data:text/html,x)",
            "![a](https://elsewhere.example/a.png)",
            "<https://a.example/\"onmouseover='x'>",
            "[a]: javascript:alert(1)\n\n[a]",
            "```html\n<script>alert(1)</script>\n```",
        ],
    )
    def test_prose_can_do_nothing(self, text):
        shown = parsed(prose(text))
        elements = shown.getElementsByTagName("*")
        allowed = {"p", "a", "code", "pre", "em", "strong"}

        assert {one.tagName for one in elements} <= allowed
        for one in elements:
            assert set(one.attributes.keys()) <= {"href", "rel", "class"}
            assert one.getAttribute("href")[:6] in {"", "https:"}

    def test_prose_keeps_its_paragraphs_lists_and_links(self):
        shown = prose("One **two**\n\n- [three](https://three.example/)\n\n# Four")

        assert "<strong>two</strong>" in shown
        assert (
            '<a href="https://three.example/" rel="noopener noreferrer nofollow">three</a>' in shown
        )
        assert "<p><strong>Four</strong></p>" in shown

    def test_every_naughty_string_is_well_formed_text(self, corpora):
        for one in json.loads((corpora / "naughty-strings.json").read_text(encoding="utf-8")):
            shown = parsed(f"<p>{escape(one)}</p>")

            assert not shown.getElementsByTagName("*")

    def test_addresses_are_relative(self):
        assert "../escalation/delivery.html" == address("escalation/delivery.md", "slas/a.md")
        assert "index.html" == address("slas/index.md", "slas/a.md")
        assert "slas/a.html#b" == address("slas/a.md#b", "index.md")


class TestTemplates:
    def test_titles_are_escaped_for_themes_that_are_not_careful(self):
        assert "&lt;/title&gt;&lt;script&gt;" == strip_tags(f"<b>{safe('</title><script>')}</b>")

    def test_the_policy_stands_before_whatever_is_loaded(self):
        page = '<html><head>\n<meta charset="utf-8">\n<script src="a.js"></script></head></html>'

        assert '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy"' in with_policy(
            page
        )


class TestSettings:
    def read(self, **value):
        return settings_of(Agreement((), site=Settings("site/mkdocs.yml", value, {})))

    def test_only_what_is_known_is_taken(self):
        found = self.read(
            site_name="Ours",
            hooks=["evil.py"],
            plugins=["evil"],
            theme={"name": "material", "custom_dir": "evil", "palette": {"primary": "teal"}},
        )

        assert ("Ours", "material", "teal") == (found.site_name, found.theme, found.primary)
        assert not {"hooks", "plugins", "custom_dir"} & set(found.__slots__)

    @pytest.mark.parametrize(
        "url", ["javascript:alert(1)", 'https://a.example/"><script>', "//a.example", 5, None]
    )
    def test_an_address_that_is_none_is_left_out(self, url):
        assert ("", NOWHERE) == (self.read(site_url=url).site_url, self.read(repo_url=url).forge)

    def test_where_files_are_changed_is_known_of_the_common_forges(self):
        found = self.read(repo_url="https://github.com/client/agreement/").forge

        assert (
            Forge(
                "https://github.com/client/agreement/blob/main/",
                "https://github.com/client/agreement/edit/main/",
            )
            == found
        )
        assert (
            "https://gitlab.example/a/-/edit/main/"
            == self.read(repo_url="https://gitlab.example/a").forge.edit
        )

    def test_elsewhere_it_is_said(self):
        found = self.read(repo_url="https://git.example/a", edit_uri="_edit/main/").forge

        assert Forge("", "https://git.example/a/_edit/main/") == found


def test_a_ladder_of_twelve_steps_fits_its_picture(tmp_path):
    path = the(load(write_measured(tmp_path)), EscalationPath, "delivery")
    tall = path.model_copy(update={"levels": path.levels * 4})
    drawn = ladder(tall, Names({}, "A" * 80, HOSTILE))
    boxes = re.findall(r'<rect class="pac-box" x="([0-9]+)"', drawn)

    parsed(drawn)
    assert 12 == len(boxes)
    assert max(map(int, boxes)) + 560 <= 720


def test_a_cadence_s_meetings_are_those_of_its_terms_on_the_day(tmp_path):
    amended = (
        "amendments:\n  - from: 2026-08-01\n    recurrence: every week on Wednesday at 10:00\n"
    )
    from partnership.example.demo import example_files

    path = "partnership/cadences/weekly-operations.yaml"
    agreement = load(write_measured(tmp_path, {path: example_files()[path] + amended}))
    assert agreement.get(Cadence, "weekly-operations")

    found = find_meetings(agreement, date(2026, 7, 27), date(2026, 8, 7))
    days = [one.day for one in found if one.cadence.id == "weekly-operations"]

    assert [date(2026, 7, 28), date(2026, 8, 5)] == days
