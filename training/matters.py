"""Annotated matters of real stories, kept without the text they are of.

``python -m training.matters STORIES.jsonl FOLDER`` writes with the stories at hand what ``training.linking kinship``
reads: documents and a ``matters.json``, in the form of the gold's. ``--keep FOLDER`` goes the other way. In
`matters.jsonl` a mention is a story and its place there; the other fields are codes and dates. A trap is an undertaking
that looks like one of the matters and is none of them.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from training.annotations import text_of

KEPT = Path(__file__).with_name("matters.jsonl")
_FIELDS = ("stage", "by", "to", "due", "quantities")


def keep(folder: Path, stories: dict[str, dict[str, str]]) -> list[str]:
    """Lines for the matters of a folder, one each; a quote that stands in no story is left out."""
    annotated = json.loads((folder / "matters.json").read_text("utf-8"))
    lines = []
    for matter in (*annotated["matters"], *annotated.get("traps", ())):
        if not matter.get("mentions"):
            continue
        kept = {
            "id": f"{folder.name} {matter['id']}",
            "trap": matter not in annotated["matters"],
            **{name: matter[name] for name in ("parties", "area") if name in matter},
            **{
                name: [
                    placed
                    for told in matter.get(name) or ()
                    if (placed := _placed(told, annotated["sources"], stories)) is not None
                ]
                for name in ("mentions", "optional")
            },
        }
        lines.append(json.dumps(kept, separators=(",", ":")))
    return lines


def _placed(told: dict[str, Any], sources: dict[str, str], stories: dict[str, dict[str, str]]) -> dict[str, Any] | None:
    story = sources[told["doc"]]
    start = text_of(stories[story]).find(told["quote"])
    if start < 0:
        return None
    place = [start, start + len(told["quote"])]
    return {"story": story, "at": place, **{name: told[name] for name in _FIELDS if told.get(name)}}


def restore(stories: dict[str, dict[str, str]], folder: Path, kept: Path = KEPT) -> int:
    """Write a folder of documents with their matters; how many matters."""
    folder.mkdir(parents=True, exist_ok=True)
    matters = [json.loads(line) for line in kept.read_text("utf-8").splitlines()]
    for matter in matters:
        for told in (*matter["mentions"], *matter["optional"]):
            text = text_of(stories[told["story"]])
            start, end = told.pop("at")
            told |= {"doc": told.pop("story"), "quote": text[start:end]}
            (folder / f"{told['doc']}.txt").write_text(text, "utf-8")
    sorted_out = {
        "matters": [matter for matter in matters if not matter["trap"]],
        "traps": [matter for matter in matters if matter["trap"]],
    }
    (folder / "matters.json").write_text(json.dumps(sorted_out, indent=1), "utf-8")
    return len(sorted_out["matters"])


def main() -> None:
    """Restore, or keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path, help="stories.jsonl with the texts")
    parser.add_argument("folder", type=Path, nargs="?", help="where documents and matters go")
    parser.add_argument("--keep", type=Path, nargs="+", help="folders whose matters are kept")
    args = parser.parse_args()
    stories = {told["id"]: told for line in args.stories.read_text("utf-8").splitlines() for told in [json.loads(line)]}
    if args.keep:
        KEPT.write_text("".join(f"{line}\n" for folder in args.keep for line in keep(folder, stories)), "utf-8")
    else:
        print(f"{restore(stories, args.folder)} matters")


if __name__ == "__main__":
    main()
