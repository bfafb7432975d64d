"""Links: a view is an address, and carries its as-of date."""

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from cable import SIGNED, document, evidence, key
from legation.nouns import Mention, Position
from legation.web.links import Links, joined, parted


def test_a_pair_is_written_with_a_plus() -> None:
    assert Links().dossier(("RUS", "PAK")) == "/dossier/RUS+PAK"


def test_the_as_of_date_is_in_every_address() -> None:
    links = Links("2021-04")
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
    assert Links("2020").sentence(mention) == f"/document/{told.id}?as_of=2020#{entry.id}"


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, unique=True))
def test_any_parties_come_back_from_their_address(parties: list[str]) -> None:
    assert parted(unquote(joined(parties))) == tuple(parties)


@given(st.text())
def test_no_name_leaves_its_place_in_the_path(name: str) -> None:
    assert not set(joined([name])) & set('/?#"<>& ')
