"""Make src/legation/reference/series.csv: the figures against which reported ones are held.

    python scripts/series_table.py ../shared/reference/series.csv

A selection of the lines given, each with its year and source as they are: of food the largest producers, exporters,
importers and users; of fuels the largest producers; the largest military expenditures; population and gross domestic
product of every state; the world. Nothing is added, converted or rounded. Where two sources give one figure of one
year, the larger is kept: it rules out less.
"""

import csv
import sys
from collections import defaultdict
from pathlib import Path

from legation.nouns import Datum
from legation.reference.parties import gazetteer
from legation.reference.series import COLUMNS, WORLD, read_lines

TARGET = Path(__file__).parent.parent / "src/legation/reference/series.csv"
LARGEST = 20  # places kept of each thing and measure, besides the world
EVERY_STATE = frozenset({"population", "gross domestic product"})
NEGLIGIBLE = 100_000  # tonnes: a smaller figure rules out little that a document would report
SAME = {"maize (corn)": "maize"}
BODIES = {"EUU": "EU"}  # the World Bank's code for a body that is a party, and ours


def main(source: str) -> None:
    """Write the table."""
    states = {named.code for named in gazetteer().values() if named.form == "state"} | {WORLD, "EU"}
    kept: dict[tuple[str, str, str, int], Datum] = {}
    for _, read in read_lines(Path(source).read_text("utf-8")):
        if not isinstance(read, Datum):
            continue  # a region that is no party
        code = BODIES.get(read.code, read.code)
        datum = read.model_copy(update={"code": code, "what": SAME.get(read.what, read.what)})
        if code not in states or (datum.unit == "tonne" and datum.value < NEGLIGIBLE):
            continue
        key = (datum.code, datum.what, datum.measure, datum.year)
        if key not in kept or kept[key].value < datum.value:
            kept[key] = datum
    by_measure: dict[tuple[str, str], list[Datum]] = defaultdict(list)
    for datum in kept.values():
        by_measure[datum.what, datum.measure].append(datum)
    chosen: list[Datum] = []
    for (what, _), data in by_measure.items():
        ranked = sorted(data, key=lambda datum: (datum.code != WORLD, -datum.value, datum.code))
        chosen += ranked if what in EVERY_STATE else ranked[: LARGEST + 1]
    # What a large user or exporter harvests is bounded by both of its figures, and by none alone.
    food = {(datum.code, datum.what) for datum in chosen if datum.unit == "tonne"}
    chosen += [datum for datum in kept.values() if (datum.code, datum.what) in food and datum not in chosen]
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        for datum in sorted(chosen, key=lambda one: (one.what, one.measure, one.code, one.year)):
            table.writerow([getattr(datum, column) for column in COLUMNS])


if __name__ == "__main__":
    main(*sys.argv[1:])
