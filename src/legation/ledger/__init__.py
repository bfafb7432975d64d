"""The ledger: entries of many documents, kept, and followed across documents as matters."""

from legation.ledger.ledger import Ledger
from legation.ledger.record import Added, Catalogued, Counts, Kept

__all__ = ["Added", "Catalogued", "Counts", "Kept", "Ledger"]
