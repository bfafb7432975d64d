"""Statements within statements: which one holds which, and the innermost one at each token."""

from legation.reading.attribution import Statement


def parents(length: int, told: list[Statement]) -> list[Statement | None]:
    """For each statement the one inside whose content it is made; None for those that the document makes."""
    holder = _painted(length, told)
    outer = [holder[statement.cue.i] if statement.cue is not None else None for statement in told]
    return [o if o is not None and _rank(o) > _rank(s) else None for s, o in zip(told, outer, strict=True)]


def _rank(statement: Statement) -> tuple[int, int]:
    """Rank by which one statement can hold another; that the holder's is higher keeps them from holding each other."""
    return statement.size, -statement.cue.i if statement.cue is not None else 0


def _painted(length: int, told: list[Statement]) -> list[Statement | None]:
    """For each token the statement with the smallest content that holds it, in about linear time."""
    at: list[Statement | None] = [None] * length
    free = list(range(length + 1))  # the next token at or behind each that nothing holds yet

    def next_free(i: int) -> int:
        root = i
        while free[root] != root:
            root = free[root]
        while free[i] != root:
            free[i], i = root, free[i]
        return root

    for statement in sorted(told, key=lambda s: s.size):
        for start, end in statement.content:
            i = next_free(start)
            while i < end:
                at[i] = statement
                free[i] = i + 1
                i = next_free(i)
    return at


def innermost(length: int, told: list[Statement]) -> list[Statement | None]:
    """For each token the shortest content that holds it, of statements that rest on their source's word."""
    return _painted(length, [s for s in told if s.reports])
