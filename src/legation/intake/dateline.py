"""The dateline that opens a report: place or places, sometimes a date and the agency.

ISLAMABAD/RAWALPINDI:               GENEVA, March 20 (Reuter) -
WASHINGTON (AP) —                   TAUPO, New Zealand, March 23:
MOSCOW, April 8. /TASS/.            NEW DELHI, Apr 8 (PTI)
TORONTO--                           BURNABY, BC / ACCESS Newswire / February 10, 2025 /
"""

import re
from dataclasses import dataclass

from legation.intake.calendar import DATE, day_of

_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’]*(?:[ -][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’]*){0,3}"
_CITIES = rf"{_CAPITALS}(?:\s?/\s?{_CAPITALS}|,? (?:and|AND) {_CAPITALS}|, {_CAPITALS}(?=[,/:(—–-]| and )){{0,3}}"
_NAME = r"[A-ZÀ-Þ][\w.'’]*(?:[ -](?:[A-ZÀ-Þ][\w.'’]*|de|of|the)){0,3}"
_REGION = rf"(?:,? ?\({_NAME}\)|,\s{_NAME})?"
_MONTH_NAME = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Za-z]*\.?"
)
_DAY = rf"(?:{_MONTH_NAME}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH_NAME})(?:,?\s\d{{4}})?|\d{{4}}-\d{{2}}-\d{{2}}"
_AGENCY = r"\((?P<agency>[A-Z][\w&.' /-]{1,30})\)"
_DASH = r"\s?(?:--+|[—–―]|-(?=\s)|(?<=\s)-|-(?=[A-Z]))\s?"

_WIRE = re.compile(
    rf"(?P<place>{_CITIES}{_REGION}?)"
    rf"(?:,\s?(?P<day>{_DAY}))?\s?(?:{_AGENCY})?\s?(?P<end>:\s|{_DASH})(?P<rest>.*)",
    re.DOTALL,
)
_MIXED = re.compile(  # a place in ordinary letters counts only with a day or an agency beside it
    rf"(?P<place>{_NAME}{_REGION}(?:(?:,| and|-)\s{_NAME}{_REGION}){{0,2}})"
    rf"(?:,\s(?P<day>{_DAY})(?:\s{_AGENCY})?|\s\((?P<agency2>[A-Z][\w&.' /-]{{1,30}})\))\s?"
    rf"(?P<end>:\s|{_DASH})(?P<rest>.*)",
    re.DOTALL,
)
_DAY_AND_AGENCY = re.compile(  # together they need no dash
    rf"(?P<place>{_CITIES}{_REGION}?),\s?(?P<day>{_DAY})\.?\s?"
    rf"(?:{_AGENCY}|/(?P<agency2>[A-Z][\w&.' -]{{1,30}})/)\s?[.:]?\s?(?P<rest>.*)",
    re.DOTALL,
)
_SLASHED = re.compile(  # the shape of press release services
    rf"(?P<place>{_CAPITALS}(?:,\s[\w.' ]{{2,30}})*)\s/\s"
    rf"(?P<agency>[\w&.' -]{{3,40}})\s/\s(?P<day>{_DAY})\s/\s(?P<rest>.*)",
    re.DOTALL,
)
# Words that a title or a label in capitals has and the name of a place has not.
_LABELS = frozenset(
    re.findall(
        r"[A-Z]+",
        """
        A AN AND AS AT BILLIONS BY FACTBOX FOR FROM IN INTO IS IT ITS NO NOT OF ON OR OUR THE TO WHAT WHO WHY WITH
        ADVISORY ALERT ANALYSIS BACKGROUND BREAKING BRIEFING BULLETIN COMMUNIQUE CORRECTED CORRECTION DATE EMBARGOED
        EXCLUSIVE EXPLAINER FLASH INTERVIEW JOINT LATEST LEAD MEDIA MINISTER NOTE OPINION PHOTO POLL PRESIDENT PRESS
        QUESTION RELEASE REPORT SENATOR SOURCE SPEECH STATEMENT SUBJECT SUMMARY TEXT TRANSCRIPT UPDATE UPDATED URGENT
        VIDEO WATCH
        """,
    )
)
_SENTENCE = 80  # characters that a report's first sentence has, and an item of a list seldom
_BYLINE = re.compile(r"By (?:[A-Z][\w.'’-]*(?: and |, | )){2,12}?(?=[A-Z]{3,}[A-Z ]{0,30}(?:\(|-))")


@dataclass(frozen=True)
class Dateline:
    """Place or places verbatim; the day (YYYY-MM-DD) only where the year stands there too."""

    place: str
    date: str | None
    agency: str | None


def find(lines: list[str]) -> Dateline | None:
    """Dateline of a report: at the start of one of its first lines, below a title or a byline at most."""
    for number, (line, below) in enumerate(zip(lines[:4], [*lines[1:4], ""], strict=False)):
        byline = _BYLINE.match(line[:400])
        # The report may begin on a line of its own below the dateline.
        opening = f"{line[byline.end() :] if byline else line}\n{below}".lstrip()[:400]
        for shape in (_SLASHED, _WIRE, _DAY_AND_AGENCY, _MIXED):
            found = shape.match(opening)
            if found and _plausible(found["place"], found["rest"]):
                groups = found.groupdict()
                bare = found["place"].isalpha() and not any(groups.get(key) for key in ("day", "agency", "agency2"))
                if bare and number and len(line) < _SENTENCE:
                    continue  # an item of a list: `WHEAT - 4.2 mln tonnes`
                agency = (groups.get("agency") or groups.get("agency2") or "").strip() or None
                written = DATE.search(groups["day"] or "")
                return Dateline(found["place"], day_of(written[0]) if written else None, agency)
    return None


def _plausible(place: str, rest: str) -> bool:
    words = re.findall(r"[^\W\d_]+", place)
    if any(word in _LABELS for word in words) or not any(len(word) > 2 for word in words):
        return False
    letters = [character for character in rest[:60] if character.isalpha()]
    # What follows a dateline is a sentence; what follows a label in a heading is more of the heading.
    return sum(character.islower() for character in letters) * 2 > len(letters)
