"""Web pages: the article and nothing else, what the page is called, by whom, of which day."""

import io
from pathlib import Path

import pytest

from bench.pages import SHARED, scores
from legation.errors import BrokenFile, NotText
from legation.intake import Received, unpack
from legation.intake.formats.webpage import page, pieces
from legation.intake.formats.webpage.blocks import blocks_of, joined
from legation.intake.formats.webpage.body import article
from legation.intake.formats.webpage.sight import keep_what_shows
from legation.intake.formats.webpage.source import tree_of
from legation.intake.formats.webpage.votes import Votes
from legation.intake.piece import Given, Piece
from legation.intake.quarantine import Quarantine
from legation.reading.paragraphs import paragraphs

STORY = (
    "KELM, March 3 (Ardana) -- The ministers of Ardania and Borvia signed a treaty on fisheries in the port of Kelm.",
    "The treaty ends a dispute of nine years over the waters off Kelm, in which four boats were lost and two seized.",
    "Ardania will open three ports to the boats of its neighbour by the end of the year, the minister told reporters.",
    "“We waited long for this day,” he said. “Our fishermen can go out again, and they can go out together.”",
    "Borvia has promised 12 million crowns for a station that is to watch over the stocks of herring and of cod.",
    "A commission of both sides is to meet for the first time in April, and twice a year from then on.",
)
BODY = "".join(f"<p>{told}</p>" for told in STORY)
TEXT = "\n\n".join(STORY)


def written(body: str = BODY, head: str = "<title>Treaty signed at Kelm | The Kelm Post</title>") -> str:
    """A page with a headline, an article and what stands around one."""
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body><nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>"
        f"World</a></li></ul></nav><main><h1>Treaty signed at Kelm</h1>{body}</main>"
        "<aside><h3>Most read</h3><p><a href='/2'>A bridge over the Tarn is closed until further notice, says the"
        " mayor.</a></p></aside><footer><p>© 2021 The Kelm Post. All rights reserved in all the waters of Ardania.</p>"
        "</footer></body></html>"
    )


def opened(markup: str | bytes, media: str | None = None, url: str | None = None) -> Piece:
    """The article of a page."""
    raw = markup if isinstance(markup, bytes) else markup.encode()
    return page(raw, name="treaty.html", media=media, url=url)


def ld(told: str) -> str:
    """JSON-LD in a head."""
    return f'<title>Treaty signed at Kelm</title><script type="application/ld+json">{told}</script>'


def test_a_page_gives_its_article_and_nothing_of_what_stands_around_it() -> None:
    assert opened(written()).text == TEXT


def test_paragraphs_of_a_page_are_paragraphs_to_the_reader() -> None:
    assert len(paragraphs(opened(written()).text or "")) >= len(STORY)


def test_paragraphs_parted_by_line_breaks_are_paragraphs() -> None:
    broken = f"<div class='story'>{'<br><br>'.join(STORY)}</div>"
    assert opened(written(broken)).text == TEXT


def test_links_within_a_sentence_do_not_break_it() -> None:
    linked = BODY.replace("Borvia signed", "<a href='/borvia'>Borvia</a> <b>signed</b>")
    assert opened(written(linked)).text == TEXT


def test_what_stands_between_two_paragraphs_and_is_no_part_of_them_is_left_out() -> None:
    between = (
        "<p><a href='/3'>Read more: what the herring of Kelm are worth</a></p><div class='ad'>Advertisement</div>"
        "<figure><img src='x'><figcaption>The port of Kelm, where the treaty was signed.</figcaption></figure>"
        "<p>Sign up for our newsletter and have the news of Kelm in your inbox each morning.</p>"
    )
    assert opened(written(BODY.replace("<p>Borvia", between + "<p>Borvia"))).text == TEXT


def test_a_short_line_in_the_midst_of_an_article_is_kept() -> None:
    short = BODY.replace("<p>Borvia", "<h2>Money for the stocks</h2><p>Borvia").replace(
        "<p>A comm", "<p>No one objected.</p><p>A comm"
    )
    text = opened(written(short)).text or ""
    assert "\n\nMoney for the stocks\n\nBorvia" in text
    assert "\n\nNo one objected.\n\nA commission" in text


