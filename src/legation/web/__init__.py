"""The ledger in a browser: server-rendered pages that read and decide without JavaScript, and an API."""

from legation.web.app import create_app
from legation.web.serving import serve

__all__ = ["create_app", "serve"]
