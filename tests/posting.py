"""Forms sent as the pages send them, for the tests of what is written."""

import re
from collections.abc import Mapping

from fastapi.testclient import TestClient

HOME = {"origin": "http://127.0.0.1:8765", "sec-fetch-site": "same-origin"}


def token(client: TestClient, page: str = "/settings", headers: Mapping[str, str] | None = None) -> str:
    """Give the token that forms of a page carry."""
    found = re.search(r'name="token" value="([^"]+)"', client.get(page, headers=headers).text)
    assert found is not None
    return found[1]
