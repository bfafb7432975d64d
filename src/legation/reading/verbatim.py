"""Where a phrase stands in a text, word for word, nearest to a place."""

_REACH = 20_000  # characters before and behind a place that are searched, so that a long text is read in linear time


def nearest(text: str, phrase: str, start: int, end: int) -> tuple[int, int] | None:
    """Offsets of a phrase inside ``text[start:end]``, else where it last begins before it, else first behind it.

    None where it is not near. A phrase that is part of a longer word does not count.
    """
    if not phrase:
        return None
    found = _first(text, phrase, start, end)
    if found is None:
        found = _last(text, phrase, max(0, start - _REACH), start + len(phrase) - 1)
    if found is None:
        found = _first(text, phrase, start, end + _REACH)
    return None if found is None else (found, found + len(phrase))


def _first(text: str, phrase: str, start: int, end: int) -> int | None:
    at = text.find(phrase, start, end)
    while at >= 0 and not _stands_alone(text, at, at + len(phrase)):
        at = text.find(phrase, at + len(phrase), end)
    return at if at >= 0 else None


def _last(text: str, phrase: str, start: int, end: int) -> int | None:
    at = text.rfind(phrase, start, end)
    while at >= 0 and not _stands_alone(text, at, at + len(phrase)):
        at = text.rfind(phrase, start, at)
    return at if at >= 0 else None


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, behind = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (behind.isalnum() and text[end - 1].isalnum())
