"""What a person should look at, as dossier and matter show it: on paper of one's own, in terminal and browser."""

import html
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from rich.console import Console, RenderableType

from legation.briefing.dossier import dossier
from legation.briefing.tables import dossier_view, matter_view
from legation.ledger import Ledger
from legation.ledger.folding.matters import matters_of
from legation.nouns import Datum, Document, Evidence, Figure, Quantity
from legation.web import create_app
from strategies import hex_of, told

TEXT = "The minister spoke in Lahore of the sale of over 200 million tonnes of wheat to Pakistan, a record for Russia."
QUOTE = "the sale of over 200 million tonnes of wheat to Pakistan"
PAIR = ("PAK", "RUS")
ARITHMETIC = "200 million tonnes of wheat is 2.7 times what Russia harvested in 2019: 74,453,000 tonnes"


def wheat(what: str = "sale", objects: tuple[str, ...] = ()) -> Figure:
    start = TEXT.index(QUOTE)
    return Figure(
        id="e" + hex_of(what)[:12],
        evidence=(Evidence(start=start, end=start + len(QUOTE), quote=QUOTE),),
        trigger="sale",
        actors=PAIR,
        what=what,
        value=200_000_000,
        unit="tonne",
        change="level",
        objects=objects,
    )


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "wheat.db"
    document = Document(id=f"sha256:{hex_of(TEXT)}", name="lahore", text=TEXT, date="2021-04-08", source="Ravi Post")
    with Ledger.open(path, create=True) as ledger:
        ledger.add(document, (wheat(),), reader="hand/1", raw=TEXT.encode())
    return path


def printed(renderable: RenderableType, width: int = 100) -> str:
    console = Console(width=width, color_system=None, emoji=False, highlight=False)
    with console.capture() as captured:
        console.print(renderable)
    return " ".join(captured.get().split())


def test_a_figure_that_cannot_be_is_flagged_on_the_dossier_with_the_words_it_rests_on(kept: Path) -> None:
    with Ledger.open(kept) as ledger:
        found = dossier(ledger, PAIR)
    (flag,) = found.flags
    assert flag.kind == "implausible"
    assert ARITHMETIC in flag.text
    assert [figure.value for one in found.figures for m in one.mentions if isinstance(figure := m.entry, Figure)] == [
        200_000_000
    ]  # the record keeps what was said
    told_in_terminal = printed(dossier_view(found))
    assert f"Figures to be looked at: 1 Implausible. {ARITHMETIC}" in told_in_terminal
    assert told_in_terminal.count(QUOTE) == 2


def test_the_page_shows_the_flag_and_leads_to_the_sentence(kept: Path) -> None:
    with TestClient(create_app(kept), base_url="http://127.0.0.1:8765") as client:
        page = client.get("/dossier/PAK+RUS").text
    assert ARITHMETIC in html.unescape(page)
    section = page[page.index('id="flags"') : page.index('<table class="figures"')]
    assert f'href="/document/sha256:{hex_of(TEXT)}#{wheat().id}"' in section.replace("%3A", ":")


def test_a_figure_that_someone_added_is_held_against_from_then_on(kept: Path) -> None:
    more = Datum(
        place="Russia", code="RUS", what="wheat", measure="production", year=2021, value=180_000_000, unit="tonne",
        source="own count",
    )  # fmt: skip
    with Ledger.open(kept) as ledger:
        ledger.add_series([more], "Kari")
        assert dossier(ledger, PAIR).flags == ()


def test_every_amount_of_a_balance_is_shown_with_what_is_made_of_it() -> None:
    boats = [Quantity(value=40, unit="boat")]
    (found,) = matters_of(
        [
            told("pledged", quantities=boats, objects=["Gulf Ferry"], doc="a", reported="2020-01-01"),
            told("signed", quantities=boats, objects=["Gulf Ferry"], doc="b", reported="2020-02-01", due="2021"),
        ],
        date(2020, 6, 1),
    )
    shown = printed(matter_view(found))
    assert "Balance 0 of 40 boats delivered" in shown
    assert "40 boats: pledged – reported by 1 January 2020 (a)" in shown
    assert "40 boats: the same promise again – reported by 1 February 2020 (b)" in shown


def test_a_date_for_the_signature_alone_says_so() -> None:
    (found,) = matters_of(
        [told("agreed", "sign the ferry contract", objects=["Gulf Ferry"], due="2020-02-15")], date(2020, 1, 2)
    )
    assert "Due 15 February 2020 (signature), due soon" in printed(matter_view(found))
