"""Make the pictures in docs/pictures: pages and a brief of a ledger of the samples, as Debian's Chromium shows them.

Run by `make screenshots`. What the pages say is asked for as of the end of 2021, so that the pictures do not age.
"""

import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Thread

import uvicorn
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from legation.nouns import Matter
from legation.web import create_app
from pipeline import pipeline

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
AS_OF = "2021-12-31"
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


def write_brief(ledger: Path) -> Path:
    """Write the brief that is shown, as a page beside the ledger."""
    page = ledger.with_name("brief.html")
    asked = ["brief", "russia", "pakistan", "--since", "2021-07", "--as-of", AS_OF, "--ledger", str(ledger)]
    subprocess.run([sys.executable, "-m", "legation", *asked, "-o", str(page)], check=True)
    return page


def take(browser: Browser, address: str, matter: Matter, brief: Path) -> None:
    """Take all pictures."""
    last = matter.history[-1].mention
    pages = {
        "dossier": f"/dossier/PAK+RUS?as_of={AS_OF}",
        "matter": f"/matter/{matter.id}?as_of={AS_OF}",
        "document": f"/document/{last.document}?as_of={AS_OF}#{last.entry.id}",
    }
    addresses = {name: address + path for name, path in pages.items()} | {"brief": brief.as_uri()}
    for name, where in addresses.items():
        page = browser.new_page(viewport=DESKTOP)
        page.goto(where)
        page.screenshot(path=PICTURES / f"{name}.png")
        page.close()
    dark_phone = browser.new_page(viewport=PHONE, color_scheme="dark", device_scale_factor=2)
    dark_phone.goto(address + pages["matter"])
    dark_phone.screenshot(path=PICTURES / "matter-phone-dark.png")


def main() -> None:
    """Read the samples, serve them, and take the pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as listener:
        ledger = Path(folder) / "legation.db"
        subprocess.run(
            [sys.executable, "-m", "legation", "add", str(ROOT / "samples"), "--ledger", str(ledger)], check=True
        )
        # The socket listens already: the first page waits in its queue until the server is up.
        server = uvicorn.Server(uvicorn.Config(create_app(ledger), log_level="warning"))
        serving = Thread(target=server.run, kwargs={"sockets": [listener]})
        serving.start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
                take(browser, f"http://127.0.0.1:{listener.getsockname()[1]}", pipeline(ledger), write_brief(ledger))
                browser.close()
        finally:
            server.should_exit = True
            serving.join()
    print(*sorted(str(path.relative_to(ROOT)) for path in PICTURES.glob("*.png")), sep="\n")


if __name__ == "__main__":
    main()
