"""Where Daft writes what its workers made: each of its batches becomes a part of the result, by whoever has it."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from daft.io import DataSink
from daft.io.sink import WriteResult
from daft.recordbatch import MicroPartition
from daft.schema import Schema

from legation.bulk.parts import ROWS, write_part

COLUMN = "rows"
PART = 512
"""Documents of a part: what is read anew when a run is killed, and held in memory before it is written."""


class Parts(DataSink[int]):
    """Writes batches of the column `COLUMN` into the folder of a result, which all machines have to see."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def name(self) -> str:
        """What messages call it."""
        return "the result"

    def schema(self) -> Schema:
        """Columns of what `finalize` tells."""
        return Schema.from_pyarrow_schema(pa.schema([("documents", pa.int64())]))

    def write(self, micropartitions: Iterator[MicroPartition]) -> Iterator[WriteResult[int]]:
        """Write each as a part."""
        for one in micropartitions:
            rows = one.to_arrow()[COLUMN].combine_chunks()
            rows = (rows.combine_chunks() if isinstance(rows, pa.ChunkedArray) else rows).cast(ROWS)
            write_part(Path(self._folder), rows)
            yield WriteResult(len(rows), rows.nbytes, len(rows))

    def finalize(self, write_results: list[WriteResult[int]]) -> MicroPartition:
        """Tell how many documents were written."""
        return MicroPartition.from_pydict({"documents": [sum(one.result for one in write_results)]})
