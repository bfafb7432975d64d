"""What the stage, form, status, stance or direction of an entry rests on: a rule, cues, the tagger's heads."""

from collections.abc import Iterator, Mapping

from legation.nouns import Entry, Figure, Kind
from legation.reading.amount_grounds import number_of
from legation.reading.cues import cues
from legation.reading.date_grounds import date_words, seen_from
from legation.reading.explanation import Doubt, Gap, Ground, Reason, Share, Weight, Words, quoted
from legation.reading.labels import shares, telling
from legation.reading.meetings import told_status
from legation.reading.origin import Origin
from legation.reading.page import Page
from legation.reading.proposal import Proposal
from legation.reading.proposals import proposal_at

LABELS: dict[Kind, tuple[str, ...]] = {
    "commitment": ("stage",),
    "meeting": ("form", "status"),
    "figure": ("change",),
    "position": ("polarity",),
}
"""The labels of each kind."""

_MOST = 3  # cues that are told
_BEST = 2  # values whose shares are told

_CUES = {
    "rule": "a rule takes it for {}",
    "hint": "a weaker word hints at {}",
    "doer": "done by {}",
    "by": "done by “{}”",
    "deed": "its word tells of a {}",
    "carries": "it carries a word for {}",
    "under": "it hangs on a word for {}",
    "behind": "“{}” just behind it",
    "led": "led up to {}",
    "followed": "followed {}",
    "paper": "the document is {}",
    "anchor": "its word “{}”",
    "noun anchor": "its noun “{}”",
    "noun": "its object “{}”",
    "pair": "the pair “{}”",
    "over": "what it hangs on, {}",
    "word": "the word “{}”",
    "run": "the words “{}”",
    "first": "it opens with “{}”",
    "before": "“{}” just before it",
    "mood": "its mood, {}",
    "voice": "its voice, {}",
    "tense": "its tense, {}",
    "tag": "its form, {}",
    "with": "what goes with it, {}",
    "prep": "its preposition, {}",
    "opens": "it opens another verb, {}",
    "negated": "it is negated {}",
    "near": "a word for {} nearby",
    "far": "a word for {} in it",
    "told": "told {}",
    "number": "a number in it{}",
}


def label_grounds(page: Page, entry: Entry, origin: Origin) -> Iterator[Reason]:
    """What the labels of an entry rest on.

    The word that a rule went by, else the cues where they and the tagger together come to this value; and the tagger's
    own best two.
    """
    trigger = _trigger(page, entry, origin.made)
    for name in LABELS[entry.kind]:
        if _is_ruled(entry, origin.made, name):
            yield _ground(entry, name, f"by rule, from {rule_word(origin.made)}", trigger)
        else:
            yield _together(page, entry, origin, name, trigger) or _otherwise(page, entry, origin.made, name, trigger)
        if origin.span is not None:
            yield _of_tagger(entry, name, origin.span.labels[name])


def _value(entry: Entry, name: str) -> str:
    value: str = getattr(entry, name)
    return value


def _of_tagger(entry: Entry, name: str, heads: Mapping[str, float]) -> Ground | Doubt:
    value, best = _value(entry, name), _best(heads)
    if best[0].value == value:
        return Ground(field=name, value=value, why="the tagger says so too", shares=best)
    return Doubt(field=name, value=value, why="the tagger says otherwise", shares=best)


def _ground(entry: Entry, name: str, why: str, words: Words) -> Ground:
    return Ground(field=name, value=_value(entry, name), why=why, words=(words,))


def _trigger(page: Page, entry: Entry, made: Proposal) -> Words:
    """The trigger by its place."""
    text, place = page.document.text, entry.evidence[0]
    start = page.doc[made.trigger[0]].idx
    if text[start : start + len(entry.trigger)] != entry.trigger:
        start = place.start + place.quote.index(entry.trigger)
    return quoted(text, start, start + len(entry.trigger))


def _is_ruled(entry: Entry, made: Proposal, name: str) -> bool:
    """Whether a rule gave a label; of figures what stands around the number does."""
    if not made.found or isinstance(entry, Figure):
        return False
    return _value(entry, name) == (told_status(made) if name == "status" else made.label)


def _together(page: Page, entry: Entry, origin: Origin, name: str, trigger: Words) -> Ground | None:
    """A label that cues and the tagger's heads come to together; None where they come to another one."""
    if origin.span is None or isinstance(entry, Figure):
        return None
    heads, value = origin.span.labels[name], _value(entry, name)
    made = _first_proposed(page, origin.made)
    found = cues(page, made, made.label if made.ruled else None)
    ranked = shares(name, found, heads)
    if ranked[0][0] != value:
        return None
    weights = telling(name, found, value, ranked[1][0])[:_MOST]
    return Ground(
        field=name,
        value=value,
        why=f"by cues and the tagger together, rather than {ranked[1][0]}",
        words=(trigger,),
        shares=_best(dict(ranked)),
        cues=tuple(Weight(what=plain_cue(cue), log_odds=round(weight, 3)) for cue, weight in weights),
    )


def _otherwise(page: Page, entry: Entry, made: Proposal, name: str, trigger: Words) -> Ground | Gap:
    """A label that neither the rule's word nor the cues give by themselves."""
    if isinstance(entry, Figure):
        number = number_of(page, entry)
        words = trigger if number is None else quoted(page.document.text, number.start, number.end)
        return _ground(entry, name, "by what stands around the number", words)
    if name != "status":
        return _ground(entry, name, "by rule, from the words around it", trigger)
    found = date_words(page, entry, made)
    if found is None:
        return Gap(field=name, value=_value(entry, name), why="nothing says otherwise")
    words = quoted(page.document.text, found.start, found.end, found.edtf)
    return _ground(entry, name, f"by its date{seen_from(page, found)}", words)


def _first_proposed(page: Page, made: Proposal) -> Proposal:
    """A proposal as it was before cues and tagger gave it its label."""
    last = made.tokens[-1]
    first = None if made.found else proposal_at(page, made.kind, made.tokens[0].idx, last.idx + len(last))
    return first or made


def _best(values: Mapping[str, float]) -> tuple[Share, ...]:
    best = sorted(values.items(), key=lambda item: (-item[1], item[0]))[:_BEST]
    return tuple(Share(value=value, share=round(share, 3)) for value, share in best)


def plain_cue(cue: str) -> str:
    """A cue of a label model in plain words."""
    for name in ("noun anchor", cue.partition(" ")[0]):
        if cue == name or cue.startswith(f"{name} "):
            told = _CUES.get(name)
            return told.format(cue.removeprefix(name).strip()).strip() if told is not None else cue
    return cue


def rule_word(made: Proposal) -> str:
    """The word that a rule fired on: `the verb “held” with “talks”`."""
    anchor = made.anchor
    sort = "verb" if anchor.pos_ in ("VERB", "AUX") else "noun"
    carrier = f" with “{made.complement.text}”" if made.complement is not None else ""
    return f"the {sort} “{anchor.text}”{carrier}"
