"""The help tells of what there is."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from fastapi.testclient import TestClient

from legation.accounts import ROLES
from legation.ledger import Ledger
from legation.ledger.folding.stages import STAGES
from legation.nouns import Commitment, Figure, Form, Meeting, Polarity, Position
from legation.web import create_app
from legation.web.filter import KINDS
from legation.web.guide import COMMON_FIELDS, KINDS_OF_ENTRY, STAGES_ASKED
from legation.web.keys import KEYS


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("help") / "empty.db"
    Ledger.open(path, create=True).close()
    with TestClient(create_app(path), base_url="http://127.0.0.1:8765") as opened:
        yield opened


def test_every_stage_is_told_in_its_order() -> None:
    assert tuple(one.stage for one in STAGES_ASKED) == STAGES


@pytest.mark.parametrize("noun", [Commitment, Meeting, Figure, Position])
def test_every_field_of_an_entry_is_told(noun: type[Commitment | Meeting | Figure | Position]) -> None:
    kind = str(noun.model_fields["kind"].default)
    told = next(one for one in KINDS_OF_ENTRY if one.kind == kind)
    names = {field for name, _ in (*told.fields, *COMMON_FIELDS) for field in name.split(", ")}
    untold = {"id", "kind", "trigger", "objects"}  # what a newcomer does not meet on a page
    known = {"speaker_for": "speaker for", "confidence": "chance"}
    assert {known.get(field, field) for field in noun.model_fields} - untold == names


def test_every_form_and_polarity_is_told() -> None:
    meeting, position = (
        " ".join(means for one in KINDS_OF_ENTRY if one.kind == kind for _, means in one.fields)
        for kind in ("meeting", "position")
    )
    assert all(form in meeting for form in get_args(Form))
    assert len(get_args(Polarity)) == 4
    assert "for it, against it, worried by it, or urging" in position


def test_the_page_tells_every_kind_role_and_key(client: TestClient) -> None:
    page = client.get("/help").text
    assert all(f'id="kind-{kind}"' in page for kind in KINDS)
    assert all(f"<dt>{role}</dt>" in page for role in ROLES)
    assert re.findall(r"<kbd>(.*?)</kbd>", page) == [key.key for key in KEYS]
    assert {"/", "n", "a"} <= {key.key for key in KEYS}


def test_each_heading_of_the_contents_is_there(client: TestClient) -> None:
    page = client.get("/help").text
    contents = page.partition('class="contents"')[2].partition("</nav>")[0]
    anchors = re.findall(r'href="#([a-z-]+)"', contents)
    assert len(anchors) > 8
    assert all(f'<h2 id="{anchor}">' in page for anchor in anchors)
    assert len(re.findall("<h2 ", page)) == len(anchors)


@pytest.mark.usefixtures("quick_passwords")
def test_where_a_shared_ledger_lies_is_for_those_who_run_it(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "where.db", create=True) as ledger:
        for name in ROLES[::3]:
            ledger.accounts.add(name, "a cable under the sea", name)
        tokens = {name: ledger.accounts.issue(name, "test", name, 1) for name in ROLES[::3]}
    with TestClient(create_app(tmp_path / "where.db", shared=True), base_url="http://127.0.0.1:8765") as client:
        for name, told in (("admin", True), ("reader", False)):
            page = client.get("/help", headers={"authorization": f"Bearer {tokens[name]}"}).text
            assert (str(tmp_path) in page) is told
