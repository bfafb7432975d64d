"""The command line, one module a command. Nothing heavy is imported before a command that needs it runs."""

from legation.cli.app import main

__all__ = ["main"]
