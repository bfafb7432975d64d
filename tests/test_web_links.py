"""Links: a view is an address, and carries its as-of date."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable import SIGNED, document, evidence, key
from legation.nouns import Mention, Position
from legation.web.filter import Filter
from legation.web.links import Links, joined, local, parted


def test_a_pair_is_written_with_a_plus() -> None:
    assert Links().dossier(("RUS", "PAK")) == "/dossier/RUS+PAK"


def test_the_filter_is_in_every_address() -> None:
    links = Links(Filter(as_of="2021-04"))
    addresses = [
        links.home(),
        links.home(".json"),
        links.documents(),
        links.dossier(("RUS",), ".json"),
        links.matter("m1"),
        links.document("sha256:ab"),
    ]
    assert all(address.endswith("?as_of=2021-04") for address in addresses)


def test_a_line_leads_to_its_sentence_in_its_document() -> None:
    told = document("d", SIGNED, None, None)
    entry = Position(
        id=key("d", 1), evidence=evidence(SIGNED, "Norway"), trigger="x", by=(), toward="x", polarity="urges"
    )
    mention = Mention(document=told.id, doc=told.name, reported=None, source=None, entry=entry)
    assert Links(Filter(as_of="2020")).sentence(mention) == f"/document/{told.id}?as_of=2020#{entry.id}"


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, unique=True))
def test_any_parties_come_back_from_their_address(parties: list[str]) -> None:
    assert parted(unquote(joined(parties))) == tuple(parties)


@given(st.text())
def test_no_name_leaves_its_place_in_the_path(name: str) -> None:
    assert not set(joined([name])) & set('/?#"<>& ')


@pytest.mark.parametrize("address", ["//evil.example", "/\\evil.example", "https://evil.example", "", "/a\nb", "a"])
def test_an_address_that_may_lead_elsewhere_is_not_gone_on_to(address: str) -> None:
    assert local(address) == "/"


def test_a_page_of_ours_is_gone_on_to() -> None:
    assert local("/review?party=RUS#next") == "/review?party=RUS#next"
