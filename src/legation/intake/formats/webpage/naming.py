"""What a page is called, who publishes it and who wrote it."""

import re
import unicodedata
from collections.abc import Iterable

from legation.intake.addresses import host_of, web_address
from legation.intake.formats.webpage.blocks import Block
from legation.intake.formats.webpage.declared import Declared, names_of, text_of

_PARTS = re.compile(r"\s+[|–—·•«»‹›:/-]{1,2}\s+|\s*[|]\s*")
_LONGEST = 400  # characters of a title
_SECOND_LEVEL = frozenset(
    ("ac", "co", "com", "edu", "gob", "gouv", "gov", "go", "mil", "net", "or", "org", "ne", "nic")
)


def headings(blocks: Iterable[Block]) -> list[str]:
    """Main headings that a page shows."""
    return [" ".join(block.text.split()) for block in blocks if block.tag == "h1" and block.words][:10]


def title_of(told: Declared, blocks: list[Block]) -> str | None:
    """Headline of a page: the heading that it declares, else what it declares, without the name of the site behind."""
    shown = headings(blocks)
    graph = told.first("og:title", "twitter:title", "dc.title", "dcterms.title", "headline")
    headline = next((text for node in told.articles if (text := text_of(node.get("headline")))), None)
    for said in filter(None, (headline, graph, told.title)):
        for heading in shown:
            if _alike(heading, said):
                return heading[:_LONGEST]
    if headline and len(headline.split()) > 1:
        return headline[:_LONGEST]
    if graph is None and len(shown) == 1 and len(shown[0].split()) > 2 and not _ends_with(told.title, shown[0]):
        return shown[0][:_LONGEST]
    lines = {_squashed(block.text) for block in blocks if block.words < 60}
    for said in filter(None, (graph, told.title)):
        return _without_site(said, told, lines)[:_LONGEST] or None
    lesser = (" ".join(block.text.split()) for block in blocks if block.heading and not block.aside)
    return next((heading[:_LONGEST] for heading in (*shown, *lesser)), None)


def publisher_of(told: Declared, url: str | None, *, title: str | None, authors: Iterable[str]) -> str | None:
    """Who publishes a page: by the name that goes with its address, else as it declares, else its host."""
    host = (host_of(url) or "").removeprefix("www.")
    barred = {_squashed(title or "")}
    persons = {_squashed(name) for name in authors}
    site = (_PARTS.split(told.meta.get("og:site_name", "")) or [""])[0].strip()
    by_graph = [name for node in told.articles for name in names_of(node.get("publisher"), told.by_id)]
    behind = _PARTS.split(told.title or "")[1:]
    suffix = behind[-1].strip() if behind else ""
    others = [
        told.first(*names) for names in (("application-name",), ("dc.publisher", "dcterms.publisher", "publisher"))
    ]
    names = [name for name in (site, *by_graph, suffix, *others) if name and _may_be(name, barred)]
    domain = _domain(host)
    known = [name for name in names if domain and _goes_with(name, domain)]
    if known:
        return max((name for name in known if _squashed(name) == _squashed(known[0])), key=_well_written)
    firm = [name for name in names if (name != suffix or len(name.split()) > 1) and _squashed(name) not in persons]
    return firm[0] if firm else host or None


def authors_of(told: Declared) -> list[str]:
    """Who wrote a page, as it declares."""
    found = next((names for node in told.articles if (names := names_of(node.get("author"), told.by_id))), [])
    if not found:
        said = told.first("author", "article:author", "byl", "parsely-author", "dc.creator", "sailthru.author")
        found = [] if said is None or "://" in said else [re.sub(r"^\s*by\s+", "", said, flags=re.IGNORECASE)]
    return [name[:200] for name in dict.fromkeys(found) if _squashed(name)]


def address_of(told: Declared) -> str | None:
    """Address that a page gives for itself."""
    return next(
        (url for said in (told.canonical, told.meta.get("og:url")) if (url := web_address(said)) and host_of(url)), None
    )


def _without_site(said: str, told: Declared, lines: set[str]) -> str:
    """A title without the name of the site: what is shown on the page by itself is the title, or what is before it."""
    cuts = list(_PARTS.finditer(said))
    for cut in reversed(cuts):
        if _squashed(said[: cut.start()]) in lines:
            return said[: cut.start()].strip()
    site = _squashed(told.meta.get("og:site_name", ""))
    while cuts:
        behind = _squashed(said[cuts[-1].end() :])
        short = len(behind) <= 30 and len(said[: cuts[-1].start()].split()) >= 4
        if not (site and (behind in site or site in behind)) and not (
            short and said[cuts[-1].start() :].strip()[0] == "|"
        ):
            break
        said = said[: cuts.pop().start()]
    return said.strip()


def _squashed(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKD", text).casefold() if character.isalnum())


def _ends_with(title: str | None, heading: str) -> bool:
    """Whether a heading is what stands behind a title: the name of the site."""
    return _squashed(title or "").endswith(_squashed(heading))


def _alike(heading: str, said: str) -> bool:
    one, two = _squashed(heading), _squashed(said)
    if len(one) < 8 or len(heading.split()) < 2:
        return False
    if one in two or (two in one and len(two) * 2 > len(one)):
        return True
    first, second = set(re.findall(r"\w{3,}", heading.casefold())), set(re.findall(r"\w{3,}", said.casefold()))
    return len(first & second) >= 3 and len(first & second) * 2 >= min(len(first), len(second))


def _domain(host: str) -> str:
    """The name that somebody has registered: `bbc` of `www.bbc.co.uk`."""
    labels = host.split(".")
    while len(labels) > 1 and (
        labels[-1] in _SECOND_LEVEL or len(labels[-1]) == 2 or labels[-1] == host.rpartition(".")[2]
    ):
        labels.pop()
    return labels[-1] if labels else ""


def _goes_with(name: str, domain: str) -> bool:
    plain, squashed = _squashed(domain), _squashed(name)
    initials = "".join(word[0] for word in re.findall(r"\w+", name.casefold()))
    short = squashed.removeprefix("the")
    return (
        bool(plain)
        and len(squashed) > 1
        and (
            plain in squashed or short in plain or (len(plain) > 2 and plain in (initials, initials.removeprefix("t")))
        )
    )


def _may_be(name: str, barred: set[str]) -> bool:
    return 1 < len(name) <= 80 and _squashed(name) not in barred and "://" not in name and not name.startswith("@")


def _well_written(name: str) -> tuple[bool, bool]:
    return " " in name, name != name.lower()
