"""Decisions out of forms: one place for every page on which one decides."""

from typing import Any, NamedTuple, get_args

from legation.briefing.wording import headline
from legation.errors import DecisionRefused, QueryError
from legation.ledger import Ledger
from legation.ledger.review.correcting import changes_to, fields_of, fields_to_add
from legation.ledger.review.decisions import Decision, OnEntry, OnTwo
from legation.ledger.review.history import Decided
from legation.nouns import Kind
from legation.web.access import Posted
from legation.web.correction import Sent, changes, given
from legation.web.filter import Filter

_DONE = {
    "accept": "Accepted",
    "correct": "Corrected",
    "reject": "Rejected",
    "add": "Added",
    "same": "One matter",
    "different": "Different matters",
    "unsure": "Left open",
    "rate": "Rated",
}


class Told(NamedTuple):
    """What was just decided, in a sentence, and how it is taken back."""

    sentence: str
    decision: str  # its id
    back: bool  # whether it took another decision back


def decide(ledger: Ledger, form: Posted, by: str) -> Decision:
    """Do what a form asks for: accept, correct, reject, same, different, unsure; `side` with a decision; `add`.

    Raises QueryError for an unknown entry, DecisionRefused for what cannot stand, Overtaken where somebody decided what
    the person had not seen.
    """
    verb, entry, other = form.get("verb"), form.get("entry"), form.get("other") or None
    why, knew = form.get("why") or None, form.get("knew").split()
    if verb == "add":
        return _added(ledger, form, by, why)
    if verb == "side":
        return _sided(ledger, form, by, why)
    if verb not in (*get_args(OnEntry), *get_args(OnTwo)):
        raise DecisionRefused(f"{verb!r} is no decision")
    changed: dict[str, Any] | None = None
    if verb == "correct":
        mention = ledger.question(entry).mentions[0]
        text = ledger.document(mention.document).document.text
        changed = changes(mention.entry, text, Sent.of(form.all, fields_of(mention.entry)))
    return ledger.decide(verb, entry, other, by=by, changes=changed, why=why, knew=knew)  # type: ignore[arg-type]


def _added(ledger: Ledger, form: Posted, by: str, why: str | None) -> Decision:
    kind = kind_of(form.get("kind"))
    document = ledger.document(form.get("document")).document
    start, end = span_of(form.get("start"), form.get("end"))
    fields = given(kind, document.text[start:end], Sent.of(form.all, fields_to_add(kind)))
    return ledger.add_entry(document.id, kind, start, end, fields, by=by, why=why)


def _sided(ledger: Ledger, form: Posted, by: str, why: str | None) -> Decision:
    """Decide as somebody did who is in a conflict."""
    entry, other = form.get("entry"), form.get("other") or None
    found = known(ledger, form.get("side"))
    if found is None or {s.entry for s in found.decision.topic if s} != {entry, *([other] if other else [])}:
        raise DecisionRefused("that is no decision on this: look at it again")
    theirs, knew = found.decision, form.get("knew").split()
    stands = theirs.stands_as
    if theirs.verb == "undo" or (stands is None and theirs.verb not in {"reject", *get_args(OnTwo)}):
        raise DecisionRefused("with that one cannot side: decide anew")
    if stands is None:
        return ledger.decide(theirs.verb, entry, other, by=by, why=why, knew=knew)  # type: ignore[arg-type]
    changed = changes_to(ledger.question(entry).mentions[0].entry, stands)
    verb: OnEntry = "correct" if changed else "accept"
    return ledger.decide(verb, entry, by=by, changes=changed or None, why=why, knew=knew)


def now_alone(asked: Filter) -> None:
    """Nothing is decided on a view as of a date. Raises QueryError where it is one."""
    if asked.as_of is not None:
        raise QueryError("as of a date nothing is decided: show all that is known")


def kind_of(written: str) -> Kind:
    """Read a kind of entry. Raises QueryError."""
    for kind in get_args(Kind):
        if kind == written:
            found: Kind = kind
            return found
    raise QueryError(f"{written!r} is no kind of entry: there are {', '.join(get_args(Kind))}")


def span_of(start: str, end: str) -> tuple[int, int]:
    """Read two offsets. Raises QueryError."""
    if not (start.isdecimal() and end.isdecimal() and len(start) < 10 and len(end) < 10):
        raise QueryError("the place in the text is no place: mark some words again")
    return int(start), int(end)


def known(ledger: Ledger, decision: str) -> Decided | None:
    """Give a decision by its id, with what has become of it; None where there is none."""
    if not decision.startswith("d"):
        return None
    try:
        events = ledger.history(decision).events
    except QueryError:
        return None
    return next((e for e in events if isinstance(e, Decided) and e.decision.id == decision), None)


def told(ledger: Ledger, decision: str, by: str) -> Told | None:
    """Tell somebody of a decision that they have just made; None where it is not theirs, or no more in force."""
    found = known(ledger, decision)
    if found is None or found.decision.by != by or found.state in {"set aside", "undone"}:
        return None
    return tell(ledger, found.decision)


def tell(ledger: Ledger, decision: Decision) -> Told:
    """Put a decision in a sentence: `Rejected: Norway → Estonia: rescue boats.`."""
    if decision.verb == "undo":
        undone = known(ledger, decision.supersedes[0])
        did = f"{_DONE.get(undone.decision.verb, 'undone')}: " if undone else ""
        return Told(f"Taken back: {did.lower()}{_about(ledger, decision)}", decision.id, back=True)
    return Told(f"{_DONE[decision.verb]}: {_about(ledger, decision)}", decision.id, back=False)


def _about(ledger: Ledger, decision: Decision) -> str:
    lines = []
    for subject in decision.topic:
        if subject is None:
            continue
        stands = decision.stands_as
        try:
            entry = stands or ledger.question(subject.entry).mentions[0].entry
        except QueryError:
            lines.append(subject.entry)  # added, and taken back
        else:
            lines.append(headline(entry))
    return " / ".join(lines)
