"""The ledger in a browser: server-rendered pages, read-only, on loopback, without JavaScript."""

from legation.web.app import create_app
from legation.web.serving import serve

__all__ = ["create_app", "serve"]
