"""The brief in each format: a hostile text comes out as its characters, footnotes lead where they should."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from io import BytesIO
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from syrupy.assertion import SnapshotAssertion

from hostile import RECIPES
from legation.briefing.paper.docx import docx
from legation.briefing.paper.html import html
from legation.briefing.paper.markdown import escaped, markdown
from legation.briefing.paper.nouns import (
    Brief,
    Citation,
    Column,
    Fact,
    Footnote,
    Group,
    Heading,
    Line,
    Points,
    Run,
    Source,
    Table,
    section,
)
from legation.briefing.paper.pdf import pdf
from legation.briefing.visible import one_line

HOSTILE = (
    "<script>alert(1)</script> </w:t> &amp; *bold* _so_ `code` [a](http://b) ![c](d) | # x $y$ #panic(1) @ref <label> "
    "\\ // /* {{ 7*7 }} {% raw %} 1. - + > ~~no~~ ^1 [^1] <!-- --> ' \" -- "
    "\u202eflipped\u202c zero\u200bwidth \x1b[31m \x00"
)
SHOWN = one_line(HOSTILE)
PLAIN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TAGS = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "h1", "h2", "h3", "p",
    "dl", "div", "dt", "dd", "ul", "ol", "li", "table", "colgroup", "col", "thead", "tbody", "tr", "th", "td", "strong",
    "em", "sup", "a", "q", "bdi",
}  # fmt: skip
A4 = (595, 842)  # points


def sample(words: str = SHOWN) -> Brief:
    """A brief with these words in every place that can hold words of a document."""

    def line(*cited: tuple[int, int], strong: bool = False, soft: bool = False) -> Line:
        notes = tuple(Citation(note=note, place=place) for note, place in cited)
        return Line(runs=(Run(text=words, strong=strong, soft=soft, notes=notes), Run(text=" and ")))

    table = Table(
        columns=(Column(heading="Matter", share=60), Column(heading=words, share=40)),
        groups=(
            Group(heading=words, rows=(((line((1, 3)), line(soft=True)), (line((2, 1), (3, 1)),)),)),
            Group(rows=(((line(),), ()),)),
        ),
    )
    points = Points(lines=(line((1, 1), strong=True), line((1, 2), soft=True)))
    return Brief(
        kicker="State of play",
        title=f"Norway and {words}",
        day="2021-12-31",
        facts=(Fact(name="Prepared from", value=words),),
        sections=(section("Moved", Heading(text=words), points), section("Open", line((1, 4)), table)),
        footnotes=(
            Footnote(number=1, quotes=(words, "again"), testimony=words, source=2, places=4),
            Footnote(number=2, quotes=(words,), testimony=words, source=1, places=1),
            Footnote(number=3, quotes=("three",), testimony="Fjord News", source=1, places=1),
        ),
        sources=(
            Source(number=1, date="3 May 2021", agency=words, name=words),
            Source(number=2, date="undated", agency="", name=words),
        ),
        colophon="Made by hand.",
    )


def shown(tokens: list[Token]) -> str:
    """Text that a reader of Markdown sees."""
    parts = []
    for token in tokens:
        parts.append(token.content if token.type == "text" else shown(token.children or []))
        assert token.type not in {
            "html_inline",
            "html_block",
            "code_inline",
            "fence",
            "code_block",
            "link_open",
            "image",
        }
    return "".join(parts)


# Markdown


@given(text=st.text().map(one_line).filter(bool))
def test_markdown_shows_any_text_as_it_is(text: str) -> None:
    assert shown(PLAIN.parse(escaped(text))) == text


@given(text=st.text(alphabet="*_`[]()<>#+-.!|~\\&;:/1a \u00a0w", min_size=1).map(one_line).filter(bool))
@settings(max_examples=400)
def test_markdown_shows_any_row_of_its_own_marks_as_it_is(text: str) -> None:
    frames = {"": "", "# ": "", "- ": "", "**": ".**", "| head |\n| --- |\n| ": " |"}
    for before, after in frames.items():
        seen = shown(PLAIN.parse(f"{before}{escaped(text)}{after}"))
        assert seen == f"{'head' if 'head' in before else ''}{text}{after.removesuffix('**').strip(' |')}"


def test_markdown_has_each_footnote_once_and_cites_no_other() -> None:
    text = markdown(sample("words"))
    defined = re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE)
    assert defined == ["1", "2", "3"]
    assert set(re.findall(r"\[\^(\d+)\](?!:)", text)) == set(defined)


def test_markdown_keeps_a_table_whole_whatever_is_in_it() -> None:
    opened = " ".join(token.type for token in PLAIN.parse(markdown(sample())) if token.type.endswith("open"))
    table = opened[opened.index("table_open") :]
    rows = [row.split() for row in table.partition("heading_open")[0].split("tr_open")[1:]]
    assert [sum(cell in {"td_open", "th_open"} for cell in row) for row in rows] == [2] * 4


# HTML


class Reader(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.targets += [value for name, value in attrs if name == "href" and value]
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_html_shows_a_hostile_text_and_does_nothing_else_with_it() -> None:
    page = Reader(html(sample()))
    assert page.words.count(SHOWN) > 10
    assert page.tags <= TAGS


def test_html_leads_to_each_footnote_and_back_to_each_place_that_cites_it() -> None:
    page = Reader(html(sample("words")))
    assert len(page.ids) == len(set(page.ids))
    assert all(target.removeprefix("#") in page.ids for target in page.targets)
    assert {f"#cited-1-{place}" for place in range(1, 5)} | {"#note-1", "#source-2"} <= set(page.targets)


# DOCX


def parts(package: bytes) -> dict[str, Element]:
    with ZipFile(BytesIO(package)) as opened:
        return {name: fromstring(opened.read(name)) for name in opened.namelist()}  # noqa: S314 - our own


def words_of(part: Element) -> list[str]:
    return [found.text or "" for found in part.iter(f"{W}t")]


def test_docx_holds_a_hostile_text_as_text() -> None:
    found = parts(docx(sample()))
    assert words_of(found["word/document.xml"]).count(SHOWN) > 5
    assert f"“{SHOWN}” " in words_of(found["word/footnotes.xml"])


def test_docx_has_a_footnote_for_its_first_place_and_a_field_that_points_to_it_for_the_others() -> None:
    found = parts(docx(sample("words")))
    document, footnotes = found["word/document.xml"], found["word/footnotes.xml"]
    first = [one.get(f"{W}id") for one in document.iter(f"{W}footnoteReference")]
    again = re.findall(r"NOTEREF (\S+) ", " ".join(one.text or "" for one in document.iter(f"{W}instrText")))
    bookmarks = [one.get(f"{W}name") for one in document.iter(f"{W}bookmarkStart")]
    assert first == ["1", "2", "3"]
    assert again == ["note_1"] * 3
    assert {"note_1", "source_1", "source_2"} <= set(bookmarks)
    assert len(bookmarks) == len(set(bookmarks))
    assert [one.get(f"{W}id") for one in footnotes] == ["-1", "0", "1", "2", "3"]
    assert {one.get(f"{W}anchor") for one in footnotes.iter(f"{W}hyperlink")} == {"source_1", "source_2"}


def test_docx_names_every_part_that_it_has() -> None:
    found = parts(docx(sample("words")))
    named = {one.get("PartName", "").removeprefix("/") for one in found["[Content_Types].xml"]} - {""}
    assert named == {name for name in found if not name.endswith(".rels")} - {"[Content_Types].xml"}
    targets = {f"word/{one.get('Target')}" for one in found["word/_rels/document.xml.rels"]}
    assert targets <= named


def test_docx_gives_every_cell_a_paragraph() -> None:
    document = parts(docx(sample("words")))["word/document.xml"]
    assert all(cell.find(f"{W}p") is not None for cell in document.iter(f"{W}tc"))


# PDF


def pages(document: bytes) -> tuple[list[str], list[tuple[int, int]]]:
    """Text and size of each page."""
    opened = pypdfium2.PdfDocument(document)
    texts = [page.get_textpage().get_text_bounded() for page in opened]
    sizes = [(round(page.get_width()), round(page.get_height())) for page in opened]
    opened.close()
    return texts, sizes


def squeezed(text: str) -> str:
    """Text without what a line break may come to: blanks."""
    return re.sub(r"[\s\u200b\ufffe]+", "", text)


def test_pdf_shows_a_hostile_text_and_does_not_run_it() -> None:
    texts, sizes = pages(pdf(sample()))
    assert squeezed("".join(texts)).count(squeezed(SHOWN)) > 5
    assert set(sizes) == {A4}


def test_pdf_has_its_footnotes_at_the_foot_of_the_page() -> None:
    texts, _ = pages(pdf(sample("words")))
    assert "1 “words” “again” – words (source 2)" in " ".join(texts[0].split())


@pytest.mark.parametrize("name", ["Лавров", "Παπανδρέου", "بن سلمان", "בן־גוריון", "मोदी", "Đỗ Mười", "Łukasiewicz"])
def test_pdf_sets_names_in_scripts_beyond_latin(name: str) -> None:
    texts, _ = pages(pdf(sample(name)))
    assert "⟦" not in "".join(texts)


def test_pdf_shows_the_number_of_a_character_that_no_font_has() -> None:
    texts, _ = pages(pdf(sample("Norway \U000131a3 met")))  # a hieroglyph
    assert "Norway ⟦U+131A3⟧ met" in " ".join("".join(texts).split())


def test_pdf_breaks_a_word_that_is_wider_than_the_page() -> None:
    texts, _ = pages(pdf(sample("x" * 600)))
    assert squeezed("".join(texts)).count("x" * 600) > 5


@pytest.mark.parametrize("recipe", sorted(RECIPES))
def test_no_text_is_too_strange_for_any_format(recipe: str) -> None:
    told = sample(one_line(f"x{RECIPES[recipe](300)}"))
    assert pdf(told).startswith(b"%PDF")
    assert parts(docx(told))
    assert Reader(html(told)).words
    assert markdown(told)


@pytest.mark.parametrize("write", [pdf, docx, html, markdown])
def test_the_same_brief_is_written_the_same_twice(write: Callable[[Brief], str | bytes]) -> None:
    assert write(sample()) == write(sample())


@pytest.mark.parametrize("write", [markdown, html], ids=["markdown", "html"])
def test_a_plain_brief_looks_as_it_did(write: Callable[[Brief], str], snapshot: SnapshotAssertion) -> None:
    assert write(sample("words")) == snapshot
