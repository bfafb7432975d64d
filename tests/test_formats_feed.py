"""Entries of a feed."""

import pytest

from legation.errors import BrokenFile
from legation.intake.formats.markup import text_of
from opening import documents, only, opened

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>North &amp; Sea</title>
<item><title>Ferry &lt;b&gt;line&lt;/b&gt;</title><link>/1</link><guid>tag:1</guid>
<pubDate>Thu, 06 May 2021 23:30:00 -0500</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>Norway offered <b>two</b> ferries.</p>
<script>alert(1)</script><p>Iceland &amp; co.<br>wait.</p>
]]></content:encoded></item>
<item><title>Only a title</title><link>/2</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><id>urn:1</id><title>Ferries</title>
<link href="https://wire.example/1"/><updated>2021-05-07T00:10:00+03:00</updated><author><name>Ida Holm</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content></entry></feed>"""


def test_an_entry_of_rss_is_a_document_with_its_day_where_it_was_published() -> None:
    first, _ = documents(RSS.encode(), "wire.rss", url="https://wire.example/feed")
    assert first.text == "Norway offered two ferries.\n\nIceland & co.\nwait."
    assert first.raw == first.text.encode()
    assert (first.name, first.title, first.date, first.source, first.url) == (
        "tag:1", "Ferry line", "2021-05-06", "North & Sea", "https://wire.example/1",
    )  # fmt: skip


def test_an_entry_without_text_still_tells_where_its_page_is() -> None:
    _, second = documents(RSS.encode(), "wire.rss", url="https://wire.example/feed")
    assert (second.text, second.title, second.url) == ("", "Only a title", "https://wire.example/2")


def test_an_entry_of_atom_is_a_document() -> None:
    found = only(ATOM.encode(), "wire.atom")
    assert (found.text, found.name, found.date, found.source, found.author) == (
        "One.\n\nTwo.", "urn:1", "2021-05-07", "Wire", "Ida Holm",
    )  # fmt: skip


def test_a_feed_is_never_taken_for_an_address() -> None:
    with pytest.raises(BrokenFile, match="not a feed"):
        opened(b"http://127.0.0.1:9/feed.xml", "wire.rss")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One<p>Two", "One\n\nTwo"),
        ("One &lt;b&gt; two", "One <b> two"),
        ("<ul><li>One<li>Two</ul>", "One\n\nTwo"),
        ("<table><tr><td>a<td>b</table>", "a\tb"),
        ("<style>p {}</style><p hidden>One</p>\n<!-- not this -->", "One"),
        ("plain\n text", "plain text"),
        ("", ""),
    ],
)
def test_markup_is_read_as_it_would_be_shown(markup: str, text: str) -> None:
    assert text_of(markup) == text
