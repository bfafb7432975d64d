"""Documents from a URL: what is fetched, and what never is. Nothing here leaves this machine."""

import gzip
import socket
import ssl
import zlib
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import NoReturn

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from answering import Server, answer, moved, serving
from legation.errors import AddressRefused, FetchFailed, InputError, TooLarge
from legation.intake.addresses import is_public
from legation.intake.exchange import AGENT
from legation.intake.fetching import LONGEST, Fetched, Known, Terms, fetch_if_changed, fetch_url, target_of

HERE = "127.0.0.1"
TEXT = b"OSLO, March 14 - Norway lent Estonia a lighthouse.\n"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as started:
        yield started


def _terms(*ports: int, here: str = HERE, most: int = 20_000) -> Terms:
    """Terms on which every name is of this machine, and of this machine only one address is allowed."""
    return Terms(
        resolve=lambda _host, _port: [here],
        allowed=lambda address: address == HERE or is_public(address),
        ports=frozenset(ports),
        most=most,
    )


def _never(*_: object) -> NoReturn:
    raise AssertionError("nothing may be asked here")


def _get(server: Server, path: str = "/a.txt", **terms: object) -> Fetched:
    return fetch_url(f"http://wire.example:{server.port}{path}", _terms(server.port)._replace(**terms))  # type: ignore[arg-type]


# What is fetched


def test_a_text_comes_as_it_was_sent_with_its_name_and_type(server: Server) -> None:
    server.answers["/2021/a%20visit.txt?page=2"] = answer(TEXT, "Content-Type: text/plain; charset=utf-8")
    found = _get(server, "/2021/a%20visit.txt?page=2#top")
    url = f"http://wire.example:{server.port}/2021/a%20visit.txt?page=2"
    assert found == Fetched(TEXT, "a visit.txt", "text/plain; charset=utf-8", url, Known())


def test_it_is_told_who_asks_and_nothing_of_who_sent_us(server: Server) -> None:
    server.answers["/a.txt"] = moved("/b.txt")
    server.answers["/b.txt"] = answer(TEXT, "Set-Cookie: you=tracked")
    _get(server)
    for head in server.asked:
        names = {line.partition(":")[0].lower() for line in head.splitlines()[1:] if line}
        assert names == {"host", "user-agent", "accept", "accept-encoding", "connection"}
        assert f"Host: wire.example:{server.port}\r\n" in head
        assert f"User-Agent: {AGENT}\r\n" in head


@pytest.mark.parametrize(
    ("path", "declared", "name"),
    [
        ("/", "text/html; charset=utf-8", "wire.example.html"),
        ("/", "text/plain", "wire.example.txt"),
        ("/news/", "application/xhtml+xml", "news.html"),
        ("/a/b.c.txt", "text/html", "b.c.txt"),
        ("/note.pdf", "application/octet-stream", "note.pdf"),
        ("/u.s.-visit", "application/pdf", "u.s.-visit.pdf"),
        ("/show.php", "image/png", "show.php.data"),
    ],
)
def test_a_document_is_called_by_the_end_of_its_path_or_by_its_host(
    server: Server, path: str, declared: str, name: str
) -> None:
    server.answers[path] = answer(TEXT, f"Content-Type: {declared}")
    assert _get(server, path).name == name


def test_asked_again_a_server_can_say_that_nothing_has_changed(server: Server) -> None:
    server.answers["/a.txt"] = answer(TEXT, 'ETag: W/"7"', "Last-Modified: Sat, 14 Mar 2026 09:00:00 GMT")
    known = _get(server).known
    assert known == Known('W/"7"', "Sat, 14 Mar 2026 09:00:00 GMT")
    server.answers["/a.txt"] = answer(b"", status="304 Not Modified")
    url, terms = f"http://wire.example:{server.port}/a.txt", _terms(server.port)
    assert fetch_if_changed(url, known, terms) is None
    assert 'If-None-Match: W/"7"\r\n' in server.asked[-1]
    assert "If-Modified-Since: Sat, 14 Mar 2026 09:00:00 GMT\r\n" in server.asked[-1]
    with pytest.raises(FetchFailed, match="304"):  # nobody asked whether it had changed
        fetch_if_changed(url, Known(), terms)


