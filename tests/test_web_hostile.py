"""What strangers type, send and name: each is answered with a sentence, never with a bug, and never as markup."""

import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cable import fill, key, record
from legation.ledger import Ledger
from legation.web import create_app
from legation.web.links import local, onward
from posting import HOME, token
from test_web_access import routes

PLACE = "http://127.0.0.1:8765"
TOKEN = "a-token-of-the-tests-alone"  # noqa: S105 - of a ledger of invented people
MARKUP = "\"'><hostile x=1>&lt;{{ 7*7 }}"
SPECIAL = (
    MARKUP, "\0", "a\0b", "%00", "..", "../../etc/passwd", "//evil.example", "/\\evil.example", "\u202e",
    "\r\nX-Evil: 1", "-1", "0", str(2**31), str(2**63), "9" * 5000, "²", "٣", "1e400", "nan", "0000", "9999-12-31",
    "0001-01-01", "2021-02-30", "2021-04", "２０２１-04", "NOR", "+", "NOR+EST", "%2B", "*", '"', "-", "OR", "(" * 200,
    "a " * 300, f"e{key('signed', 1)[1:]}", f"m{key('signed', 1)[1:]}", "😀", "x" * 3000,
)  # fmt: skip
ASKED = (
    "party", "area", "stage", "kind", "since", "until", "q", "as_of", "next", "new", "by", "before", "after", "entry",
    "other", "doubt", "decided", "done", "took", "latest", "page", "of", "words", "start", "end", "document", "limit",
    "cursor", "party", MARKUP,
)  # fmt: skip
AS_TEXT = ("text/plain", "text/csv", "text/calendar", "application/json", "application/problem+json")
hostile = st.one_of(st.sampled_from(SPECIAL), st.text(st.characters(codec="utf-8"), max_size=30))
pieces = st.one_of(hostile, st.sampled_from(("NOR+EST", record()[0][0].id, key("signed", 1), key("visit", 1))))


@pytest.fixture(scope="module")
def app(shared_place: str) -> FastAPI:
    with Ledger.open(shared_place, create=True) as ledger:
        fill(ledger)
    return create_app(shared_place, token=TOKEN)


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url=PLACE, follow_redirects=False) as opened:
        yield opened


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_stands_in_an_address_is_answered_and_is_no_markup(
    app: FastAPI, client: TestClient, data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from(sorted({route.path for route in routes(app) if "GET" in route.methods})))
    for name in re.findall(r"\{\w+(?::\w+)?\}", path):
        path = path.replace(name, quote(data.draw(pieces), safe=""))
    query = urlencode(data.draw(st.lists(st.tuples(st.sampled_from(ASKED), hostile), max_size=3)))
    answer = client.get(f"{path}?{query}")
    assert answer.status_code < 500, answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "<hostile" not in answer.text or answer.headers["content-type"].startswith(AS_TEXT)
    assert "49&lt;" not in answer.text  # what stands in braces is no template
    assert "x-evil" not in answer.headers
    leads_to = answer.headers.get("location", "/")
    assert leads_to.startswith(("/", f"{PLACE}/"))
    assert not leads_to.startswith(("//", "/\\"))


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        ("/", b"authorization", b"Bearer \xe9"),
        ("/", b"authorization", b"Basic OsOp"),
        ("/api/v1/parties", b"authorization", b"Bearer \xe9"),
        ("/", b"cookie", b"legation=\xe9; legation-visit=2026-01-01T00:00:00+00:00~0001-01-01T00:00:00+23:59"),
        ("/feed/search.atom", b"if-modified-since", b"Thu, 01 Jan 99999999999999999999 00:00:00 GMT"),
        ("/feed/search.atom", b"if-modified-since", b"Thu, 01 Jan 0001 00:00:00 +2359"),
        ("/feed/search.atom", b"if-none-match", b"\xe9,W/"),
    ],
)
def test_a_header_that_makes_no_sense_is_no_bug(client: TestClient, path: str, name: bytes, value: bytes) -> None:
    assert client.get(path, headers={name: value}).status_code < 500


@pytest.mark.parametrize(
    "origin", ["http://[", "http://a]b", "://", "", "http://", "http://127.0.0.1:8765@evil.example"]
)
def test_an_origin_that_is_none_is_somebody_elses(client: TestClient, origin: str) -> None:
    assert client.post("/settings/us", headers={"origin": origin}).status_code == 403


@pytest.mark.parametrize("whence", [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_another_site_cannot_use_a_token_that_a_browser_remembers(client: TestClient, whence: dict[str, str]) -> None:
    text = "TALLINN, May 2 - Norway and Estonia signed an agreement on a ferry, the ministers said on Tuesday."
    by_form = {"content-type": "text/plain"}  # as a form of any site can send it
    answer = client.post("/api/v1/documents", content=text, headers=by_form | whence, auth=("me", TOKEN))
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"
    assert client.get("/take-in.json").json()["waiting"] == 0


def test_half_a_character_in_a_form_is_told_in_a_sentence(client: TestClient) -> None:
    part = '--cut\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    body = part.format("token", token(client)) + part.format("us", "\\ud800") + "--cut--\r\n"
    kind = {"content-type": "multipart/form-data; charset=unicode_escape; boundary=cut"}
    answer = client.post("/settings/us", content=body.encode(), headers=HOME | kind)
    assert answer.status_code == 400
    assert "half a character" in answer.text


@pytest.mark.parametrize("path", ["/dossier/{}", "/dossier/{}.json", "/feed/dossier/{}.atom", "/api/v1/dossiers/{}"])
def test_a_dossier_is_of_a_few_parties(client: TestClient, path: str) -> None:
    answer = client.get(path.format("+".join(f"P{number}" for number in range(2000))))
    assert answer.status_code == 404
    assert "parties are too many at once" in answer.text


@pytest.mark.parametrize(
    "address", ["//evil", "/\\evil", "/\t/evil", "\\\\evil", "http://evil", "javascript:1", "/\u2028/evil", "evil", ""]
)
def test_nothing_leads_to_another_site(address: str) -> None:
    assert local(address) == "/"
    assert onward(address, done="1") == "/?done=1"


def test_a_bug_of_ours_is_told_under_the_same_rules_as_every_page(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ledger, "counts", lambda *_, **__: 1 / 0)
    client = TestClient(app, base_url=PLACE, raise_server_exceptions=False)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "ZeroDivisionError" not in answer.text


@pytest.mark.parametrize("path", ["/", "/dossiers", "/dossiers.json"])
def test_nobody_is_suggested_who_was_not_named_by_then(client: TestClient, path: str) -> None:
    assert "NOR" in client.get(path).text
    assert "NOR" not in client.get(path, params={"as_of": "2018"}).text
