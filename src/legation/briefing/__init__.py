"""From the ledger to what people take away: the dossier of some parties as a value, and words and tables for it."""
