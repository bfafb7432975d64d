"""A new password, asked for on a terminal without showing it, or read from what is piped in."""

import getpass
import sys

from legation.errors import AccountRefused

_MOST = 1 << 16  # bytes of a line: what is longer is no password, and need not be held to say so


def new_password(name: str) -> str:
    """Ask for a password twice; where the input is no terminal, it is the first line of it.

    Raises AccountRefused where none is given, or the two are not the same.
    """
    if not sys.stdin.isatty():
        try:
            given = sys.stdin.buffer.readline(_MOST).decode().rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise AccountRefused("the password that was piped in is not UTF-8: type it, or save it as that") from error
    else:
        try:
            given = getpass.getpass(f"New password for {name}: ")
            again = getpass.getpass("The same again: ")
        except EOFError:
            given = again = ""
        if given != again:
            raise AccountRefused("the two passwords are not the same: nothing was changed, try again")
    if not given:
        raise AccountRefused("no password was given: type one, or pipe it in as the first line")
    return given
