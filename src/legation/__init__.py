"""Legation reads the public record of diplomacy and keeps the ledger of it."""

__version__ = "0.1.0"
