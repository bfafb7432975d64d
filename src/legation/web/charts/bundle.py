"""Vega, Vega-Lite and Vega-Embed as one file of JavaScript, from the package `vl-convert-python`: nothing from afar.

Vega-Embed brings the interpreter of expressions with which Vega needs no `eval`, which our Content-Security-Policy
forbids (`ast: true` in `charts.js`).
"""

import asyncio
import gzip
import hashlib
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.metadata import version
from threading import Lock

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

_EXPORT = "export default vegaEmbed;"
_MAKE = f"import sys, vl_convert; sys.stdout.buffer.write(vl_convert.javascript_bundle({_EXPORT!r}).encode())"
_LONGEST = 120  # seconds; it takes some two
_EDITION = hashlib.sha256(f"{version('vl-convert-python')} {_EXPORT}".encode()).hexdigest()[:12]

PLACE = "/static-charts"  # where an application mounts it
ADDRESS = f"{PLACE}/vega-{_EDITION}.js"


class Bundle:
    """ASGI application that serves the file, at `ADDRESS` alone.

    It is made once, when it is first asked for, by a process of its own: in ours it would hold up every page for two
    seconds (it does not let go of the interpreter's lock) and leave a JavaScript engine of 90 MB behind.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._making: Future[bytes] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the bundle; those who ask while it is made wait for the same one."""
        await (await self._answer(scope))(scope, receive, send)

    async def _answer(self, scope: Scope) -> Response:
        if not scope["path"].endswith(ADDRESS.removeprefix(PLACE)):
            return PlainTextResponse("There is no such file.\n", status_code=404)
        try:
            packed = await asyncio.shield(asyncio.wrap_future(self._made()))
        except (OSError, subprocess.SubprocessError):
            return PlainTextResponse("Charts cannot be drawn: vl-convert-python does not run.\n", status_code=503)
        headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
        if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            return Response(packed, media_type="text/javascript", headers=headers | {"Content-Encoding": "gzip"})
        return Response(gzip.decompress(packed), media_type="text/javascript", headers=headers)

    def _made(self) -> Future[bytes]:
        with self._lock:
            failed = self._making is not None and self._making.done() and self._making.exception() is not None
            if self._making is None or failed:  # what failed is tried again
                maker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vega")
                self._making = maker.submit(_packed)
                maker.shutdown(wait=False)
            return self._making


def _packed() -> bytes:
    # -I: nothing of the environment or of the working directory has a say in what is imported.
    command = [sys.executable, "-I", "-c", _MAKE]
    run = subprocess.run(command, capture_output=True, check=True, timeout=_LONGEST)  # noqa: S603 - all of it is ours
    return gzip.compress(run.stdout, mtime=0)
