"""A store that speaks as much of S3's language as reading takes, on loopback."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

_LISTED = (
    "<Contents><Key>{key}</Key><Size>{size}</Size><LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>"
)


@contextmanager
def bucket(holds: Mapping[str, bytes]) -> Iterator[dict[str, str]]:
    """Serve what a bucket holds, whatever it is called; the environment by which clients find it."""

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            key, query = parts.path.strip("/").partition("/")[2], parse_qs(parts.query)
            if "list-type" in query:
                self._list(query.get("prefix", [""])[0])
            elif key not in holds:
                self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
            elif ranged := re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", "")):
                first, last = int(ranged[1]), min(int(ranged[2] or len(holds[key])), len(holds[key]) - 1)
                told = {"Content-Range": f"bytes {first}-{last}/{len(holds[key])}"}
                self._answer(206, holds[key][first : last + 1], **told)
            else:
                self._answer(200, holds[key])

        def _list(self, prefix: str) -> None:
            found = "".join(
                _LISTED.format(key=key, size=len(raw)) for key, raw in holds.items() if key.startswith(prefix)
            )
            head = '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>false</IsTruncated>'
            self._answer(200, f"{head}{found}</ListBucketResult>".encode())

        def _answer(self, status: int, body: bytes, **headers: str) -> None:
            self.send_response(status)
            told = {"Content-Length": str(len(body)), "ETag": '"a"', "Last-Modified": "Thu, 01 Jan 2026 00:00:00 GMT"}
            for name, value in (told | headers).items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}",
            "AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "no secret",
            "AWS_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true", "NO_PROXY": "127.0.0.1",
        }  # fmt: skip
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
