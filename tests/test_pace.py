"""How fast a long run goes, and how long it takes yet."""

import io

import pytest

from legation.cli.pace import Pace, lasting, line, pace


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_what_a_run_found_done_does_not_make_it_fast() -> None:
    clock = Clock()
    kept = Pace(clock)
    assert kept.told(1000, 2000) == ""
    clock.now = 10
    assert kept.told(1100, 2000) == "10.0 a second, 2 min left"


def test_nothing_is_left_of_what_is_done_and_of_what_nobody_knows() -> None:
    clock = Clock()
    kept = Pace(clock)
    kept.told(0, 0)
    clock.now = 4
    assert kept.told(100, 100) == "25.0 a second"
    assert kept.told(100, 0) == "25.0 a second"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.4, "0 s"), (89, "89 s"), (91, "2 min"), (3600, "1 h 00 min"), (3900, "1 h 05 min"), (200_000, "2 d 7 h")],
)
def test_how_long_it_lasts_is_said_in_two_units_at_most(seconds: float, said: str) -> None:
    assert lasting(seconds) == said


def test_a_line_tells_what_is_known() -> None:
    assert line("documents", 1024, 2000, "41.3 a second") == "1,024 of 2,000 documents, 41.3 a second"
    assert line("documents", 0, 0, "") == "0 documents"


def test_in_a_pipe_a_short_run_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = io.StringIO()
    monkeypatch.setattr("sys.stderr", heard)
    with pace("documents") as tell:
        tell("reading", 1, 2)
    assert heard.getvalue() == ""
