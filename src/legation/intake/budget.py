"""How many bytes may come out of an archive, and of all that is packed in it, however deep."""

from legation.errors import LimitReached


class Budget:
    """Bytes that are left to unpack; `name` is that of the outermost archive."""

    def __init__(self, name: str, most: int) -> None:
        self._name = name
        self._most = most
        self._left = most

    @property
    def spent(self) -> bool:
        """Whether it was overdrawn."""
        return self._left < 0

    def spend(self, size: int) -> None:
        """Count what came out. Raises LimitReached once it is too much."""
        self._left -= size
        self.check()

    def check(self) -> None:
        """Raise LimitReached where it was overdrawn."""
        if self.spent:
            raise LimitReached(
                f"{self._name}: over {self._most / 1e9:g} GB when unpacked; unpack it and take in what is in it"
            )
