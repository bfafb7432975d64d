"""The words of a text for a number: what the thing measured is called, and the shortest run that states it."""

from spacy.tokens import Token

from legation.reading.clauses import clause, direct_object, phrase
from legation.reading.numbers import NOUNS, Number, above, thing, verb_over
from legation.reading.page import Page
from legation.reference.counts import ROUGHLY

_WHOLE = ("of", "to", "with", "in", "between", "from", "on", "for")  # prepositions that belong to a thing's name
_NO_NAME = ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL")  # names of these belong to no thing
_NO_LEAD = ("DET", "PUNCT", "SPACE", "ADP")
_BOUNDARY = (",", ";", "and", "but", "while", "(", "against", "versus", "compared", "up", "down", "or", "--", "–", "—")
_LEAD = 40  # tokens of a clause before a number that are kept


def name_of(page: Page, number: Number) -> str:
    """What a number measures, in the words of the text; where no noun says it, the verb, else the number itself."""
    noun, verb = thing(number), verb_over(number)
    if noun is not None and (noun.i in page.parties or noun.i in page.people.at) and verb is not None:
        valued = direct_object(verb)  # "Kenya exported": the party is not what is measured
        apart = valued is not None and not number.first <= valued.i < number.behind and valued.pos_ in NOUNS
        noun = valued if apart and valued is not noun else verb
    if noun is not None and noun is not verb:
        return _called(page, noun, number)
    if verb is not None:
        return verb.text
    return page.document.text[number.quantity.start : number.quantity.end]


def _called(page: Page, noun: Token, number: Number) -> str:
    """A thing in the words of the text, with what belongs to its name, less the number and the article."""
    start = number.behind if number.first <= noun.left_edge.i < number.behind else noun.left_edge.i
    if number.counted:
        start = number.first
        while start < noun.i and page.doc[start].like_num:
            start += 1
    elif start < number.first and number.behind <= noun.i:
        start = number.behind  # "a 5 billion dollar deficit"
    start = min(start, noun.i)
    behind = noun.i + 1
    while behind < len(page.doc) and page.doc[behind].lower_ in _WHOLE and page.doc[behind].head.i < behind:
        inner = next((t for t in page.doc[behind].children if t.dep_ == "pobj"), None)
        if inner is None or inner.i < behind or inner.ent_type_ in _NO_NAME:
            break
        if any(number.first <= t.i < number.behind or t.like_num for t in page.doc[behind : inner.i + 1]):
            break
        behind = inner.i + 1
    while start < noun.i and (page.doc[start].pos_ in _NO_LEAD or page.doc[start].lower_ in ROUGHLY):
        start += 1
    return page.quote(list(page.doc[start:behind])).quote


def words_of(page: Page, number: Number, others: list[Number]) -> list[Token]:
    """The shortest run of words that states a number: its clause or phrase, less what states `others` beside it."""
    verb = verb_over(number)
    noun = next((t for t in above(number) if t.pos_ in NOUNS), number.root)
    tokens = clause(verb) if verb is not None else phrase(noun)
    if not (tokens[0].i <= number.first and number.behind <= tokens[-1].i + 1):
        start = min(max(number.root.sent.start, number.first - _LEAD), number.first)  # a sentence may begin in a number
        tokens = list(page.doc[start : number.behind])
    first, behind = tokens[0].i, tokens[-1].i + 1
    before = [o.behind for o in others if first <= o.first and o.behind <= number.first]
    after = [o.first for o in others if number.behind <= o.first < behind]
    if before:
        marks = [t for t in page.doc[max(before) : number.first] if t.lower_ in _BOUNDARY]
        first = marks[0].i if marks else first
    if after:
        marks = [t for t in page.doc[number.behind : min(after)] if t.lower_ in _BOUNDARY]
        behind = marks[-1].i if marks else behind
    kept = list(page.doc[first:behind])
    while len(kept) > 1 and kept[0].i < number.first and (kept[0].is_punct or kept[0].is_space or kept[0].dep_ == "cc"):
        kept.pop(0)
    while len(kept) > 1 and kept[-1].i >= number.behind and (kept[-1].is_punct or kept[-1].is_space):
        kept.pop()
    return kept
