"""Document → entries. `open_reader(name)` gives a reader; every reader is a pure function of the document."""

from legation.reading.reader import Explainer, Reader, explainer, open_reader, reader_names

__all__ = ["Explainer", "Reader", "explainer", "open_reader", "reader_names"]
