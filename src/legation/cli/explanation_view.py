"""What each entry of a document rests on, as a block under it: fits 80 columns and a pipe."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from legation.briefing.visible import one_line
from legation.briefing.wording import party
from legation.cli.entry_table import Quotes, heading, nothing, told
from legation.nouns import Document, Entry
from legation.reading.explanation import Explanation, Ground, Proposer, Reason, Share, Weight, Words

_PARTIES = frozenset({"by", "to", "actors", "awaits", "speaker_for"})
_HEAVIEST = 3  # pieces of evidence that are shown for an entry, and against it
_LONG = 60  # characters of a quote that are shown


def explanation_view(document: Document, found: Sequence[tuple[Entry, Explanation | None]]) -> RenderableType:
    """Lay out the entries of a document in the order of its text, each with what it rests on."""
    if not found:
        return nothing(document)
    blocks: list[RenderableType] = [heading(document)]
    for entry, why in found:
        blocks += [Text(), Text(f"{entry.kind} {entry.id}", style="bold"), told(entry), Quotes(entry)]
        if why is not None:
            blocks.append(Padding(_reasons(why), (0, 0, 0, 2)))
    return Group(*blocks, Text())


def _reasons(why: Explanation) -> Table:
    reasons = Table.grid(padding=(0, 2, 0, 0))
    reasons.add_column(style="bold", no_wrap=True)
    reasons.add_column(overflow="fold")
    reasons.add_row("proposed", Text("; ".join(_proposer(one) for one in why.proposed)))
    if why.confidence is not None:
        reasons.add_row("sure", Text("".join([_percent(why.confidence), *_weights(why.weighed)])))
    told: set[str] = set()  # fields and values that have a row
    for ground in why.grounds:
        label = "" if ground.field in told else _label(ground)
        reasons.add_row(label, Text(_ground(ground, again=f"{ground.field} {ground.value}" in told)))
        told |= {ground.field, f"{ground.field} {ground.value}"}
    for doubt in why.doubts:
        shares = ", ".join(_share(share) for share in doubt.shares)
        reasons.add_row("doubtful", Text(f"{doubt.field} {_value(doubt)}: {one_line(doubt.why)}; {shares}"))
    for gap in why.gaps:
        reasons.add_row(_label(gap), Text(f"{_value(gap)}: {one_line(gap.why)}", style="dim"))
    return reasons


def _proposer(one: Proposer) -> str:
    chance = f" ({_percent(one.chance)})" if one.chance is not None else ""
    return f"by a rule, from {one_line(one.what)}{chance}" if one.by == "rule" else f"by the tagger{chance}"


def _weights(weighed: Sequence[Weight]) -> Iterator[str]:
    """The heaviest pieces of evidence for an entry and against it."""
    for against, word in ((False, "for it"), (True, "against it")):
        side = [w for w in weighed if (w.log_odds < 0) == against and abs(w.log_odds) >= 0.05][:_HEAVIEST]
        if side:
            yield f"; {word} {', '.join(_weight(w) for w in side)}"


def _weight(one: Weight) -> str:
    return f"{one_line(one.what)} ({one.log_odds:+.1f})".replace("-", "−")


def _label(one: Reason) -> str:
    return one.field.replace("_", " ")


def _value(one: Reason) -> str:
    if one.value is None:
        return "none"
    return party(one.value) if one.field in _PARTIES else _short(one.value)


def _ground(ground: Ground, *, again: bool) -> str:
    value = _value(ground)
    words = ", ".join(_words(word) for word in ground.words)
    parts = [words, one_line(ground.why), ", ".join(_share(share) for share in ground.shares)]
    parts.append(", ".join(_weight(cue) for cue in ground.cues))
    same = again or any(_short(word.quote) == value for word in ground.words)
    return ("" if same else f"{value}: ") + "; ".join(part for part in parts if part)


def _words(word: Words) -> str:
    meaning = f" ({one_line(word.meaning)})" if word.meaning else ""
    return f"“{_short(word.quote)}” at {word.start}{meaning}"


def _short(quote: str) -> str:
    flat = one_line(quote)
    return flat if len(flat) <= _LONG else f"{flat[: _LONG // 2].rstrip()} … {flat[-_LONG // 3 :].lstrip()}"


def _share(share: Share) -> str:
    return f"{share.value} {_percent(share.share)}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
