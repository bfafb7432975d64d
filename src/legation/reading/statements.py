"""Statements of a document as others use them: who says what, each with its place and its speaker by name."""

from typing import NamedTuple

from spacy.tokens import Doc

from legation.reading.attribution import Statement
from legation.reading.nesting import parents
from legation.reading.page import Page
from legation.reading.ranges import Range, Ranges, tidy, whole

Spans = tuple[tuple[int, int], ...]
"""Offsets into the text, `text[start:end]` in code points, by place."""

_RELATIVE = ("who", "which", "that", "whose")
_SUBJECTS = ("nsubj", "nsubjpass")
_DEEPEST = 8  # sources within sources that are kept apart; hostile text may nest without end


class Told(NamedTuple):
    """A content with the source it is led back to and the cue that does so, as offsets.

    `source` and `cue` are empty where the text has none. `speaker` is the source by the fullest name the document gives
    it, None where nobody is named. `nested`: what the content itself leads back to a further source, as in
    "Roe said Smith said".
    """

    content: Spans
    source: Spans
    cue: Spans
    speaker: str | None
    nested: tuple["Told", ...] = ()


def told(page: Page) -> tuple[Told, ...]:
    """Statements that a document makes, by place; those made inside another one are nested in it."""
    found = page.statements
    outer = parents(len(page.doc), found)
    place = {id(statement): n for n, statement in enumerate(found)}
    above = [place[id(statement)] if statement is not None else None for statement in outer]
    depth, holder = _depths(above)
    inside: list[list[Told]] = [[] for _ in found]
    top: list[tuple[int, Told]] = []
    for n in sorted(range(len(found)), key=lambda n: (-depth[n], n)):
        made = _told(page, found[n], tuple(sorted(inside[n])))
        keeper = holder[n]
        if keeper is None:
            top.append((n, made))
        else:
            inside[keeper].append(made)
    return tuple(made for _, made in sorted(top, key=lambda pair: pair[0]))


def _depths(above: list[int | None]) -> tuple[list[int], list[int | None]]:
    """For each statement how deep it is nested, and in which one it is kept; none is kept deeper than `_DEEPEST`."""
    depth = [-1] * len(above)
    holder = list(above)
    for n in range(len(above)):
        chain: list[int] = []
        at: int | None = n
        while at is not None and depth[at] < 0:
            chain.append(at)
            at = above[at]
        for i in reversed(chain):
            parent = above[i]
            if parent is not None and depth[parent] == _DEEPEST:
                parent = holder[parent]
            holder[i] = parent
            depth[i] = 0 if parent is None else depth[parent] + 1
    return depth, holder


def _told(page: Page, statement: Statement, nested: tuple[Told, ...]) -> Told:
    cue = _cue(statement)
    return Told(
        _offsets(page.doc, statement.content),
        _offsets(page.doc, _source(statement)),
        _offsets(page.doc, (cue,) if cue is not None else ()),
        page.cast.speaker_of(statement)[0],
        nested,
    )


def _offsets(doc: Doc, ranges: Ranges) -> Spans:
    return tuple((doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) for start, end in ranges)


def _source(statement: Statement) -> Ranges:
    """The noun phrase that names a source, without its relative clause, and the relative pronoun that stands for it."""
    head = statement.source
    if head is None:
        return ()
    start, end = whole(head)
    pronouns: list[Range] = []
    for clause in head.children:
        if clause.dep_ in ("relcl", "acl") and clause.i > head.i:
            end = min(end, clause.left_edge.i)
            pronouns += [(t.i, t.i + 1) for t in clause.children if t.lower_ in _RELATIVE and t.dep_ in _SUBJECTS]
    if statement.cue is not None and start <= statement.cue.i < end:
        start, end = (start, statement.cue.i) if statement.cue.i > head.i else (statement.cue.i + 1, end)
    for first, behind in statement.content:
        if start < behind and first < end:
            before, after = first > head.i, behind <= head.i
            start, end = (start, first) if before else (behind, end) if after else (head.i, head.i + 1)
    return tidy(head.doc, [(start, end), *pronouns])


def _cue(statement: Statement) -> Range | None:
    """The words of a cue: "has not said", "according to"."""
    cue = statement.cue
    if cue is None:
        return None
    left = right = cue.i
    belongs = {c.i for c in cue.children if c.dep_ in ("aux", "auxpass", "neg", "prt")}
    if cue.lower_ == "according":
        belongs |= {c.i for c in cue.children if c.lower_ == "to"}
    while left - 1 in belongs:
        left -= 1
    while right + 1 in belongs:
        right += 1
    return left, right + 1
