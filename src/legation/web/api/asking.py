"""What a list or a view can be narrowed to, as parameters: the filter that every page carries.

Unknown parameters are refused, so that a misspelt filter does not pass for none.
"""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from legation.days import end_of
from legation.errors import QueryError
from legation.ledger import Ledger
from legation.ledger.walk import Walk
from legation.nouns import Area, Kind, Stage
from legation.web.api.paging import Paged
from legation.web.filter import Filter, filter_of

LONGEST = 400  # code points of a text parameter
_MONTH = "^([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])(-(0[1-9]|1[0-2]))?$"
LEGIBLE = r"^[^\x00]*$"


def _day(written: str) -> str:
    if len(_dated(written)) != len("2021-04-08"):
        raise ValueError(f"{written!r} is no day: write one as 2021-04-08")
    return written


def _dated(written: str) -> str:
    try:
        end_of(written)
    except QueryError as error:
        raise ValueError(str(error)) from None
    return written


Text = Annotated[str, Field(min_length=1, max_length=LONGEST, pattern=LEGIBLE)]
Edtf = Annotated[
    str,
    AfterValidator(_dated),
    WithJsonSchema({"type": "string", "anyOf": [{"format": "date"}, {"pattern": _MONTH}], "examples": ["2021-04"]}),
]
Day = Annotated[str, AfterValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Parties = Annotated[
    list[Text],
    Field(max_length=20, description="codes or names, all of them involved: `NOR`", examples=[["NOR", "EST"]]),
]


class AsOf(BaseModel):
    """Parameters of a view of one thing."""

    model_config = ConfigDict(extra="forbid")

    as_of: Edtf | None = Field(default=None, description="what was known by the end of this day, month or year")


class Narrowed(AsOf):
    """Parameters of a view of what concerns some parties."""

    area: list[Area] = Field(default_factory=list, max_length=20, description="one of these")
    stage: list[Stage] = Field(default_factory=list, max_length=20, description="one of these")
    kind: list[Kind] = Field(default_factory=list, max_length=20, description="of entries, one of these")
    since: Edtf | None = Field(default=None, description="not before this day, month or year")
    until: Edtf | None = Field(default=None, description="not after this day, month or year")
    q: Text | None = Field(default=None, description="words, as one types them to search")

    @property
    def filter(self) -> Filter:
        """As the pages have it."""
        fields = self.model_dump(exclude_none=True, exclude=set(Paged.model_fields))
        many = {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
        return filter_of((name, str(value)) for name, values in many.items() for value in values)


class Asking(Narrowed):
    """Parameters of a view of many things."""

    party: Parties = Field(default_factory=list)


class Listed(Asking, Paged):
    """Parameters of a list that is narrowed and walked."""

    def walk(self, ledger: Ledger) -> Walk:
        """Give the lists of a ledger, narrowed."""
        narrowed = self.filter
        return ledger.walk(narrowed.parties, as_of=narrowed.as_of, narrow=narrowed.narrow)
