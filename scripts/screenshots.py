"""Take pictures of every page, and of a brief, on a ledger of the samples, as Debian's Chromium shows them.

Run by `make screenshots`. Every page is taken on a desktop, in the dark and on a phone, into out/pictures, to be looked
at; those that the README shows go into docs/pictures as well. What the pages say is asked for as of the end of 2021
where that can be, so that the pictures do not age.
"""

import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import uvicorn
from playwright.sync_api import Browser, ViewportSize, expect, sync_playwright

from legation.ledger import Ledger
from legation.nouns import Matter
from legation.web import create_app
from pipeline import pipeline

ROOT = Path(__file__).parent.parent
EVERY = ROOT / "out" / "pictures"
SHOWN = ROOT / "docs" / "pictures"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
AS_OF = "2021-12-31"
PASSWORD = "for the pictures alone"  # noqa: S105 - of a ledger that is thrown away


class Look(NamedTuple):
    """How a page is looked at."""

    name: str
    size: ViewportSize
    dark: bool


LOOKS = (
    Look("desktop", {"width": 1280, "height": 900}, dark=False),
    Look("dark", {"width": 1280, "height": 900}, dark=True),
    Look("phone", {"width": 390, "height": 844}, dark=False),
    Look("phone-dark", {"width": 360, "height": 780}, dark=True),
)
README = ("dossier-desktop", "matter-desktop", "document-desktop", "matter-phone-dark", "brief-desktop")
# A page is whole once its charts are: the first of them waits for the bundle.
UNDRAWN = "figure.chart:not([data-drawn=done])"
PATIENCE = 60_000  # milliseconds


def write_brief(ledger: Path) -> Path:
    """Write the brief that is shown, as a page beside the ledger."""
    page = ledger.with_name("brief.html")
    asked = ["brief", "russia", "pakistan", "--since", "2021-07", "--as-of", AS_OF, "--ledger", str(ledger)]
    subprocess.run([sys.executable, "-m", "legation", *asked, "-o", str(page)], check=True)
    return page


def pages(matter: Matter) -> dict[str, str]:
    """Address of each page, by its name."""
    last = matter.history[-1].mention
    return {
        "today": f"/?as_of={AS_OF}",
        "dossiers": f"/dossiers?as_of={AS_OF}",
        "dossier": f"/dossier/PAK+RUS?as_of={AS_OF}",
        "matter": f"/matter/{matter.id}?as_of={AS_OF}",
        "documents": f"/documents?as_of={AS_OF}",
        "document": f"/document/{last.document}#{last.entry.id}",
        "correct": f"/review/correct/{last.entry.id}",
        "review": "/review",
        "links": "/review?doubt=link",
        "search": f"/search?q=pipeline&as_of={AS_OF}",
        "network": f"/network?as_of={AS_OF}",
        "calendar": "/calendar/2021-04",
        "take-in": "/take-in",
        "log": "/log",
        "history": f"/log/{last.entry.id}",
        "help": "/help",
        "settings": "/settings",
        "api": "/api",
        "missing": "/matter/none",
    }


@contextmanager
def served(ledger: Path, *, shared: bool = False) -> Iterator[str]:
    """Serve a ledger; the address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        # The socket listens already: the first page waits in its queue until the server is up.
        server = uvicorn.Server(uvicorn.Config(create_app(ledger, shared=shared), log_level="warning"))
        serving = Thread(target=server.run, kwargs={"sockets": [listener]})
        serving.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            serving.join()


def take(browser: Browser, addresses: dict[str, str], *, sign_in: str | None = None) -> None:
    """Take all pictures of some pages: on a desktop what one sees first, on a phone the whole page."""
    for look in LOOKS:
        context = browser.new_context(viewport=look.size, color_scheme="dark" if look.dark else "light")
        page = context.new_page()
        if sign_in is not None:
            page.goto(sign_in)
            page.get_by_label("Name").fill("Ada")
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
        for name, where in addresses.items():
            page.goto(where)
            expect(page.locator(UNDRAWN)).to_have_count(0, timeout=PATIENCE)
            picture = EVERY / f"{name}-{look.name}.png"
            page.screenshot(path=picture, full_page=False)
            page.screenshot(path=picture.with_stem(f"{picture.stem}-whole"), full_page=True)
            if f"{name}-{look.name}" in README:
                shutil.copy(picture, SHOWN / picture.name)
        context.close()


def main() -> None:
    """Read the samples, serve them, and take the pictures."""
    shutil.rmtree(EVERY, ignore_errors=True)
    EVERY.mkdir(parents=True)
    SHOWN.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        ledger = Path(folder) / "legation.db"
        subprocess.run(
            [sys.executable, "-m", "legation", "add", str(ROOT / "samples"), "--ledger", str(ledger)], check=True
        )
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with served(ledger) as address:
            of_ledger = {name: address + path for name, path in pages(pipeline(ledger)).items()}
            take(browser, of_ledger | {"brief": write_brief(ledger).as_uri()})
        with Ledger.open(ledger) as opened:
            opened.accounts.add("Ada", PASSWORD, "admin")
        with served(ledger, shared=True) as address:
            take(browser, {"sign-in": f"{address}/sign-in"})
            own = {name: f"{address}/{name}" for name in ("account", "accounts")}
            take(browser, own, sign_in=f"{address}/sign-in")
        browser.close()
    print(f"{len(list(EVERY.glob('*.png'))):,} pictures in {EVERY.relative_to(ROOT)}, those of the README also in docs")


if __name__ == "__main__":
    main()
