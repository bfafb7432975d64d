"""Exports: what the ledger holds, or what is asked of it, in the formats of other programs."""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import Field

from legation.exports import FORMATS
from legation.exports.selection import Settings
from legation.web.api.asking import Asking, Text
from legation.web.api.conditions import Answer
from legation.web.exporting import MEDIA_OF_ZIP, exported
from legation.web.office import Office

_FILE: Final[dict[str, Any]] = {"schema": {"type": "string", "format": "binary"}}
_OBJECT: Final[dict[str, Any]] = {"schema": {"type": "object"}}
_CONTENT = {
    media: _OBJECT if media.endswith("json") else _FILE
    for media in sorted({*(of.media for of in FORMATS.values()), MEDIA_OF_ZIP})
}


class Exporting(Asking):
    """Parameters of an export."""

    format: Literal["csv", "jsonl", "parquet", "plover", "iati", "ftm", "webannotation", "claimreview"] = Field(
        description="docs/exports.md tells of each"
    )
    tables: bool = Field(default=False, description="of csv, jsonl and parquet: every table, as a ZIP; else entries")
    texts: bool = Field(default=False, description="whether tables of documents hold their texts")
    matter: Text | None = Field(default=None, description="of this matter alone; all else but `as_of` is passed over")
    reporting_org: Text | None = Field(default=None, description="of iati: identifier of who reports")
    reporting_name: Text | None = Field(default=None, description="of iati: name of who reports")

    @property
    def narrowed(self) -> Asking:
        """What narrows the record, without what is of an export alone."""
        own = set(Exporting.model_fields) - set(Asking.model_fields)
        return Asking(**self.model_dump(exclude=own))


def routes(office: Office) -> APIRouter:
    """Build the route of exports."""
    router = APIRouter(tags=["Finding"])

    @router.get("/export", response_class=Response, responses={200: {"content": _CONTENT}})
    def export(request: Request, asked: Annotated[Exporting, Query()], answer: Answer) -> Response:
        """Give a file of entries, or of every table, in a format of other programs; it is sent once it is whole."""
        settings = Settings(
            texts=asked.texts,
            reporting_org=asked.reporting_org,
            reporting_name=asked.reporting_name,
            base_url=f"{request.url.scheme}://{request.url.netloc}",
        )
        return exported(
            office.ledger,
            asked.narrowed.filter,
            FORMATS[asked.format],
            matter=asked.matter,
            whole=asked.tables,
            settings=settings,
            headers={"ETag": answer.tag},
        )

    return router
