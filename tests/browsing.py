"""A real Chromium, and a server for it: what the tests of pages in a browser share."""

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect
from starlette.types import ASGIApp

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

# For `pytestmark`.
IN_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed (Debian: apt-get install chromium)"),
]
# A click waits until the next page has begun, not until it is there: what comes of it is asked by `expect`, which
# waits. Five seconds, its default, are too few on a machine that has other things to do.
expect.set_options(timeout=30_000)

Scheme = Literal["light", "dark"]
Make = Callable[..., Page]


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """Serve an application on a port of this machine; its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:  # listens already: a connection waits for the server
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def opening(browser: Browser, address: str) -> Iterator[Make]:
    """Open pages. In the end it fails on a console message, such as a breach of the policy, or a request elsewhere."""
    troubles: list[str] = []
    contexts: list[BrowserContext] = []

    def request(sent: Request) -> None:
        if urlsplit(sent.url).netloc != urlsplit(address).netloc and not sent.url.startswith(("data:", "blob:")):
            troubles.append(f"asked {sent.url}")

    def make(width: int = 1280, scheme: Scheme = "light", *, script: bool = True, bypass_csp: bool = False) -> Page:
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=script,
            bypass_csp=bypass_csp,
            timezone_id="Pacific/Auckland",  # where a day of UTC begins at noon
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", request)
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("dialog", lambda dialog: troubles.append(dialog.message))
        return page

    yield make
    for context in contexts:
        context.close()
    if troubles:
        pytest.fail("; ".join(troubles))
