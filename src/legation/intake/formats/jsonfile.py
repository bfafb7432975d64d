"""A file of JSON with stories: in an array, in an array that an object wraps, one after the other, or just one.

Programs save all of these as `.json`: a dump of a table, the answer of a news service, a JSON Feed. An array is read as
it comes, a story at a time, however long it is.
"""

import codecs
import json
from collections.abc import Iterator, Mapping
from itertools import chain, count
from typing import Any

from legation.errors import BrokenFile, InputError, NotText, TooLarge
from legation.intake.formats.parts import damaged
from legation.intake.formats.rows import no_text, telling
from legation.intake.piece import Damaged, Given, Piece, too_large

_READ = 1 << 16  # bytes, at least
_BETWEEN = " \t\r\n\x00\x1e"


def pieces(given: Given) -> Iterator[Piece | Damaged]:
    """Give the stories in the file; what is no story is Damaged. Raises BrokenFile, NotText or TooLarge."""
    values = _Values(given)
    if values.peek() == "[":
        yield from _stories(values.of_array(), given)
        return
    others = values.one_by_one()
    first = next(others, None)
    if values.peek():  # lines of JSON, under the other name
        yield from _stories(chain([first], others), given)
    else:
        yield from _stories(iter(_wrapped(first, given)), given)


def _wrapped(value: object, given: Given) -> list[object]:
    """Stories in a value that is all there is: itself, or what its only list of stories holds."""
    if not isinstance(value, dict):
        raise BrokenFile(f"{given.name}: JSON without a story, which is an object with its text in one of its fields")
    if _is_story(value, given):
        return [value]
    lists = [each for each in value.values() if isinstance(each, list) and any(_is_story(one, given) for one in each)]
    if len(lists) != 1:
        raise BrokenFile(f"{given.name}: {no_text(value, given)}")
    return lists[0]


def _is_story(value: object, given: Given) -> bool:
    return isinstance(value, dict) and given.columns.among(value).text is not None


def _stories(values: Iterator[object], given: Given) -> Iterator[Piece | Damaged]:
    told = telling(given, "story")
    for number in count(1):
        label, called = f"{given.name}, story {number:,}", f"{given.stem}-{number}"
        try:
            row = next(values)
        except StopIteration:
            return
        except InputError as error:  # where it ends, nobody can tell
            yield damaged(type(error)(f"{error}; what comes after it is not read"), label, called)
            return
        if not isinstance(row, Mapping):
            yield damaged(BrokenFile(f"{label}: no object with fields, so no story"), label, called)
            continue
        yield told(row, number)


class _Values:
    """The values in a stream of JSON, one after the other; no more than one of them is held."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._values = json.JSONDecoder()
        self._held = ""
        self._at = 0
        self._ended = False
        self._number = 1  # of the value that comes next

    @property
    def _label(self) -> str:
        return f"{self._given.name}, story {self._number:,}"

    def peek(self) -> str:
        """Give the character with which the next value begins; nothing at the end. Raises NotText."""
        return self._peek(_BETWEEN)

    def of_array(self) -> Iterator[Any]:
        """Give the members of the array that begins here. Raises InputError where they are broken off or broken."""
        self._at += 1
        while (begins := self._peek(_BETWEEN + ",")) != "]":
            if not begins:
                raise BrokenFile(f"{self._label}: it is not there, as the array has no end")
            yield self._value()

    def one_by_one(self) -> Iterator[Any]:
        """Give the values that stand one after the other. Raises InputError."""
        while self._peek(_BETWEEN):
            yield self._value()

    def _peek(self, between: str) -> str:
        while True:
            while self._at < len(self._held) and self._held[self._at] in between:
                self._at += 1
            if self._at < len(self._held):
                return self._held[self._at]
            if not self._more():
                return ""

    def _value(self) -> Any:
        while True:
            try:
                value, end = self._values.raw_decode(self._held, self._at)
            except RecursionError as error:
                raise BrokenFile(f"{self._label}: JSON in too many brackets") from error
            except ValueError as error:
                if not self._more():
                    raise BrokenFile(f"{self._label}: not JSON ({str(error)[:100]})") from error
                continue
            # What ends with the buffer may go on: of a number, or of what is none yet.
            if end == len(self._held) and not isinstance(value, dict) and self._more():
                continue
            self._at = end
            self._number += 1
            return value

    def _more(self) -> bool:
        """Read on, as much again as is held, so that what is read in vain does not add up. Raises InputError."""
        self._held, self._at = self._held[self._at :], 0
        if len(self._held) > self._given.most:
            raise TooLarge(too_large(self._label, self._given.most, None))
        while not self._ended:
            raw = self._given.stream.read(max(_READ, len(self._held)))
            self._ended = not raw
            try:
                come = self._decoder.decode(raw, final=not raw)
            except UnicodeDecodeError as error:
                raise NotText(f"{self._label}: not in UTF-8, as JSON has to be; save it again as UTF-8") from error
            if come:
                self._held += come
                return True
        return False
