"""Annotations of our own, kept without the text they are of: ``python -m training.annotations STORIES.jsonl FOLDER``.

`annotations.jsonl` holds for some stories of general news their entries by the guide of the gold, made for this
project; every string that stands in the story is kept as its place ``[start, end]``. With the stories at hand they
become a folder of ``.txt`` and ``.json`` files as the other steps of training read them. ``--keep FOLDER`` goes the
other way. (`documents/` beside it holds documents that were written for this project, and their annotations.)
"""

import argparse
import json
from pathlib import Path
from typing import Any

KEPT = Path(__file__).with_name("annotations.jsonl")
_WORDS = ("evidence", "trigger", "speaker", "what", "toward", "place", "people")
"""Fields that quote the text."""


def text_of(story: dict[str, str]) -> str:
    """A story under the line of date and agency that the documents of the gold begin with."""
    return f" date {story['date']} Ag Reuters\n\n{story['text']}"


def placed(value: Any, text: str) -> Any:
    """A field with its strings as places; what does not stand in the text is left out."""
    if isinstance(value, list):
        return [place for item in value if (place := placed(item, text)) is not None]
    at = text.find(value) if value else -1
    return [at, at + len(value)] if at >= 0 else None


def quoted(value: Any, text: str) -> Any:
    """A field with its places as strings: the inverse of `placed`."""
    if not value:
        return value
    if isinstance(value[0], list):
        return [text[start:end] for start, end in value]
    return text[value[0] : value[1]]


def keep(folder: Path, kept: Path = KEPT) -> int:
    """Write the annotations of a folder, which has a ``.meta`` with the story's id beside each."""
    lines = []
    for path in sorted(folder.glob("*.json")):
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        story = json.loads(path.with_suffix(".meta").read_text("utf-8"))["id"]
        entries = [
            {name: placed(value, text) if name in _WORDS else value for name, value in entry.items()}
            for entry in json.loads(path.read_text("utf-8"))["entries"]
        ]
        lines.append(json.dumps({"doc": path.stem, "story": story, "entries": entries}, separators=(",", ":")))
    kept.write_text("\n".join(lines) + "\n", "utf-8")
    return len(lines)


def restore(stories: Path, folder: Path, kept: Path = KEPT) -> int:
    """Write a folder of annotated documents."""
    told = {story["id"]: story for line in stories.read_text("utf-8").splitlines() for story in [json.loads(line)]}
    folder.mkdir(parents=True, exist_ok=True)
    lines = kept.read_text("utf-8").splitlines()
    for line in lines:
        body = json.loads(line)
        story = told[body["story"]]
        text = text_of(story)
        entries = [
            {name: quoted(value, text) if name in _WORDS else value for name, value in entry.items()}
            for entry in body["entries"]
        ]
        (folder / f"{body['doc']}.txt").write_bytes(text.encode("utf-8"))
        whole = {"doc": body["doc"], "date": story["date"], "entries": entries}
        (folder / f"{body['doc']}.json").write_text(json.dumps(whole, ensure_ascii=False) + "\n", "utf-8")
    return len(lines)


def main() -> None:
    """Restore, or keep."""
    parser = argparse.ArgumentParser(prog="python -m training.annotations", description=__doc__)
    parser.add_argument("stories", type=Path, nargs="?", help="JSON lines with id, date and text")
    parser.add_argument("folder", type=Path, nargs="?", help="where the documents go")
    parser.add_argument("--keep", type=Path, help="keep the annotations of this folder instead")
    args = parser.parse_args()
    if args.keep is not None:
        print(f"{keep(args.keep)} documents kept in {KEPT}")
    elif args.stories is None or args.folder is None:
        parser.error("give the stories and a folder, or --keep FOLDER")
    else:
        print(f"{restore(args.stories, args.folder)} documents restored in {args.folder}")


if __name__ == "__main__":
    main()
