"""Document → entries. `open_reader(name)` gives a reader; every reader is a pure function of the document."""

from legation.reading.reader import Reader, open_reader, reader_names

__all__ = ["Reader", "open_reader", "reader_names"]