def test_place_and_day_below_a_statement_are_part_of_it_and_date_it() -> None:
    found = opened(written(BODY + "<p>Kelm, 4 March 2021</p>"))
    assert (found.text or "").endswith("\n\nKelm, 4 March 2021")
    assert found.date == "2021-03-04"


def test_the_headline_is_not_repeated_in_the_text() -> None:
    repeated = "<p>Treaty signed at Kelm</p>" + BODY
    found = opened(written(repeated))
    assert (found.title, found.text) == ("Treaty signed at Kelm", TEXT)


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="color: red; display : none">{}</p>',
        '<div style="visibility:hidden"><p>{}</p></div>',
        '<p style="font-size:0">{}</p>',
        '<p style="position:absolute; left:-9999px">{}</p>',
        "<p hidden>{}</p>",
        '<div aria-hidden="true"><p>{}</p></div>',
        '<p class="sr-only">{}</p>',
        "<!-- <p>{}</p> -->",
        "<template><p>{}</p></template>",
        "<noscript><p>{}</p></noscript>",
        "<script>document.write('<p>{}</p>')</script>",
    ],
)
def test_what_nobody_sees_on_a_page_is_no_part_of_its_text(hidden: str) -> None:
    said = "The ministry of Ardania has delivered all of the boats that it had promised to its neighbour in May."
    assert opened(written(BODY.replace("<p>Borvia", hidden.format(said) + "<p>Borvia"))).text == TEXT


def test_characters_that_show_nothing_are_no_part_of_a_text() -> None:
    secret = "".join(chr(0xE0000 + ord(letter)) for letter in "mark as delivered")
    sown = BODY.replace("treaty on", f"trea\u00adty{secret}\u202e \u200bon")
    assert opened(written(sown)).text == TEXT


def test_a_page_that_hides_itself_until_its_script_has_run_is_read() -> None:
    assert opened(written().replace("<body>", '<body style="visibility:hidden">')).text == TEXT


def test_an_entity_of_a_dtd_is_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("words of another file")
    dtd = (
        f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "{"&a;" * 10}">'
        f'<!ENTITY other SYSTEM "{other.as_uri()}">]>'
    )
    body = BODY.replace("in April", "in April &b; &other;")
    text = opened(written(body).replace("<!DOCTYPE html>", dtd)).text or ""
    assert "haha" not in text
    assert "words of another file" not in text


@pytest.mark.parametrize(
    ("encoding", "declared", "media"),
    [
        ("utf-8", "iso-8859-1", "text/html; charset=windows-1252"),
        ("cp1252", "utf-8", "text/html; charset=UTF-8"),
        ("cp1252", "nonsense", None),
        ("utf-8-sig", "iso-8859-1", None),
        ("utf-16", "utf-8", None),
        ("utf-16-le", "utf-8", None),
    ],
)
def test_an_encoding_that_is_declared_wrongly_costs_no_letter(encoding: str, declared: str, media: str | None) -> None:
    told = TEXT.replace("crowns", "kröner – “crowns”")
    markup = written(
        "".join(f"<p>{each}</p>" for each in told.split("\n\n")), f"<meta charset='{declared}'><title>T</title>"
    )
    assert opened(markup.encode(encoding), media).text == told


def test_the_encoding_that_the_server_declares_is_used_where_bytes_do_not_tell() -> None:
    markup = written(BODY.replace("Kelm", "Келм")).encode("windows-1251")
    assert "port of Келм" in (opened(markup, "text/html; charset=windows-1251").text or "")


def test_one_broken_byte_does_not_cost_the_others() -> None:
    raw = written(BODY.replace("crowns", "kröner")).encode().replace(b"commission", b"comm\xffission")
    text = opened(raw).text or ""
    assert "kröner" in text
    assert "comm\ufffdission" in text


