"""Web pages and feeds that would do more than tell, or never end."""

from bad_inputs.story import PARAGRAPHS, STORY


def page(body: str, head: str = "") -> bytes:
    """Make a page around a body."""
    head = f"<meta charset='utf-8'><title>Norway pledges a plant</title>{head}"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def article(extra: str = "", head: str = "") -> bytes:
    """Make a page around the story."""
    return page(f"<article><h1>Norway pledges a plant</h1>{PARAGRAPHS}{extra}</article>", head)


def laughs(root: str, inside: str) -> bytes:
    """Make a document of entities that multiply."""
    entities = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10 if number else "ha"}">' for number in range(12))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [{entities}]>{inside}'.encode()


def feed(items: str) -> bytes:
    """Make a feed."""
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'.encode()


_ITEM = f"<item><title>Norway pledges</title><description>{STORY}</description></item>"
_ENTITY = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_EXTERNAL_FEED = f"{_ENTITY}<rss version='2.0'><channel><title>W</title><item><title>t</title><description>&x;"

INPUTS = {
    "refused": {
        "nothing-but-markup.html": lambda: page("<div></div>" * 1000),
        "laughs.xhtml": lambda: laughs("html", "<html><body><p>&e11;</p></body></html>"),
        "laughs.rss": lambda: laughs("rss", feed("<item><title>&e11;</title></item>").decode().partition("?>")[2]),
        "no-items.rss": lambda: feed(""),
    },
    "kept": {
        "scripts.html": lambda: article(
            "<script>document.write('Norway handed over everything')</script><img src=x onerror=alert(1)>"
            "<iframe src='http://127.0.0.1/'></iframe><object data='file:///etc/passwd'></object>",
            "<meta http-equiv=refresh content='0;url=http://127.0.0.1/'><base href='file:///etc/'>"
            "<link rel=stylesheet href='http://127.0.0.1/x.css'>",
        ),
        "title-of-markup.html": lambda: article(
            head="<meta property='og:title' content='&lt;script&gt;alert(1)&lt;/script&gt;'>"
        ),
        "title-of-formula.html": lambda: article(
            head="<meta property='og:title' content='=cmd|&apos;/C calc&apos;!A0'>"
        ),
        "address-of-script.html": lambda: article(head="<link rel=canonical href='javascript:alert(1)'>"),
        "metadata-of-nonsense.html": lambda: article(
            head='<script type="application/ld+json">{"@type": ["NewsArticle", 7], "headline": {"a": [1]}, "author": 5,'
            ' "datePublished": {"x": null}, "publisher": [[[]]], "@graph": "no", "articleBody": 3.5}</script>'
            '<script type="application/ld+json">{broken</script>'
            f'<script type="application/ld+json">{"[" * 100_000}</script>'
            "<meta property='article:published_time' content='9999-99-99T99:99'>"
        ),
        "declared-otherwise.html": lambda: article("<p>Señor Núñez – “quoted”.</p>").replace(b"utf-8", b"iso-8859-1"),
        "nuls.html": lambda: article().replace(b"Moldova", b"Mol\x00dova"),
        "scripted.rss": lambda: feed(
            f"<item><title>&lt;script&gt;alert(1)&lt;/script&gt;</title><link>javascript:alert(1)</link>"
            f"<guid>../../etc/passwd</guid><pubDate>99 Foo 99999</pubDate><description>&lt;img src=x"
            f" onerror=alert(1)&gt;{STORY}</description></item>"
        ),
    },
    "either": {
        "deep.html": lambda: page("<div>" * 20_000 + PARAGRAPHS),
        "deep-inline.html": lambda: page("<b><i>" * 10_000 + PARAGRAPHS),
        "wide-attribute.html": lambda: article(f"<p data-x='{'x' * 2_000_000}'>The talks went on.</p>"),
        "many-attributes.html": lambda: article("<p " + " ".join(f"a{n}=1" for n in range(20_000)) + ">Talks.</p>"),
        "unclosed-comment.html": lambda: article("<!--" * 100_000),
        "unclosed-tags.html": lambda: article("<" * 500_000),
        "many-links.html": lambda: page("<a href='/x'>More</a> " * 20_000 + PARAGRAPHS),
        "table-in-table.html": lambda: page("<table><tr><td>" * 3_000 + PARAGRAPHS),
        "declared-utf-16.html": lambda: article().replace(b"utf-8", b"utf-16"),
        "declared-nonsense.html": lambda: article().replace(b"utf-8", b"x-no-such\x00-charset"),
        "external.rss": f"{_EXTERNAL_FEED}{STORY}</description></item></channel></rss>".encode,
        "deep.rss": lambda: feed(_ITEM + "<item>" * 1_000),
        "many-items.rss": lambda: feed(_ITEM * 200),
        "cut-off.rss": lambda: feed(_ITEM * 3)[:-200],
    },
}
"""By what is to become of them."""
