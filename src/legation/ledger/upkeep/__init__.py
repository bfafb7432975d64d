"""A ledger verified, backed up and copied."""
