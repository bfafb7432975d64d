"""Write all bad inputs into a folder: `python -m bad_inputs FOLDER` in `scripts/`."""

import sys
from pathlib import Path

from bad_inputs import bad_inputs


def main() -> None:
    """Write them, each into the folder of its fate."""
    for fate, name, make in bad_inputs():
        folder = Path(sys.argv[1]) / fate
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(make())


if __name__ == "__main__":
    main()
