"""The ledger: entries of many documents, kept, and followed across documents as matters."""

from legation.ledger.ledger import Ledger
from legation.ledger.record import Added, Counts, Kept, Listing

__all__ = ["Added", "Counts", "Kept", "Ledger", "Listing"]