@pytest.mark.parametrize("etag", ["\xe9", "x" * 501, "a\tb"])
def test_what_could_not_be_sent_back_is_not_kept_to_ask_by(server: Server, etag: str) -> None:
    server.answers["/a.txt"] = answer(TEXT, f"ETag: {etag}")
    assert _get(server).known == Known()


def test_a_failure_tells_what_the_server_answered_and_how_long_it_wants_to_be_left_alone(server: Server) -> None:
    server.answers["/a.txt"] = answer(b"", "Retry-After: 120", status="503 Service Unavailable")
    with pytest.raises(FetchFailed) as failed:
        _get(server)
    assert (failed.value.status, failed.value.wait) == (503, "120")


def test_each_request_is_announced_before_it_is_made_and_waiting_for_it_costs_no_time(server: Server) -> None:
    server.answers["/a.txt"] = moved("/b.txt")
    server.answers["/b.txt"] = answer(TEXT)
    told: list[str] = []
    now = [0.0]

    def wait(url: str) -> None:
        assert len(server.asked) == len(told)
        told.append(url[-6:])
        now[0] += 25.0

    assert _get(server, before=wait, clock=lambda: now[0]).raw == TEXT
    assert told == ["/a.txt", "/b.txt"]


def test_what_comes_in_chunks_or_until_the_end_is_put_together(server: Server) -> None:
    server.answers["/a.txt"] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nOSLO,\r\n1\r\n \r\n0\r\n\r\n"
    server.answers["/b.txt"] = b"HTTP/1.0 200 OK\r\n\r\n" + TEXT
    assert _get(server).raw == b"OSLO, "
    assert _get(server, "/b.txt").raw == TEXT


def test_what_is_packed_is_unpacked(server: Server) -> None:
    server.answers["/a.txt"] = answer(gzip.compress(TEXT * 100), "Content-Encoding: gzip")
    assert _get(server).raw == TEXT * 100


def test_up_to_five_redirects_are_followed_and_the_last_address_is_told(server: Server) -> None:
    for number, status in enumerate(("301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent")):
        server.answers[f"/{number}"] = moved(f"/{number + 1}", status)
    server.answers["/5"] = answer(TEXT)
    assert _get(server, "/0").url.endswith("/5")
    server.answers["/start"] = moved("0")
    with pytest.raises(FetchFailed, match="leads on more than 5 times"):
        _get(server, "/start")


def test_the_next_address_of_a_name_is_tried_where_the_first_does_not_answer(server: Server) -> None:
    server.answers["/a.txt"] = answer(TEXT)
    found = _get(server, resolve=lambda _host, _port: ["127.9.9.9", HERE], allowed=lambda _: True)
    assert found.raw == TEXT


# What never is


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://wire.example/a", "gopher://wire.example/", "javascript:alert(1)",
        "//wire.example/", "wire.example/a.txt", "", "http://", "http:///a", "http://:80/", "http://[::1", "http://wire.example:port/",
        "http://wire.example:99999/", "http://mara:secret@wire.example/", "http://mara@wire.example/",
        "http://wire.example\\@127.0.0.1/", "http://wire .example/", "http://wire.example/a b", "http://wire.example/\ta",
        "http://wire.example/a\r\nX: y", "http://wire%2eexample/", "http://-wire.example/", "http://wire..example/",
        "http://" + "a" * 260 + ".example/", "http://wire.example/" + "a" * LONGEST, "http://xn--\u00e9.example/",
        "http://wire.example:22/", "http://wire.example:8080/", "https://wire.example:6379/",
    ],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_not_even_looked_up(url: str) -> None:
    with pytest.raises(AddressRefused):
        fetch_url(url, Terms(resolve=_never))


