"""Accounts and tokens as tables."""

from collections.abc import Sequence
from datetime import datetime

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from legation.accounts.roll import Account
from legation.accounts.tokens import Token
from legation.briefing.rulings import minute
from legation.briefing.visible import one_line


def account_table(accounts: Sequence[Account]) -> RenderableType:
    """One line an account: name, role, since when, sessions and tokens, and whether it is disabled."""
    if not accounts:
        return Text("No accounts: `legation user add` makes one.")
    table = _table("Name", "Role", "Since", "Signed in", "Tokens", "State", numbers=("Signed in", "Tokens"))
    for account in accounts:
        state = "disabled" if account.disabled else "enabled"
        told = (account.name, account.role, _minute(account.added), f"{account.sessions:,}", f"{account.tokens:,}")
        table.add_row(*(Text(one_line(each)) for each in (*told, state)))
    return table


def token_table(tokens: Sequence[Token]) -> RenderableType:
    """One line a token: number, what it is called, scope, from when until when, and whether it is good."""
    if not tokens:
        return Text("No tokens: `legation user token` issues one.")
    table = _table("Number", "Name", "Scope", "Made", "Until", "State", numbers=("Number",))
    for token in tokens:
        told = (str(token.number), token.name, token.scope, _minute(token.made), _minute(token.until), token.state)
        table.add_row(*(Text(one_line(each)) for each in told))
    return table


def _table(*headings: str, numbers: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold", justify="right" if heading in numbers else "left")
    return table


def _minute(time: datetime) -> str:
    return minute(time.isoformat())
