"""The matter that the demo, the README and the pictures show: the gas pipeline that the samples follow for six years.

`python scripts/pipeline.py LEDGER` prints its id, which changes when the reader quotes its first mention otherwise.
"""

import sys
from pathlib import Path

from legation.ledger import Ledger
from legation.nouns import Matter

NAME = "Pakistan Stream"


def pipeline(ledger: Path) -> Matter:
    """Find the matter known by the pipeline's name; of several, the one with the longest history."""
    with Ledger.open(ledger) as kept:
        matters = kept.matters(("PAK", "RUS"))
    named = [matter for matter in matters if any(NAME in name for name in (matter.title, *matter.aliases))]
    return max(named, key=lambda matter: len(matter.history))


if __name__ == "__main__":
    print(pipeline(Path(sys.argv[1])).id)