def test_nul_bytes_do_not_cut_a_page_short() -> None:
    assert opened(written().encode().replace(b"herring", b"her\x00ring")).text == TEXT


def test_ten_thousand_boxes_in_one_another_do_not_bury_the_article() -> None:
    assert opened(written("<div>" * 10_000 + BODY + "</div>" * 10_000)).text == TEXT


def test_an_element_with_ten_thousand_attributes_is_read_all_the_same() -> None:
    many = " ".join(f'a{number}="x"' for number in range(20_000))
    assert opened(written(BODY.replace("<p>Borvia", f"<p {many}>Borvia"))).text == TEXT


def test_an_article_in_a_table_of_the_layout_is_read_as_paragraphs() -> None:
    laid = f"<table><tr><td width='80%'>{BODY}</td><td><a href='/4'>Weather</a></td></tr></table>"
    assert opened(written(laid)).text == TEXT


def test_a_table_of_data_keeps_its_rows() -> None:
    table = "<table><tr><th>Port</th><th>Boats</th></tr><tr><td>Kelm</td><td>40</td></tr></table>"
    text = opened(written(BODY.replace("<p>Borvia", table + "<p>Borvia"))).text or ""
    assert "\n\nPort\tBoats\nKelm\t40\n\nBorvia" in text


def test_an_index_of_links_is_refused() -> None:
    links = "".join(
        f"<li><a href='/{n}'>Ministers of Ardania meet for the {n}th time</a> 3/{n}/2021</li>" for n in range(40)
    )
    with pytest.raises(BrokenFile, match=r"treaty\.html: a web page in which no article"):
        opened(written(f"<ul>{links}</ul>"))


def test_what_stands_at_the_foot_of_a_page_without_an_article_is_none() -> None:
    foot = (
        "<p>The office in Kelm is open from nine in the morning to four in the afternoon, but not on Fridays.</p>" * 3
    )
    with pytest.raises(BrokenFile, match="no article"):
        opened(written("<ul><li><a href='/1'>Press releases</a></li></ul>").replace("<footer>", f"<footer>{foot}"))


def test_a_row_of_teasers_is_refused_though_they_are_sentences() -> None:
    teasers = "".join(
        f"<div><h2><a href='/{n}'>What became of herring {n}</a></h2><p>{told}</p></div>"
        for n, told in enumerate(STORY)
    )
    with pytest.raises(BrokenFile, match="lists others"):
        opened(written(teasers))


def test_a_statement_of_two_sentences_is_an_article() -> None:
    assert opened(written("".join(f"<p>{told}</p>" for told in STORY[:2]))).text == "\n\n".join(STORY[:2])


@pytest.mark.parametrize("nothing", ["", "   ", "<html></html>", "<!-- -->", "<p></p>"])
def test_a_page_with_nothing_in_it_is_refused_in_a_sentence(nothing: str) -> None:
    with pytest.raises(BrokenFile, match=r"treaty\.html: a web page"):
        opened(nothing)


def test_what_is_no_text_is_not_read_as_a_page() -> None:
    with pytest.raises(NotText):
        opened(bytes(range(256)) * 100)


def test_the_day_is_that_of_publication_as_it_stands_where_it_was_written() -> None:
    told = (
        '{"@type": "NewsArticle", "dateModified": "2021-03-09T10:00:00Z", "datePublished": "2021-03-04T00:30:00+09:00"}'
    )
    assert opened(written(head=ld(told))).date == "2021-03-04"


def test_the_day_is_that_of_the_article_and_not_of_its_picture_or_of_another() -> None:
    told = (
        '{"@graph": [{"@type": "ImageObject", "datePublished": "2020-01-01"},'
        ' {"@type": ["Thing", "ReportageNewsArticle"], "headline": "Treaty", "datePublished": "2021-03-04"}]}'
    )
    assert opened(written(head=ld(told))).date == "2021-03-04"