def test_a_refusal_does_not_repeat_a_password() -> None:
    with pytest.raises(AddressRefused, match="credentials") as refused:
        fetch_url("http://mara:secret@wire.example/", Terms(resolve=_never))
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "host",
    [
        "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "127.0.0.1", "127.0.0.1.", "0", "0x", "1.2.3.4.5",
        "wire.0x7f", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
        "[fe80::1]", "[fe80::1%25eth0]", "[fd00:ec2::254]", "169.254.169.254", "10.0.0.1", "１２７.0.0.1",
        "127。0。0。1", "①②⑦.⓪.⓪.①", "②①③⓪⑦⓪⑥④③③",
    ],
)  # fmt: skip
def test_no_way_of_writing_an_address_leads_to_this_machine_or_its_neighbours(host: str) -> None:
    with pytest.raises(AddressRefused):
        fetch_url(f"http://{host}/", Terms(resolve=_never))


@pytest.mark.parametrize("found", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::ffff:127.0.0.1"], ["fe80::1%eth0"]])
def test_a_name_of_which_any_address_is_not_public_is_refused(found: Sequence[str]) -> None:
    with pytest.raises(AddressRefused, match="not on the public internet"):
        fetch_url("http://wire.example/", Terms(resolve=lambda _host, _port: found))


def test_a_name_that_changes_between_judging_and_connecting_gains_nothing(server: Server) -> None:
    server.answers["/a.txt"] = answer(TEXT)
    found = iter([[HERE], ["10.0.0.1"]])  # a second look-up would give another address
    assert _get(server, resolve=lambda _host, _port: next(found)).raw == TEXT
    assert next(found) == ["10.0.0.1"]


def test_a_name_that_turns_to_a_private_address_at_a_redirect_is_refused(server: Server) -> None:
    server.answers["/a.txt"] = moved("/b.txt")
    server.answers["/b.txt"] = answer(TEXT)
    found = iter([[HERE], ["10.0.0.1"]])
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
        _get(server, resolve=lambda _host, _port: next(found))
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "where",
    [
        "http://169.254.169.254/latest/meta-data/", "http://[::ffff:169.254.169.254]/", "//169.254.169.254/", "http://0/",
        "file:///etc/passwd", "http://mara:secret@wire.example/", "http://wire.example:25/", "http://wire .example/",
    ],
)  # fmt: skip
def test_a_redirect_is_judged_like_any_url(server: Server, where: str) -> None:
    server.answers["/a.txt"] = moved(where)
    with pytest.raises(AddressRefused):
        _get(server, ports=frozenset({server.port, 80}))
    assert len(server.asked) == 1


def test_only_the_usual_ports_are_asked_unless_others_are_allowed(server: Server) -> None:
    with pytest.raises(AddressRefused, match=f"port {server.port} is not asked, only 80 and 443"):
        fetch_url(f"http://wire.example:{server.port}/", Terms(resolve=_never))


def test_a_name_beyond_ascii_is_asked_for_as_browsers_do() -> None:
    assert target_of("http://Bücher.example/Straße?q=ü").host == "xn--bcher-kva.example"
    assert target_of("http://faß.example/").host == "xn--fa-hia.example"  # another host than fass.example
    assert target_of("http://Bücher.example/Straße?q=ü").path == "/Stra%C3%9Fe?q=%C3%BC"


@given(
    st.text(st.characters(codec="utf-8"), max_size=40),
    st.sampled_from(["http://{}", "http://{}/", "http://a.b/{}", "{}"]),
)
def test_any_text_is_refused_or_a_target_that_no_request_can_be_broken_with(text: str, form: str) -> None:
    try:
        target = target_of(form.format(text))
    except AddressRefused:
        pass
    else:
        assert target.host.isascii()
        assert target.path.isascii()
        assert not set(target.host + target.path) & set(" \r\n\0")


# What the other side may do


def _bomb(line: socket.socket) -> None:
    packing = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n")
    while True:
        line.sendall(packing.compress(bytes(10_000_000)))


