"""Texts that are made to be slow or to break a reader, each as a recipe for any length."""

import sys
from collections.abc import Callable
from itertools import cycle, islice
from types import FrameType
from typing import Self

Recipe = Callable[[int], str]

_ZWJ, _SKIN = "\u200d", "\U0001f3fd"
_TAGS = "".join(chr(0xE0000 + ord(letter)) for letter in "kenya")  # letters that no screen shows


def _of(unit: str) -> Recipe:
    """The same words again and again."""
    return lambda n: (unit * (n // len(unit) + 1))[:n]


def _in(unit: str, before: str, after: str) -> Recipe:
    """The same words again and again, within a sentence of the trade."""
    return lambda n: before + _of(unit)(n) + after


def _halves(one: str, other: str) -> Recipe:
    """The one again and again, then the other."""
    return lambda n: _of(one)(n // 2) + _of(other)(n - n // 2)


def _nested(opening: str, closing: str, within: str = "") -> Recipe:
    """Half the length opens, half closes."""
    return lambda n: opening * (n // (2 * len(opening))) + within + closing * (n // (2 * len(closing)))


def _numbered(n: int) -> str:
    """No two words alike."""
    parts = islice((f"Kenya sold Uganda {i} buses and {i}5 trucks, " for i in cycle(range(1, 10**6))), n // 40)
    return "".join(parts)[:n]


def _voices(n: int) -> str:
    """A transcript in which nobody speaks twice, save one."""
    lines = islice(
        (
            f"VOICE {chr(65 + i // 676 % 26)}{chr(65 + i // 26 % 26)}{chr(65 + i % 26)}: So.\n"
            for i in cycle(range(17576))
        ),
        n // 15,
    )
    return "Q: So.\nQ: So.\n" + "".join(lines)


def _names(n: int) -> str:
    """Persons without end, each a new one with an office."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    people = (
        f"Kenyan Minister {a.upper()}{b}{c}o {c.upper()}{a}{b}i, " for a in letters for b in letters for c in letters
    )
    return "".join(islice(people, n // 27))[:n]


RECIPES: dict[str, Recipe] = {
    # quotation marks
    "straight quotes": _of('"'),
    "curly quotes opened": _of("“"),
    "curly quotes closed": _of("”"),
    "quotes opened and closed": _of("“” "),
    "quotes of every kind": _of("“\"'‘„«» ’”"),
    "doubled apostrophes": _of("''"),
    "quotes nested": _nested("“", "”", "Kenya will help Uganda"),
    "single quotes nested": _nested("“‘", "’”", "Kenya will help Uganda"),
    "quotes never closed": _of("“Kenya will help Uganda, "),
    "quotes over paragraphs": _of("“Kenya will help Uganda.\n\n"),
    "quotes and who said them": _of("“Kenya will help,” said Otieno. "),
    "quotes within a sentence": _in('" ', "Kenya said ", " it would help Uganda."),
    # brackets
    "parentheses nested": _nested("(", ")"),
    "parentheses nested in a sentence": _nested("(Kenya ", ")", "met Uganda"),
    "parentheses opened": _of("(Kenya "),
    "brackets of every kind": _nested("([{<", ">}])"),
    "acronyms": _of("Kenya Pipeline Company (KPC) "),
    # words of saying and doing
    "said": _of("said "),
    "said, in a sentence": _in("said ", "Kenya ", "it will help Uganda."),
    "he told she told": _of("he told she told "),
    "he said that she said that": _of("he said that she said that "),
    "he said she said, with stops": _of("He said. She said. "),
    "according to": _of("according to Kenya "),
    "in a statement": _of("in a statement by the ministry "),
    "voices before a colon": _of("KENYA: Uganda: help\n"),
    "voices all different": _voices,
    "colons": _of("Kenya: "),
    "agreed to agree": _of("agreed to "),
    "met": _of("Kenya met Uganda "),
    "helped": _of("Kenya helped Uganda. "),
    "will deliver, without a stop": _of("Kenya will deliver 40 buses to Uganda and "),
    "told in clauses": _of("which Kenya said that Uganda, which "),
    "talks on talks": _of("talks on talks with Kenya on "),
    "visits": _of("the visit of the visit of Kenya to "),
    "who is meant": _of("he and she and it and they and the two sides "),
    "they, without a stop": _in("they agreed and he met her and it said the two ", "Kenya and Uganda met, ", "."),
    "titles after many persons": lambda n: _names(n // 2) + _of("The dignitary met the admiral. ")(n // 2),
    "things by name": _halves("The Rift Pipeline and the Lake Railway. ", "Kenya signed the loan. "),
    "the minister": _of("the minister of the minister "),
    "the two countries": _of("Both countries welcomed it. "),
    "titles": _of("Prime Minister President Mr "),
    "one person": _of("President Daniel Otieno "),
    "persons": _names,
    "persons in apposition": _of("Otieno, the minister of Kenya, "),
    "we": _of("we will help you, "),
    # parties
    "states in a list": _of("Kenya, Uganda, Brazil, France, Chad, "),
    "states with and": _of("Kenya and Uganda and "),
    "states alone": _of("Kenya "),
    "states glued": _of("Kenya"),
    "adjectives of states": _of("Kenyan-Ugandan-"),
    "U.S.": _of("U.S. "),
    "U.S. without blanks": _of("U.S."),
    "companies": _of("the Kenyan bank Acme Corp of "),
    "group": _of("the six nations, "),
    "capitals of states": _of("Nairobi and Kampala said "),
    "owned by": _of("Kenya's Uganda's "),
    "of of": _of("of the "),
    # numbers and dates
    "digits": _of("1234567890"),
    "one digit": _of("1"),
    "digits and commas": _of("1,"),
    "digits and stops": _of("1."),
    "thousands": _of("1,000,000 "),
    "glued thousands": _of(",000"),
    "dollar signs": _of("$"),
    "dollar signs and digits": _of("$1"),
    "prices": _of("$3 billion "),
    "prices in a currency of many states": _of("3 million rupees "),
    "per cent": _of("per cent "),
    "12 per cent": _of("12 per cent "),
    "ranges": _of("1-"),
    "fractions": _of("1/2"),
    "from to": _of("from 1 to "),
    "between and": _of("between 1 and "),
    "million": _of("million "),
    "numbers in words": _of("twenty-one "),
    "numbers in words glued": _of("twenty-"),
    "more": _of("1,000 more "),
    "on Monday": _of("on Monday "),
    "on Monday, with stops": _of("On Monday. "),
    "dates": _of("14 May 2024, "),
    "months": _of("May "),
    "years": _of("2024 "),
    "by next": _of("by next "),
    "figures all different": _numbered,
    "rose": _of("trade rose by 3 per cent to $3 billion, "),
    # layout
    "newlines": _of("\n"),
    "blank lines with blanks": _of("\n \n"),
    "carriage returns": _of("\r"),
    "line ends of every kind": _of("Kenya\r\nmet\rUganda\n\r"),
    "blanks": _of(" "),
    "blanks of every kind": _of("\u00a0\u2003\u3000\t\u2028\u2029\v\f "),
    "tabs": _of("Kenya\tmet\tUganda\t"),
    "paragraphs of one word": _of("Kenya\n\n"),
    "lines of one word": _of("Kenya\n"),
    "bullets": _of("\n• Kenya"),
    "numbered items": _of("\n1. Kenya"),
    "datelines": _of("NAIROBI, May 14 (LGN) - "),
    "datelines on lines": _of("NAIROBI, May 14 (LGN) - Kenya.\n"),
    "headers": _of(" date 2024-05-14 Ag LGN\n"),
    "headline": _of("KENYA MEETS UGANDA ON TRADE "),
    "capitals": _of("A"),
    "capitals and stops": _of("A."),
    "capitals and blanks": _of("A "),
    "one word": _of("x"),
    "one word in a sentence": _in("x", "Kenya met Uganda ", " on Monday."),
    "hyphenated word": _of("x-"),
    "web address": _in("a/", "https://example.org/", ""),
    "mail address": _in("a.", "", "@example.org"),
    # marks
    "commas": _of(","),
    "commas and blanks": _of(", "),
    "stops": _of("."),
    "stops and blanks": _of(". "),
    "dashes": _of("-"),
    "long dashes": _of("— "),
    "apostrophes": _of("'"),
    "apostrophe s": _of("'s "),
    "semicolons": _of("; "),
    "question marks": _of("?! "),
    "underscores": _of("_"),
    "slashes": _of("/"),
    "ampersands": _of("& "),
    "angle brackets": _of("<a>"),
    "and": _of("and "),
    "to": _of("to "),
    "commas in a sentence": _in(", ", "Kenya ", " met Uganda."),
    # what only a machine sees
    "NUL": _of("\x00"),
    "NUL between words": _of("Kenya\x00met\x00Uganda\x00"),
    "controls": _of("".join(map(chr, range(1, 32)))),
    "bidi marks": _of("\u202e\u2066\u200f\u202c\u2069"),
    "bidi marks between letters": _of("K\u202ee\u202cn\u2066y\u2069a "),
    "tag characters": _of(_TAGS),
    "tag characters behind words": _of("Kenya" + _TAGS + " "),
    "zero width": _of("\u200b\u200c\u200d\ufeff\u2060"),
    "combining marks": _of("\u0301"),
    "combining marks on a letter": _in("\u0301", "Kenya met Uganda e", " on Monday."),
    "combining marks on letters": _of("K\u0301e\u0302n\u0303y\u0304a "),
    "variation selectors": _of("\ufe0f"),
    "emoji": _of("😀"),
    "emoji and words": _of("Kenya 😀 Uganda "),
    "joined emoji": _of("👩" + _ZWJ),
    "families": _of("👩" + _SKIN + _ZWJ + "👧" + _ZWJ + "👦 "),
    "flags": _of("🇰🇪🇺🇬"),
    "lone surrogates": _of("\ud800"),
    "lone surrogates between words": _of("Kenya \udfff "),
    "letters that grow when lowered": _of("İ"),
    "letters that grow when raised": _of("ßﬁŉ "),
    "other scripts": _of("中文 русский العربية हिन्दी "),
    "mathematical letters": _of("𝐊𝐞𝐧𝐲𝐚 "),
    "replacement characters": _of("\ufffd"),
    "markup": _of("<b>Kenya</b> &amp; "),
    "terminal": _of("\x1b[31mKenya\x1b[0m "),
}  # fmt: skip


class Calls:
    """Counts calls of functions while it is entered."""

    def __init__(self) -> None:
        self.number = 0

    def __enter__(self) -> Self:
        sys.setprofile(self._count)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _count(self, _frame: FrameType, event: str, _what: object) -> None:
        self.number += event in ("call", "c_call")