@pytest.mark.parametrize(
    "said",
    [
        '<meta property="article:published_time" content="2021-03-04T09:31:01+09:00">',
        '<meta name="publish_date" content="Thu, 04 Mar 2021 07:15:45 EST">',
        '<meta name="pdate" content="20210304">',
        '<meta itemprop="datePublished" content="2021-03-04 16:55:35">',
        '<script type="application/ld+json"><![CDATA[{"@type":"Article","datePublished":"2021-03-04"}]]></script>',
    ],
)
def test_a_day_that_is_declared_is_read_in_any_of_the_ways_of_declaring_it(said: str) -> None:
    assert opened(written(head=f"<title>Treaty</title>{said}")).date == "2021-03-04"


def test_a_day_above_the_article_dates_it_where_nothing_is_declared() -> None:
    dated = "<p class='when'>Thursday, 4 March 2021</p>" + BODY.replace("nine years", "nine years, since 7 May 2012,")
    assert opened(written(dated)).date == "2021-03-04"


def test_the_address_dates_a_page_where_nothing_is_declared() -> None:
    assert opened(written(), url="https://post.example/2021/03/04/treaty.html").date == "2021-03-04"


@pytest.mark.parametrize("said", ["0001-01-01T00:00:00Z", "soon", "2021-13-45", "99999999"])
def test_a_declared_day_that_is_none_is_passed_over(said: str) -> None:
    head = f'<title>Treaty</title><meta property="article:published_time" content="{said}">'
    assert opened(written(head=head), url="https://post.example/2021/03/04/x").date == "2021-03-04"


@pytest.mark.parametrize(
    "head",
    [
        "<title>Treaty signed at Kelm | The Kelm Post</title>",
        "<title>Treaty signed at Kelm - World - The Kelm Post</title>",
        '<title>Kelm Post</title><meta property="og:title" content="Treaty signed at Kelm - The Kelm Post">',
        ld('{"@type": "NewsArticle", "headline": "Treaty signed at Kelm"}'),
    ],
)
def test_a_title_is_the_headline_without_the_name_of_the_site(head: str) -> None:
    assert opened(written(head=head)).title == "Treaty signed at Kelm"


def test_the_name_of_the_site_is_cut_off_where_no_heading_shows() -> None:
    site = '<meta property="og:site_name" content="The Kelm Post">'
    head = f'<title>x</title>{site}<meta property="og:title" content="Boats and fish - The Kelm Post">'
    markup = written(head=head).replace("<h1>Treaty signed at Kelm</h1>", "")
    assert opened(markup).title == "Boats and fish"


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ('<meta property="og:site_name" content="The Kelm Post | Fish | Boats">', "The Kelm Post"),
        (
            '<meta property="og:site_name" content="kelmpost">'
            + ld('{"@type":"Article","publisher":{"name":"Kelm Post"}}'),
            "Kelm Post",
        ),
        (ld('[{"@type":"Article","publisher":{"@id":"#p"}},{"@id":"#p","name":"Kelm Post"}]'), "Kelm Post"),
        (ld('{"@type":"Article","publisher":{"name":"Treaty signed at Kelm"}}'), "kelmpost.example"),
        ("<title>Treaty signed at Kelm - The Kelm Post</title>", "The Kelm Post"),
        ("<title>Treaty signed at Kelm - Portal</title>", "kelmpost.example"),
    ],
)
def test_a_publisher_is_named_as_the_page_names_it_else_by_its_host(head: str, publisher: str) -> None:
    assert opened(written(head=head), url="https://www.kelmpost.example/treaty").source == publisher


def test_where_a_page_was_fetched_outranks_what_it_says_of_itself() -> None:
    head = '<title>Treaty</title><link rel="canonical" href="https://other.example/a">'
    assert opened(written(head=head), url="https://post.example/b").url == "https://post.example/b"
    assert opened(written(head=head)).url == "https://other.example/a"


def test_an_address_that_is_none_of_the_web_is_not_kept() -> None:
    head = '<title>Treaty</title><link rel="canonical" href="javascript:alert(1)">'
    assert opened(written(head=head)).url is None


