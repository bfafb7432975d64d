"""The thing counted: the head noun behind a bare number ("28,500 U.S. troops" → troop)."""

import re

# counted by a compound in the singular ("a 22-tanker fleet"); other such compounds ("six-nation", "three-phase") measure nothing
_COMPOUND = re.compile(r"[-‐](tanker|well|ship|vessel|aircraft|plane|jet|truck|car|bed|room|seat|reactor|satellite|missile|turbine|locomotive)\b")
_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "people": "person", "personnel": "personnel", "aircraft": "aircraft",
    "servicemen": "serviceman", "seamen": "seaman", "fishermen": "fisherman", "businessmen": "businessman", "lives": "life",
    "livestock": "livestock", "cattle": "cattle", "sheep": "sheep", "spacecraft": "spacecraft", "crises": "crisis",
    "wives": "wife", "leaves": "leaf", "halves": "half", "knives": "knife", "buses": "bus", "gases": "gas", "viruses": "virus",
    "policemen": "policeman", "countrymen": "countryman", "dead": "person", "killed": "person", "wounded": "person",
    "injured": "person", "percent": "percent", "head": "head", "series": "series", "sorties": "sortie", "ties": "tie",
    "campuses": "campus", "taxis": "taxi", "lorries": "lorry", "bonuses": "bonus",
}  # fmt: skip
_NOT_PLURAL = frozenset(
    "us its was is has this various less business class plus versus gas across process access congress press success always perhaps"
    " as his hers thus progress address loss crisis basis analysis pass cross mass plans says does goes status bonus surplus focus"
    " virus consensus campus census corps paris texas laos cyprus honduras athens brussels tunis damascus arkansas us-led u.s"
    " besides afterwards towards sometimes nowadays economics politics mathematics physics news overseas diabetes".split()
)
# what a bare number of does not measure: times, and parts of speech, place or argument that any text counts
_UNCOUNTED = frozenset(
    "country nation member state aspect proposal group market area region currency principle agreement treaty talk meeting condition element"
    " system pool pillar measure option goal objective average term centre center priority subject theme field sector factor body"
    " year month week day hour minute second decade century quarter night weekend time round side way thing other part reason point issue"
    " lot way half page paragraph stage step phase session chapter article question topic occasion set type kind"
    " name word line pm am gmt est hrs o'clock anniversary season generation age moon morning evening afternoon floor".split()
)
_PAIR = frozenset(
    "leader minister neighbour neighbor party government president capital power people sides friend ally head"
    " premier chancellor delegation official foe rival giant superpower superpowers army arch-rival brother sister foe diplomat".split()
)
_STOP = frozenset(
    "a an and or but in on at to from for with by of into over under after before during since until till between among against about"
    " through per than as that which who whom whose when where while because if whether is are was were be been being has have had do"
    " does did will would shall should can could may might must not no so it they he she we you i there here this these those"
    " said says say told including such via amid despite without within each apiece annually daily yearly monthly weekly earlier later ago"
    " more worth due".split()
)
_TIME = re.compile(r"(?:[- ]|\s{1,3})(?:year|month|week|day|hour|minute|second|decade)s?\b", re.IGNORECASE)
_CASUALTIES = re.compile(r"\s(?:were\s)?(?:killed|wounded|injured|dead)\b", re.IGNORECASE)
_ACRONYM = re.compile(r"\s\([A-Z]{2,8}\)")
_SKIPPED_FIRST = re.compile(r"(?:\s+of)?\s+(?:the|its|their|his|these|those|our|all|such)\b", re.IGNORECASE)
_OF = re.compile(r"\s+of\s+", re.IGNORECASE)
_TOKEN = re.compile(r"(?:[ ]{1,2}|\s{1,3}|-)([^\W\d_][\w.'’-]{0,40})")
_MOST_WORDS = 7  # between the number and the noun


def _singular(word: str) -> str | None:
    """The singular of a plural noun; None for what is none."""
    low = word.lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if len(low) < 4 or not low.endswith("s") or low.endswith(("ss", "'s", "’s", "us")) or (low.endswith("is") and word[0].islower()) or low in _NOT_PLURAL:
        return None
    if word.isupper() and len(word) > 5:
        word = low
    if low.endswith("ies") and len(low) > 4:
        return word[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]


def counted_noun(text: str, at: int, value: float, *, additional: bool = False) -> tuple[str, int] | None:
    """The thing that a number ending at `at` counts, in the singular, and where its word ends.

    The first plural that no further plural follows; adjectives, demonyms and compounds before it are passed over. None
    where a preposition, a verb or a mark comes first, and for times ("three years"), pairs ("the two sides") and what texts
    count without measuring ("six nations"), unless the count is `additional` ("another eight countries").
    """
    if _TIME.match(text, at):
        return None
    if (struck := _CASUALTIES.match(text, at)) is not None:
        return "person", struck.end()
    if (compound := _COMPOUND.match(text, at)) is not None:
        return compound[1], compound.end()
    skipped = _SKIPPED_FIRST.match(text, at)
    if skipped is not None:
        at = skipped.end()
    elif (of := _OF.match(text, at)) is not None:
        at = of.end() - 1
    found: tuple[str, int] | None = None
    for _ in range(_MOST_WORDS):
        token = _TOKEN.match(text, at)
        if token is None:
            break
        word = token[1].rstrip(".'’-") if token[1].count(".") < 2 else token[1]
        if word.lower() in _STOP or (token[0].startswith("-") and found is None):
            break
        singular = _singular(word)
        if singular is not None:
            found = singular, token.start(1) + len(word)
        elif found is not None:
            break
        at = token.end()
        if word != token[1]:
            break
        if (acronym := _ACRONYM.match(text, at)) is not None:
            at = acronym.end()
    if found is None:
        return None
    noun = found[0].lower()
    if (noun in _UNCOUNTED and not additional) or (value <= 3 and noun in _PAIR):
        return None
    return found
