"""A shared ledger: signing in and out, what each role may do on every route, and one's own account."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from cable import fill, key, record
from legation.accounts import ROLES, Role
from legation.accounts.accounts import Accounts
from legation.accounts.passwords import Hasher
from legation.errors import LedgerError
from legation.ledger import Ledger
from legation.web import create_app
from posting import HOME, token
from test_web_access import OPEN, Reached, routes

PASSWORD = "a fence of willow and snow"  # noqa: S105 - of a ledger of invented people
PLACE = "http://127.0.0.1:8765"
PIECES = {
    "parties": "NOR+EST",
    "key": f"m{key('signed', 1)[1:]}",
    "number": "1",
    "id": f"m{key('signed', 1)[1:]}",
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    path = tmp_path_factory.mktemp("shared") / "cable.db"
    with Ledger.open(path, create=True) as ledger:
        fill(ledger)
        cheap = Accounts(ledger._database, hasher=Hasher(passes=1, memory=8, lanes=1))
        for role in ROLES:
            cheap.add(f"the {role}", PASSWORD, role)
    return create_app(path, shared=True)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    opened = TestClient(app, base_url=PLACE, follow_redirects=False)  # not entered: the app lives on for the next
    yield opened
    opened.close()


Signed = Callable[[Role], TestClient]


@pytest.fixture
def signed(app: FastAPI) -> Iterator[Signed]:
    """Give a browser in which somebody of a role has signed in."""
    browsers = []

    def sign_in(role: Role) -> TestClient:
        browser = TestClient(app, base_url=PLACE, follow_redirects=False)
        browsers.append(browser)
        answer = post(browser, "/sign-in", {"name": f"the {role}", "password": PASSWORD})
        assert answer == 303
        return browser

    yield sign_in
    for browser in browsers:
        browser.close()


def post(browser: TestClient, path: str, fields: dict[str, str]) -> int:
    page = "/settings" if browser.cookies else "/sign-in"
    return browser.post(path, data={"token": token(browser, page)} | fields, headers=HOME).status_code


def address(route: Reached) -> str:
    path = route.path.replace("{key:path}", record()[0][0].id)
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda piece: PIECES.get(piece[1], "none"), path)


def test_nobody_sees_anything_before_they_sign_in(app: FastAPI, client: TestClient) -> None:
    for route in routes(app):
        if route.path in OPEN:
            continue
        method = "GET" if "GET" in route.methods else "POST"
        answer = client.request(method, address(route), headers=HOME)
        assert answer.status_code in {303, 401, 403}, route.path
        if answer.status_code == 303:
            assert answer.headers["location"].startswith("/sign-in?next="), route.path


@pytest.mark.parametrize("role", ROLES)
def test_each_route_is_for_its_role_and_those_above_it(app: FastAPI, signed: Signed, role: Role) -> None:
    browser = signed(role)
    ours = token(browser)
    for route in routes(app):
        if route.path in OPEN or route.path in {"/sign-out", "/account/sign-out-everywhere"}:
            continue
        needed = max(route.roles, key=ROLES.index)
        may = ROLES.index(role) >= ROLES.index(needed)
        if route.path.startswith("/api/") and route.methods != {"GET"}:
            status = browser.post(address(route), json={}, headers=HOME).status_code
            assert status == 401, f"{route.path} takes a session for a token"
            continue
        if "GET" in route.methods:
            status = browser.get(address(route)).status_code
        else:
            status = browser.post(address(route), data={"token": ours}, headers=HOME).status_code
        assert (status == 403) is not may, f"{route.path} answers {status} to {role}"
        assert status < 500


@pytest.mark.parametrize("role", ROLES)
def test_a_token_may_do_on_each_route_of_the_api_what_its_scope_may(
    app: FastAPI, client: TestClient, role: Role
) -> None:
    ledger: Ledger = app.state.office.ledger
    headers = {"authorization": f"Bearer {ledger.accounts.issue('the admin', f'for {role}', role, 1)}"}
    for route in routes(app):
        if route.path.startswith("/api/"):
            needed = max(route.roles, key=ROLES.index)
            method = "GET" if "GET" in route.methods else "POST"
            status = client.request(method, address(route), headers=headers, json={}).status_code
            assert (status == 403) is not (ROLES.index(role) >= ROLES.index(needed)), f"{route.path} {status}"
            assert status not in {401, 500}


def test_a_wrong_password_is_told_in_one_sentence_whoever_it_is_of(client: TestClient) -> None:
    said = set()
    for name in ("the reader", "nobody at all"):
        fields = {"token": token(client, "/sign-in"), "name": name, "password": "wrong" * 4}
        answer = client.post("/sign-in", data=fields, headers=HOME)
        assert answer.status_code == 401
        said.add(re.findall(r'role="alert">([^<]+)<', answer.text)[0])
    assert len(said) == 1


def test_the_session_is_out_of_reach_of_scripts_and_of_other_sites(client: TestClient) -> None:
    fields = {"token": token(client, "/sign-in"), "name": "the reader", "password": PASSWORD}
    cookie = client.post("/sign-in", data=fields, headers=HOME).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie


def test_behind_tls_the_session_goes_over_tls_alone(app: FastAPI) -> None:
    secure = TestClient(app, base_url="https://127.0.0.1:8765", follow_redirects=False)
    fields = {"token": token(secure, "/sign-in"), "name": "the reader", "password": PASSWORD}
    headers = {"origin": "https://127.0.0.1:8765", "sec-fetch-site": "same-origin"}
    assert "Secure" in secure.post("/sign-in", data=fields, headers=headers).headers["set-cookie"]
    secure.close()


def test_signing_in_leads_on_to_the_page_that_was_asked_for_and_nowhere_else(client: TestClient) -> None:
    asked = client.get("/dossier/NOR+EST?as_of=2020").headers["location"]
    assert asked == "/sign-in?next=%2Fdossier%2FNOR%2BEST%3Fas_of%3D2020"
    for wanted, led in (("/documents", "/documents"), ("//evil.example/", "/")):
        fields = {"token": token(client, "/sign-in"), "name": "the reader", "password": PASSWORD, "next": wanted}
        client.cookies.clear()
        assert client.post("/sign-in", data=fields, headers=HOME).headers["location"] == led
        client.cookies.clear()


def test_a_form_of_another_session_is_refused(signed: Signed) -> None:
    theirs, mine = token(signed("admin")), signed("admin")
    answer = mine.post("/settings/us", data={"token": theirs, "us": "Norway"}, headers=HOME)
    assert answer.status_code == 403
    assert "load its page anew" in answer.text


def test_after_signing_out_the_old_cookie_is_worth_nothing(signed: Signed) -> None:
    browser = signed("reader")
    kept = dict(browser.cookies)
    assert post(browser, "/sign-out", {}) == 303
    browser.cookies.update(kept)
    assert browser.get("/").status_code == 303


def test_signing_out_everywhere_ends_the_sessions_on_other_machines(signed: Signed) -> None:
    here, there = signed("analyst"), signed("analyst")
    assert post(here, "/account/sign-out-everywhere", {}) == 303
    assert there.get("/").status_code == 303


def test_a_token_made_on_the_page_lets_a_program_in_until_it_is_revoked(signed: Signed, client: TestClient) -> None:
    browser = signed("analyst")
    fields = {"token": token(browser), "name": "script", "scope": "reader", "days": "30"}
    page = browser.post("/account/tokens", data=fields, headers=HOME).text
    secret = re.findall(r'class="secret">([^<]+)<', page)[0]
    program = {"authorization": f"Bearer {secret}"}
    assert client.get("/index.json", headers=program).status_code == 200
    assert secret not in browser.get("/account").text
    number = re.findall(r"/account/tokens/(\d+)/revoke", page)[0]
    assert post(browser, f"/account/tokens/{number}/revoke", {}) == 303
    assert client.get("/index.json", headers=program).status_code == 401


def test_nobody_makes_a_token_of_more_than_their_role(signed: Signed, client: TestClient) -> None:
    browser = signed("reader")
    fields = {"token": token(browser), "name": "more", "scope": "admin", "days": "30"}
    page = browser.post("/account/tokens", data=fields, headers=HOME).text
    secret = re.findall(r'class="secret">([^<]+)<', page)[0]
    assert client.get("/accounts", headers={"authorization": f"Bearer {secret}"}).status_code == 403


def test_an_admin_makes_and_disables_an_account(signed: Signed, client: TestClient) -> None:
    admin = signed("admin")
    assert post(admin, "/accounts", {"name": "Newcomer", "password": PASSWORD, "role": "analyst"}) == 303
    newcomer = {"token": token(client, "/sign-in"), "name": "newcomer", "password": PASSWORD}
    assert client.post("/sign-in", data=newcomer, headers=HOME).status_code == 303
    assert client.get("/").status_code == 200
    assert post(admin, "/accounts/change", {"name": "Newcomer", "do": "disable"}) == 303
    assert client.get("/").status_code == 303


def test_the_last_admin_cannot_be_taken_away(signed: Signed) -> None:
    admin = signed("admin")
    assert post(admin, "/accounts/change", {"name": "the admin", "do": "disable"}) == 409
    assert admin.get("/accounts").status_code == 200


def test_a_password_is_changed_by_whoever_knows_the_old_one(signed: Signed) -> None:
    admin = signed("admin")
    assert post(admin, "/accounts", {"name": "Changer", "password": PASSWORD, "role": "reader"}) == 303
    admin.cookies.clear()
    assert post(admin, "/sign-in", {"name": "Changer", "password": PASSWORD}) == 303
    new = "another fence, of birch"
    assert post(admin, "/account/password", {"old": "wrong" * 4, "new": new, "again": new}) == 409
    assert post(admin, "/account/password", {"old": PASSWORD, "new": new, "again": f"{new}!"}) == 409
    assert post(admin, "/account/password", {"old": PASSWORD, "new": new, "again": new}) == 303
    admin.cookies.clear()
    assert post(admin, "/sign-in", {"name": "Changer", "password": new}) == 303


def test_who_we_are_is_each_persons_own(signed: Signed) -> None:
    one, other = signed("reader"), signed("analyst")
    assert post(one, "/settings/us", {"us": "norway, Estonia"}) == 303
    assert 'value="Norway, Estonia"' in one.get("/settings").text
    assert 'name="us" value=""' in other.get("/settings").text


def test_a_token_shows_its_owners_account_to_nobody_and_makes_no_other(signed: Signed, client: TestClient) -> None:
    browser = signed("admin")
    fields = {"token": token(browser), "name": "lost", "scope": "admin", "days": "30"}
    page = browser.post("/account/tokens", data=fields, headers=HOME).text
    secret = re.findall(r'class="secret">([^<]+)<', page)[0]
    program = {"authorization": f"Bearer {secret}"}
    assert client.get("/account", headers=program).status_code == 403
    ours = token(client, headers=program)
    more = fields | {"token": ours}
    assert client.post("/account/tokens", data=more, headers=HOME | program).status_code == 403


def test_account_accounts_and_settings_have_their_json_without_a_secret_in_it(signed: Signed) -> None:
    admin = signed("admin")
    fields = {"token": token(admin), "name": "script", "scope": "reader", "days": "30"}
    secret = re.findall(r'class="secret">([^<]+)<', admin.post("/account/tokens", data=fields, headers=HOME).text)[0]
    own = admin.get("/account.json")
    assert {"name": "the admin", "role": "admin"}.items() <= own.json().items()
    assert "script" in [one["name"] for one in own.json()["tokens"]]
    assert secret not in own.text
    assert "the reader" in [one["name"] for one in admin.get("/accounts.json").json()["accounts"]]
    assert admin.get("/settings.json").json()["fetching"] is False


@pytest.mark.parametrize("days", ["9" * 5000, "0", "366", "-1", "²"])
def test_a_token_is_never_good_for_longer_than_a_year(signed: Signed, days: str) -> None:
    browser = signed("reader")
    answer = browser.post("/account/tokens", data={"token": token(browser), "name": "odd", "days": days}, headers=HOME)
    assert answer.status_code in {200, 409}
    last = max(one["until"] for one in browser.get("/account.json").json()["tokens"] or [{"until": ""}])
    assert last[:10] <= (datetime.now(UTC) + timedelta(days=365)).date().isoformat()


def test_where_the_ledger_lies_is_told_to_those_who_run_it_alone(
    signed: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers, admins = signed("reader"), signed("admin")

    def broken(*_: object, **__: object) -> None:
        raise LedgerError("the ledger at /srv/secret.db cannot be used (it is on fire)")

    monkeypatch.setattr(Ledger, "counts", broken)
    for path in ("/documents", "/documents.json", "/api/v1/counts"):
        told, whole = readers.get(path), admins.get(path)
        assert (told.status_code, whole.status_code) == (503, 503)
        assert "/srv/secret.db" not in told.text
        assert "hose log says why" in told.text
        assert "/srv/secret.db" in whole.text
