"""An entry corrected at the terminal, field by field."""

from typing import Any

from legation.briefing.fields import understood, written
from legation.briefing.visible import one_line
from legation.cli.keys import line
from legation.cli.terminal import say
from legation.errors import DecisionRefused
from legation.ledger.review.correcting import fields_of
from legation.nouns import Entry

_NAMED = {"speaker_for": "speaker for", "evidence": "quote"}


def corrections(entry: Entry) -> dict[str, Any] | None:
    """What a person writes for each field, as `correcting.corrected` takes it; None where the input ends instead."""
    say("Enter keeps what is in brackets, - empties it, . keeps all the rest; several are parted by semicolons")
    changes: dict[str, Any] = {}
    for field in fields_of(entry):
        while (answer := line(f"{_NAMED.get(field, field)} [{one_line(written(entry, field))}]:")) is not None:
            if answer.strip() == ".":
                return changes
            try:
                if answer.strip():
                    changes[field] = understood(entry, field, answer)
                break
            except DecisionRefused as refused:
                say(str(refused))
        else:
            return None
    return changes
