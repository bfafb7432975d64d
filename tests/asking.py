"""Asking the HTTP API, for its tests."""

from collections.abc import Iterator
from typing import Any

from fastapi.testclient import TestClient

from legation.arrivals.worker import Worker

TOKEN = "the-token-of-this-run"  # noqa: S105 - of tests alone
PLACE = "http://127.0.0.1:8765"
SIGNED = {"authorization": f"Bearer {TOKEN}"}


class Asleep(Worker):
    """Reads nothing, but counts how often it is woken."""

    woken = 0

    def start(self) -> None:
        pass

    def wake(self) -> None:
        self.woken += 1


Json = Any


def get(client: TestClient, path: str) -> Json:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def pages(client: TestClient, path: str) -> Iterator[list[Json]]:
    address: str | None = f"/api/v1/{path}"
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        address = answer.json()["next"]
        assert answer.links.get("next", {}).get("url") == address
        yield answer.json()["items"]


def identity(item: Json) -> str:
    return str(item["entry"]["id"] if "entry" in item else item["id"])


def walked(client: TestClient, path: str) -> list[str]:
    return [identity(item) for page in pages(client, path) for item in page]


def problem(answer: Any, status: int) -> Json:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert {"type", "title", "detail", "instance"} <= told.keys()
    assert "Traceback" not in answer.text
    return told
