"""Pages looked over by axe-core, light and dark, wide and narrow: no violation of WCAG 2.2, none of good practice.

axe-core comes from npm (`make axe`); without it these tests are skipped.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from browsing import IN_BROWSER, Make, Scheme, opening, served
from cable import fill, key
from legation.ledger import Ledger
from legation.web import create_app
from legation.web.rooms import NAV

AXE = Path(__file__).parent / "axe" / "node_modules" / "axe-core" / "axe.min.js"
MATTER = f"/matter/m{key('signed', 1)[1:]}"
PAGES = (
    *(path for path, _ in NAV),
    "/dossier/NOR+EST",
    "/dossier/NOR+EST?as_of=2020&stage=signed&q=cable",
    MATTER,
    "/document/2021-visit",
    "/document/2023-hostile",
    f"/log/{key('signed', 1)}",
    "/search?q=cable",
    "/export?party=NOR",
    "/review?doubt=link",
    "/network?party=NOR&since=2021",
    "/calendar/2021-10",
    "/calendar/2021-10-05",
    "/settings",
    "/api",
)
ALONE = ("/sign-in", "/account", "/accounts")  # on a shared ledger
PASSWORD = "a fence of willow and snow"  # noqa: S105 - of a ledger of invented people

pytestmark = [*IN_BROWSER, pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed (make axe)")]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("accessible") / "cable.db"
    with Ledger.open(path, create=True) as ledger:
        fill(ledger)
        ledger.decide("reject", key("visit", 1), by="Ada")
        ledger.accounts.add("Ada", PASSWORD, "admin")
    return path


@pytest.fixture(scope="module")
def make(browser: Browser, path: Path) -> Iterator[Make]:
    with served(create_app(path)) as address, opening(browser, address) as made:
        yield made


def violations(page: Any) -> list[str]:
    page.add_script_tag(path=AXE)
    # Drawings fade in and scroll areas settle before axe measures colours.
    page.wait_for_function("document.querySelectorAll('figure.chart[data-drawn=begun]').length === 0")
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{one['id']}: {one['help']} – {node['html'][:200]}" for one in found for node in one["nodes"][:3]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("where", PAGES)
def test_no_page_shuts_anybody_out(make: Make, where: str, scheme: Scheme) -> None:
    page = make(1280 if scheme == "light" else 360, scheme, bypass_csp=True)
    page.goto(where)
    assert violations(page) == []
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) == 0
    page.context.close()


@pytest.mark.parametrize("where", ["/", "/dossier/NOR+EST", MATTER, "/search?q=cable", "/take-in"])
def test_nothing_that_unfolds_shuts_anybody_out(make: Make, where: str) -> None:
    page = make(360, "dark", bypass_csp=True)
    page.goto(where)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert violations(page) == []
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) == 0
    page.context.close()


def test_no_page_of_a_shared_ledger_shuts_anybody_out(browser: Browser, path: Path) -> None:
    with served(create_app(path, shared=True)) as address, opening(browser, address) as make:
        for scheme in ("light", "dark"):
            page = make(360, scheme, bypass_csp=True)
            page.goto("/sign-in")
            assert violations(page) == []
            page.get_by_label("Name").fill("Ada")
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            for where in ALONE:
                page.goto(where)
                assert violations(page) == []
