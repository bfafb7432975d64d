"""Token ranges of one text: those of phrases, and what is done with several."""

from spacy.tokens import Doc, Token

from legation.reading.clauses import SUBJECTS

Range = tuple[int, int]
Ranges = tuple[Range, ...]
_EDGES = frozenset(",;:.–—-")


def whole(token: Token) -> Range:
    """Token range of a subtree."""
    return token.left_edge.i, token.right_edge.i + 1


def group(verb: Token) -> Range:
    """Token range of a cue with its subject and auxiliaries: "Smith has said"."""
    left = right = verb.i
    for child in verb.children:
        if child.dep_ in (*SUBJECTS, "aux", "auxpass", "neg", "prt", "dative"):
            left, right = min(left, child.left_edge.i), max(right, child.right_edge.i)
    return left, right + 1


def without(ranges: list[Range], cut: Range) -> list[Range]:
    """Ranges less another one."""
    kept: list[Range] = []
    for start, end in ranges:
        kept += [r for r in ((start, min(end, cut[0])), (max(start, cut[1]), end)) if r[0] < r[1]]
    return kept


def merged(ranges: list[Range]) -> list[Range]:
    """Ranges in order, those that touch as one."""
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def tidy(doc: Doc, ranges: list[Range]) -> Ranges:
    """Ranges in order, merged, without marks and spaces at their edges; those without a word go."""
    return tuple(kept for start, end in merged(ranges) if (kept := _trimmed(doc, start, end)) is not None)


def _trimmed(doc: Doc, start: int, end: int) -> Range | None:
    while start < end and _is_edge(doc[start]):
        start += 1
    while end > start and _is_edge(doc[end - 1]):
        end -= 1
    has_word = any(not (t.is_punct or t.is_space or t.is_quote) for t in doc[start:end])
    return (start, end) if has_word else None


def _is_edge(token: Token) -> bool:
    return token.is_space or token.text in _EDGES
