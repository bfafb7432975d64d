"""How telling a word is: by how few reports have it."""


def weight_of(stem: str) -> float:
    """Weight of a stem."""
    return 1.0 if len(stem) < 6 else 2.0
