"""Text of others in a column: kept and compared exactly, whatever characters are in it, in either kind of database.

PostgreSQL has no NUL in a text, and neither database has half of a surrogate pair, which the name of a file may bring.
Such characters are written as a data link escape (U+0010) and four hexadecimal digits, and so is that escape itself:
each text is written in one way only, so that equal texts stay equal.
"""

import re

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

_UNWRITABLE = re.compile("[\0\x10\ud800-\udfff]")
_WRITTEN = re.compile("\x10([0-9a-f]{4})")


def written(text: str) -> str:
    """Text as it stands in a database."""
    return _UNWRITABLE.sub(lambda found: f"\x10{ord(found[0]):04x}", text)


def read(text: str) -> str:
    """Text out of what stands in a database."""
    return _WRITTEN.sub(lambda found: chr(int(found[1], 16)), text)


class AnyText(TypeDecorator[str]):
    """A column for any text, in order of code points."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        """Give the type of the column: PostgreSQL would order it by the rules of some language."""
        return dialect.type_descriptor(Text(collation="C") if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - as it is called
        """Write."""
        return None if value is None else written(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - as it is called
        """Read."""
        return None if value is None else read(value)