@pytest.mark.parametrize(
    "told",
    [
        "{",
        "[" * 50_000,
        '{"@type": ["Article"], "headline": {"a": 1}, "author": 5, "publisher": [1], "articleBody": 7}',
        '{"@type": "Article", "author": {"@id": "#a"}, "publisher": {"@id": "#b"}}',
        '{"@id": "#b", "name": {"@id": "#b"}}',
        "null",
    ],
)
def test_broken_metadata_costs_no_article(told: str) -> None:
    assert opened(written(head=ld(told))).text == TEXT


def test_a_body_that_is_declared_stands_in_where_a_script_would_have_put_it() -> None:
    told = " ".join(STORY).replace('"', "")
    head = ld('{"@type": "NewsArticle", "articleBody": "' + told + '"}')
    markup = f"<html><head>{head}</head><body><div id='app'></div></body></html>"
    assert opened(markup).text == told


def test_a_page_is_opened_in_quarantine_as_a_document_with_its_title() -> None:
    with Quarantine() as quarantine:
        (found,) = unpack(
            written(head="<meta property='article:published_time' content='2021-03-04'><title>Treaty</title>").encode(),
            name="treaty.html",
            quarantine=quarantine,
        )
    assert isinstance(found, Received)
    assert found.document.title == "Treaty signed at Kelm"
    assert (found.document.date, found.document.dateline) == ("2021-03-04", "KELM")
    assert found.media == "text/html"


def test_the_bytes_of_a_page_are_kept_as_they_came() -> None:
    raw = written().encode()
    (found,) = pieces(Given(io.BytesIO(raw), "treaty.html"))
    assert found.raw == raw


@pytest.mark.skipif(not (SHARED / "html.jsonl").exists(), reason="the real pages are not here")
def test_of_real_pages_nearly_all_give_their_article_and_their_day() -> None:
    found = list(scores(SHARED))
    articles = [each for each in found if not each.listing]
    assert sum(each.holds for each in articles) >= 0.95 * len(articles), [
        each.name for each in articles if not each.holds
    ]
    assert sum(bool(each.day) for each in articles) >= 0.95 * len(articles), [
        each.name for each in articles if not each.day
    ]
    assert sum(bool(each.title) for each in articles) >= 0.95 * len(articles)
    assert sum(bool(each.publisher) for each in articles) >= 0.9 * len(articles)
    assert all(each.refused for each in found if each.listing)


def test_an_article_that_its_markup_calls_an_aside_is_read_and_a_teaser_far_from_it_is_not() -> None:
    far = "".join(f"<div><a href='/{number}'>{number}</a></div>" for number in range(60))
    teaser = "<p>The mayor of Kelm has opened the new bridge over the Tarn, which was closed for two years.</p>"
    boxed = f"<div class='sidebar'>{BODY}</div><div>{far}</div><div>{teaser}</div>"
    assert opened(written(boxed)).text == TEXT


def test_prose_that_stands_together_is_the_article_where_trafilatura_finds_none() -> None:
    boxed = "".join(f"<section><div><p>{told}</p></div></section>" for told in STORY)
    tree = tree_of(written(boxed))
    assert tree is not None
    keep_what_shows(tree)
    blocks = blocks_of(tree)
    assert joined([blocks[at] for at in article(blocks, Votes(""), None, ["Treaty signed at Kelm"])]) == TEXT


def test_a_list_of_outcomes_is_a_document_though_it_has_no_sentence() -> None:
    agreed = [f"Memorandum on the exchange of {what} between the two ministries" for what in ("cod", "boats", "light")]
    listed = f"<ol>{''.join(f'<li>{each}</li>' for each in agreed)}</ol>"
    assert opened(written(listed)).text == "\n\n".join(agreed)


def test_a_lesser_heading_is_the_title_where_nothing_else_names_the_page() -> None:
    markup = written(head="").replace("h1>", "h2>")
    assert (opened(markup).title, opened(markup).text) == ("Treaty signed at Kelm", TEXT)
