"""From the ledger to what people take away: the dossier of a pair or group of parties, as a value and in a terminal."""

from legation.briefing.dossier import Dossier, dossier

__all__ = ["Dossier", "dossier"]
