"""A server for tests of fetching: it answers each path with the bytes it was told to, whatever they are."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

Answer = bytes | Callable[[socket.socket], None]


class Server(NamedTuple):
    """Where it listens, and the heads of the requests that it got."""

    port: int
    asked: list[str]
    answers: dict[str, Answer]


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """An answer as a server would give it."""
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def moved(where: str, status: str = "302 Found") -> bytes:
    return answer(b"", f"Location: {where}", status=status)


@contextmanager
def serving(answers: Mapping[str, Answer] | None = None, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Serve on a port of this machine until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Server(listener.getsockname()[1], [], dict(answers or {}))
        thread = threading.Thread(target=_serve, args=(listener, server, tls), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def _serve(listener: socket.socket, server: Server, tls: ssl.SSLContext | None) -> None:
    while True:
        try:
            plain, _ = listener.accept()
        except OSError:
            return
        try:
            with plain, tls.wrap_socket(plain, server_side=True) if tls else plain as line:
                line.settimeout(10)
                _answer(line, server)
        except OSError:
            pass  # whoever asked has heard enough


def _answer(line: socket.socket, server: Server) -> None:
    head = b""
    while b"\r\n\r\n" not in head:
        if not (more := line.recv(4096)):
            return
        head += more
    server.asked.append(head.decode("latin-1"))
    given = server.answers.get(head.split(b" ")[1].decode("latin-1"), answer(b"", status="404 Not Found"))
    if callable(given):
        given(line)
    else:
        line.sendall(given)
