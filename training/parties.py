"""What the reader knows of the parties of annotated documents: ``python -m training.parties FOLDER OUT.json``.

For each document its mentions, and for each entry what the rules make of its parties at the annotator's span: what the
role model learns to read beside the encoder's vectors.
"""

import json
import sys
from pathlib import Path

from legation.intake.header import read_header
from legation.nouns import Document
from legation.reading.filling import ruled_roles
from legation.reading.mentions import mentions
from legation.reading.page import Page
from legation.reading.proposals import proposal_at


def parties(path: Path) -> dict[str, object]:
    """Mentions, starts of sentences, issuer, and (acting, receiving, speaker's codes) of each entry of a document."""
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    header = read_header(text)
    page = Page(
        Document(id="", name=path.stem, text=text, date=header.date, source=header.source, dateline=header.dateline)
    )
    rules = []
    for entry in json.loads(path.read_text("utf-8"))["entries"]:
        start = max(text.find(entry["evidence"][0]), 0)
        made = proposal_at(page, entry["kind"], start, start + len(entry["evidence"][0]))
        rules.append(((), (), ()) if made is None else (*ruled_roles(page, made), page.cast.speaker(made.anchor.i)[1]))
    return {
        "mentions": mentions(page),
        "sentences": [sentence.start_char for sentence in page.doc.sents],
        "issuer": page.issuer,
        "rules": rules,
    }


def main(folder: str, target: str) -> None:
    """Write the file."""
    found = {path.stem: parties(path) for path in sorted(Path(folder).glob("*.json"))}
    Path(target).write_text(json.dumps(found) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
