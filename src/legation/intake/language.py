"""Language of a text, as ISO 639-1: by its script, and for Latin and Cyrillic letters by its function words.

Small, offline and the same every time. It is there to keep texts that no reader reads from being read as English, so
it errs towards English: a text has to show that it is something else.
"""

import re
import tomllib
from collections import Counter
from importlib.resources import files

_SAMPLE = 20_000  # characters looked at
_SHORT = 8  # words; below that a headline of names could be anything, and English is assumed
_SCRIPTS = (
    ("ja", "\u3041-\u30ff"),  # kana before Han: Japanese has both
    ("ko", "\uac00-\ud7a3\u1100-\u11ff"),
    ("zh", "\u4e00-\u9fff\u3400-\u4dbf"),
    ("el", "\u0370-\u03ff"),
    ("he", "\u0590-\u05ff"),
    ("hi", "\u0900-\u097f"),
    ("bn", "\u0980-\u09ff"),
    ("pa", "\u0a00-\u0a7f"),
    ("ta", "\u0b80-\u0bff"),
    ("th", "\u0e00-\u0e7f"),
    ("my", "\u1000-\u109f"),
    ("ka", "\u10a0-\u10ff"),
    ("am", "\u1200-\u137f"),
    ("km", "\u1780-\u17ff"),
    ("hy", "\u0530-\u058f"),
)
_LETTERS = {language: re.compile(f"[{characters}]") for language, characters in _SCRIPTS}
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\b[^\W\d_]+(?:['’][^\W\d_]+)?\b")  # no piece of `3fa8de` is a word
_KNOWN = tomllib.loads((files("legation.intake") / "languages.toml").read_text("utf-8"))
_NAMES: dict[str, str] = _KNOWN["names"]
_PROFILES: dict[str, dict[str, frozenset[str]]] = {
    alphabet: {language: frozenset(words.split()) for language, words in profiles.items()}
    for alphabet, profiles in _KNOWN["words"].items()
}


def language_of(text: str) -> str:
    """ISO 639-1 code of the language of a text; `en` where it is too short or does not show. Pure; never raises."""
    sample = text[:_SAMPLE]
    letters = len(_LETTER.findall(sample))
    if not letters:
        return "en"
    for language, pattern in _LETTERS.items():
        # Half of the letters; a tenth for kana, which Japanese mixes with Han.
        if len(pattern.findall(sample)) * (10 if language == "ja" else 2) > letters:
            return language
    if len(_ARABIC.findall(sample)) * 2 > letters:
        return _best(sample, _PROFILES["arabic"]) or "ar"
    if len(_CYRILLIC.findall(sample)) * 2 > letters:
        return _best(sample, _PROFILES["cyrillic"]) or "ru"
    return _best(sample, _PROFILES["latin"]) or "en"


def language_name(code: str) -> str:
    """English name of a language that `language_of` tells, else its code."""
    return _NAMES.get(code, code)


def _best(sample: str, profiles: dict[str, frozenset[str]]) -> str | None:
    """Language whose function words cover most of the text; the first of equals. None where they hardly show."""
    written = _WORD.findall(sample)
    if len(written) < _SHORT:
        return None
    in_capitals = sum(word.isupper() for word in written) * 2 > len(written)
    # A capital makes a particle part of a name (`La Rocca`), unless the whole text is in capitals.
    words = Counter(word.casefold() for word in written if in_capitals or not word[0].isupper())
    covered = {language: sum(words[word] for word in profile) for language, profile in profiles.items()}
    best = max(covered, key=lambda language: covered[language])
    if best == "en" or covered[best] < 1.5 * covered.get("en", 0):
        return "en"
    shown = sum(word in words for word in profiles[best])
    # Running text in any of these languages has 20 to 45 function words in a hundred; names have one or two particles.
    return best if shown >= 3 and covered[best] * 10 >= len(written) else None
