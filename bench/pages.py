"""How well the article of a web page is found: ``python -m bench.pages`` on the pages of ``../shared/intake``.

Of some pages the text of the article is given; the body is compared with it by runs of four words. Of the others,
``pages.json`` knows the sentences of the article, which were told from the rest of the page by looking at it, by their
hashes and lengths, and those that may stand in it or not: summaries, standfirsts. It knows day and publisher, and the
headline by its hash, for all of them: what ``html.jsonl`` says of these was taken from the pages by a program, and is
wrong for some.
"""

import argparse
import hashlib
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from legation.errors import InputError
from legation.intake.formats.webpage import page
from legation.intake.piece import Piece

SHARED = Path("../shared/intake")
FACTS = Path(__file__).with_name("pages.json")
RUN = 4
"""Words that are compared together."""
BAR_BODY, BAR_BOILERPLATE, BAR_DAY = 0.95, 0.05, 0.90
"""Share of articles that give a body; share of the body that may be something else; share of days that are right."""
HOLDS = 0.95
"""Share of an article that a body has to hold to be one: titles of other stories between its paragraphs are no loss."""
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+|\n+")


class Score(NamedTuple):
    """One page: shares from 0 to 1, None for what is not to be had of a listing."""

    name: str
    milliseconds: float
    recall: float | None
    boilerplate: float | None
    day: bool | None
    title: bool | None
    publisher: bool | None
    refused: bool  # whether no article was found, as is right of a listing
    listing: bool
    found: Piece | None

    @property
    def holds(self) -> bool:
        """Whether the body is as the bar asks."""
        return self.recall is not None and self.recall >= HOLDS and (self.boilerplate or 0) <= BAR_BOILERPLATE


def words(text: str) -> list[str]:
    """Words of a text, without case."""
    return re.findall(r"\w+", text.lower())


def fingerprint(text: str) -> str:
    """What stands for a sentence, of which the words are not kept here."""
    return hashlib.sha256(" ".join(words(text)).encode()).hexdigest()[:8]


def sentences(text: str) -> Counter[tuple[str, int]]:
    """Sentences of a text: their fingerprints and numbers of words."""
    return Counter((fingerprint(each), len(words(each))) for each in _SENTENCE.split(text) if words(each))


def against_text(truth: str, text: str) -> tuple[float, float]:
    """Share of the article in a body, and share of the body that is something else."""
    asked, told = _runs(truth), _runs(text)
    both = (asked & told).total()
    return both / max(1, asked.total()), 1 - both / max(1, told.total())


def against_sentences(known: str, either: str, text: str) -> tuple[float, float]:
    """The same, by sentences: `known` are those of the article, `either` those that may be in it or not."""
    asked = _known(known)
    told = sentences(text)
    for each in _known(either):
        told.pop(each, None)
    held = sum(length for (_, length), count in (asked & told).items() for _ in range(count))
    spoken = sum(length for (_, length), count in told.items() for _ in range(count))
    return held / max(1, sum(length * count for (_, length), count in asked.items())), 1 - held / max(1, spoken)


def scores(shared: Path) -> Iterator[Score]:
    """Each page, in order."""
    facts: dict[str, Any] = json.loads(FACTS.read_text("utf-8"))
    for line in (shared / "html.jsonl").read_text("utf-8").splitlines():
        told = json.loads(line)
        yield _score(shared, told, facts[Path(told["file"]).name])


def _score(shared: Path, told: dict[str, Any], fact: dict[str, Any]) -> Score:
    name, raw = Path(told["file"]).name, (shared / told["file"]).read_bytes()
    began = time.perf_counter()
    try:
        found = page(raw, name=name, url=told["url"] or None)
    except InputError:
        found = None
    spent = (time.perf_counter() - began) * 1000
    listing = bool(fact.get("listing"))
    if listing or found is None:
        nothing = None if listing else False
        return Score(name, spent, None, None, nothing, nothing, nothing, found is None, listing, found)
    text = found.text or ""
    recall, rest = (
        against_text((shared / told["truth"]).read_text("utf-8"), text)
        if told.get("truth")
        else against_sentences(fact["body"], fact.get("either", ""), text)
    )
    title = re.sub(r"\W", "", (found.title or "").lower())
    return Score(
        name,
        spent,
        recall,
        rest,
        found.date == fact["date"],
        fingerprint(title) in fact["title"],
        found.source in fact["publisher"],
        False,
        False,
        found,
    )


def _runs(text: str) -> Counter[tuple[str, ...]]:
    found = words(text)
    return Counter(zip(*(found[at:] for at in range(RUN)), strict=False))


def _known(packed: str) -> Counter[tuple[str, int]]:
    return Counter((each[:8], int(each[9:])) for each in packed.split())


def _share(values: list[bool]) -> float:
    return sum(values) / max(1, len(values))


def main() -> None:
    """Print what was measured, page by page, and end with 1 where it falls short of what is asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with html.jsonl (default: %(default)s)")
    arguments = parser.parse_args()
    found = list(scores(arguments.shared))
    console = Console()
    table = Table("page", "ms", "held", "else", "day", "title", "publisher")
    for each in found:
        if each.recall is None or each.boilerplate is None:
            body = ["[green]refused[/]" if each.refused == each.listing else "[red]wrong[/]", "", "", "", ""]
        else:
            body = [f"{each.recall:.1%}", f"{each.boilerplate:.1%}"]
            body += ["yes" if right else "[red]no[/]" for right in (each.day, each.title, each.publisher)]
        table.add_row(each.name[:40], f"{each.milliseconds:.0f}", *body)
    console.print(table)
    articles = [each for each in found if not each.listing]
    told = [
        ("articles whose body holds", _share([each.holds for each in articles]), BAR_BODY),
        ("days right", _share([bool(each.day) for each in articles]), BAR_DAY),
        ("titles right", _share([bool(each.title) for each in articles]), BAR_DAY),
        ("publishers right", _share([bool(each.publisher) for each in articles]), BAR_DAY),
        ("listings refused", _share([each.refused for each in found if each.listing]), 1.0),
    ]
    for what, share, bar in told:
        console.print(f"{what}: {share:.1%} (asked: {bar:.0%})", style=None if share >= bar else "red")
    rest = statistics.mean(each.boilerplate for each in articles if each.boilerplate is not None)
    spent = [each.milliseconds for each in found]
    console.print(f"something else in a body, on average: {rest:.1%}")
    console.print(f"milliseconds a page: {statistics.median(spent):.0f} in the middle, {max(spent):.0f} at most")
    sys.exit(any(share < bar for _, share, bar in told))


if __name__ == "__main__":
    main()