def _without_end(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        line.sendall(bytes(10_000))


def _head_without_end(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        line.sendall(b"X: " + b"y" * 10_000 + b"\r\n")


def _interim_without_end(line: socket.socket) -> None:
    while True:
        line.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 1_000)


@pytest.mark.parametrize(
    ("given_", "error", "says"),
    [
        (answer(bytes(20_001)), TooLarge, "limit for one document is 0.02 MB"),
        (_bomb, TooLarge, "limit"),
        (_without_end, TooLarge, "limit"),
        (answer(gzip.compress(bytes(20_001)), "Content-Encoding: gzip"), TooLarge, "limit"),
        (_head_without_end, FetchFailed, "broken"),
        (_interim_without_end, TooLarge, "limit"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", TooLarge, "100,000"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", FetchFailed, "broken"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nContent-Length: 11\r\n\r\n", FetchFailed, "broken"),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", FetchFailed, "broken"),
        (b"", FetchFailed, "closed the connection|broken"),
        (answer(gzip.compress(TEXT)[:-9], "Content-Encoding: gzip"), FetchFailed, "cut short"),
        (answer(b"not packed", "Content-Encoding: gzip"), FetchFailed, "broken"),
        (answer(b"x", "Content-Encoding: br"), FetchFailed, "'br', which was not asked for"),
        (answer(b"", status="404 Not Found"), FetchFailed, "404 Not Found"),
        (answer(b"", status="599 Odd"), FetchFailed, "599"),
        (answer(b"", status="304 Not Modified"), FetchFailed, "304"),
        (answer(b"", status="302 Found"), FetchFailed, "302"),
        (moved("http://["), FetchFailed, "leads on to what is no URL"),
    ],
)  # fmt: skip
def test_whatever_a_server_does_costs_one_document(
    server: Server, given_: bytes | Callable[[socket.socket], None], error: type[InputError], says: str
) -> None:
    server.answers["/a.txt"] = given_
    with pytest.raises(error, match=says):
        _get(server)


def test_a_server_that_sends_a_byte_at_a_time_is_given_up_at_one_deadline(server: Server) -> None:
    def drip(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            line.sendall(b".")

    server.answers["/a.txt"] = drip
    ticks = count()
    with pytest.raises(FetchFailed, match="took longer than 30 s"):
        _get(server, clock=lambda: float(next(ticks)), most=10**9)


def test_a_name_that_is_not_known_and_a_server_that_is_not_there_are_told_apart() -> None:
    def unknown(_host: str, _port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(FetchFailed, match=r"there is no host called nowhere\.example"):
        fetch_url("http://nowhere.example/", Terms(resolve=unknown))
    with serving() as server:
        port = server.port
    with pytest.raises(FetchFailed, match=r"cannot be reached \(connection refused\)"):
        fetch_url(f"http://wire.example:{port}/", _terms(port))


def test_a_name_server_that_says_nothing_is_given_up(server: Server) -> None:
    import threading

    held = threading.Event()

    def silent(_host: str, _port: int) -> Sequence[str]:
        held.wait()
        return [HERE]

    try:
        with pytest.raises(FetchFailed, match=r"looked up in time|took longer"):
            _get(server, resolve=silent, seconds=0.01)
    finally:
        held.set()


# TLS


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def _tls_server(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def _trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_behind_a_pinned_address_the_certificate_is_still_that_of_the_name(authority: trustme.CA) -> None:
    with serving({"/a.txt": answer(TEXT)}, _tls_server(authority, "wire.example")) as server:
        terms = _terms(server.port)._replace(tls=lambda: _trusting(authority))
        assert fetch_url(f"https://wire.example:{server.port}/a.txt", terms).raw == TEXT
        with pytest.raises(FetchFailed, match=r"does not prove that it is other\.example"):
            fetch_url(f"https://other.example:{server.port}/a.txt", terms)


def test_a_certificate_that_nobody_vouches_for_is_refused(authority: trustme.CA) -> None:
    with serving({"/a.txt": answer(TEXT)}, _tls_server(authority, "wire.example")) as server:
        with pytest.raises(FetchFailed, match="does not prove"):
            fetch_url(f"https://wire.example:{server.port}/a.txt", _terms(server.port))
        assert not server.asked


def test_nothing_leads_from_https_to_http(authority: trustme.CA) -> None:
    with serving(tls=_tls_server(authority, "wire.example")) as server:
        server.answers["/a.txt"] = moved(f"http://wire.example:{server.port}/b.txt")
        terms = _terms(server.port)._replace(tls=lambda: _trusting(authority))
        with pytest.raises(AddressRefused, match="from https to http"):
            fetch_url(f"https://wire.example:{server.port}/a.txt", terms)
