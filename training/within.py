"""Which commitments of one document are of one matter, as annotated for this project: `within.json`.

For documents of the gold's train folder it lists the groups of their commitments, by number in the order of the
annotation; those not listed are each of a matter of its own, and pairs in doubt say nothing either way. A report of a
visit tells of a dozen undertakings of the same two parties: from stories of one deal alone that is not learned.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

KEPT = Path(__file__).with_name("within.json")


def matters_of(gold: Path, kept: Path = KEPT) -> dict[str, list[dict[str, Any]]]:
    """Matters of each document of a folder of annotated documents, in the form of the gold's ``matters.json``.

    Each mention is one commitment; `optional` are those of which it is in doubt whether they belong to the matter.
    """
    told: Mapping[str, Any] = json.loads(kept.read_text("utf-8"))
    found: dict[str, list[dict[str, Any]]] = {}
    for name, of in told.items():
        every = json.loads((gold / f"{name}.json").read_text("utf-8"))["entries"]
        entries = [entry for entry in every if entry["kind"] == "commitment"]
        groups: list[Iterable[int]] = [*of["groups"]]
        listed = {number for group in groups for number in group}
        groups += [(number,) for number in range(len(entries)) if number not in listed]
        doubts = {(one, other) for pair in of["doubtful"] for one, other in (pair, pair[::-1])}
        found[name] = [
            {
                "id": f"{name} {number}",
                "mentions": [_mention(name, entries[place]) for place in group],
                "optional": [
                    _mention(name, entries[other]) for place in group for one, other in sorted(doubts) if one == place
                ],
            }
            for number, group in enumerate(groups)
        ]
    return found


def _mention(name: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    return {"doc": name, "quote": entry["evidence"][0]}
