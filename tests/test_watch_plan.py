"""The file that says what is watched: what it means, and what is said of its mistakes."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable import VISIT
from legation.cli.app import run
from legation.errors import PlanRefused
from legation.intake.fetching import target_of
from legation.ledger import Ledger
from legation.watching.plan import Spot, read_plan
from test_arrivals_worker import ByHand

HOME = Path("/desk")


def _plan(text: str) -> tuple[Spot, ...]:
    return read_plan(text.encode(), "feeds.toml", HOME, target_of)


def _wrong(text: str) -> list[str]:
    with pytest.raises(PlanRefused) as refused:
        _plan(text)
    return list(refused.value.sentences)


def test_feeds_pages_and_folders_are_watched_as_the_file_says_and_else_as_is_usual() -> None:
    spots = _plan(
        """
        [[folder]]
        path = "inbox"
        [[feed]]
        url = "https://wire.example/rss"
        every = "15m"
        source = " Fjord News "
        pages = true
        [[feed]]
        url = "https://post.example/atom"
        [[page]]
        url = "https://ministry.example/statements"
        every = "1d"
        """
    )
    assert spots == (
        Spot("feed", "https://wire.example/rss", timedelta(minutes=15), "Fjord News", pages=True),
        Spot("feed", "https://post.example/atom", timedelta(minutes=30)),
        Spot("page", "https://ministry.example/statements", timedelta(days=1)),
        Spot("folder", "/desk/inbox", timedelta(minutes=1)),
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[feed]\n", "feeds.toml: not TOML (Expected"),
        ("", "feeds.toml: there is nothing in it to watch"),
        ('[[fed]]\nurl = "https://a.example"', "feeds.toml, line 1: there is nothing called 'fed' to watch"),
        ('[feed]\nurl = "https://a.example"', "feeds.toml, line 1: feed stands in double brackets"),
        ('[[feed]]\nurl = "https://a.example"\nevry = "1h"', "line 3: 'evry' is nothing that can be said of a"),
        ('[[feed]]\nevery = "1h"', "feeds.toml, line 1: a feed needs its url"),
        ("[[feed]]\nurl = 7", "feeds.toml, line 2: a feed needs its url"),
        ('[[folder]]\npath = ""', "feeds.toml, line 2: a folder needs its path"),
        ('[[feed]]\nurl = "ftp://a.example/"', "feeds.toml, line 2: ftp://a.example/: not a URL that begins with http"),
        ('[[feed]]\nurl = "http://127.1/"', "feeds.toml, line 2: http://127.1/: 127.1 is no address"),
        ('[[feed]]\n\nurl = "https://a.example"\nevery = "5s"', "feeds.toml, line 4: every = '5s'"),
        ('[[feed]]\nurl = "https://a.example"\nevery = 15', "feeds.toml, line 3: every = 15"),
        ('[[feed]]\nurl = "https://a.example"\nevery = "31d"', "from 60s to 30d"),
        ('[[feed]]\nurl = "https://a.example"\nsource = ""', "feeds.toml, line 3: source = ''"),
        ('[[feed]]\nurl = "https://a.example"\npages = "yes"', "feeds.toml, line 3: pages = 'yes'"),
        ('[[folder]]\npath = "a"\npages = true', "feeds.toml, line 3: 'pages' is nothing that can be said of a folder"),
        ('[[folder]]\npath = "a"\n[[folder]]\npath = "./a"', "feeds.toml, line 3: /desk/a is watched already"),
        ('feed = [{url = "https://a.example", evry = "1h"}]', "feeds.toml, line 1: 'evry'"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_what_to_write(text: str, says: str) -> None:
    (sentence,) = _wrong(text)
    assert says in sentence


def test_all_mistakes_are_told_at_once() -> None:
    wrong = _wrong('[[feed]]\nevery = "5s"\n\n[[feed]]\nurl = "https://a.example"\npages = 1\n')
    assert [sentence.partition(":")[0] for sentence in wrong] == [
        "feeds.toml, line 1",
        "feeds.toml, line 2",
        "feeds.toml, line 6",
    ]


def test_a_file_that_is_no_text_is_told_in_a_sentence() -> None:
    with pytest.raises(PlanRefused, match="not UTF-8"):
        read_plan(b"\xff\xfe", "feeds.toml", HOME, target_of)
    assert read_plan(b'\xef\xbb\xbf[[folder]]\npath = "a"', "feeds.toml", HOME, target_of)


@given(st.one_of(st.binary(max_size=60), st.text(max_size=60).map(lambda text: f"[[feed]]\n{text}".encode())))
def test_whatever_the_file_holds_it_is_a_plan_or_sentences(raw: bytes) -> None:
    try:
        assert read_plan(raw, "feeds.toml", HOME, target_of)
    except PlanRefused as refused:
        assert all(refused.sentences)  # noqa: PT017 - which of both it is, is not known beforehand


# The command


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEGATION_LEDGER", raising=False)
    monkeypatch.setattr("legation.arrivals.apart.ReaderApart", ByHand)
    monkeypatch.setattr("legation.watching.folders.STILL", timedelta())
    (tmp_path / "inbox").mkdir()
    (tmp_path / "feeds.toml").write_text('[[folder]]\npath = "inbox"\nevery = "1h"\n', "utf-8")
    return tmp_path


def test_once_takes_in_what_is_new_says_so_and_ends(desk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (desk / "inbox" / "visit.txt").write_text(VISIT, "utf-8")
    assert run(["watch", "feeds.toml", "--once"]) == 0
    said = capfd.readouterr().out
    assert f"{desk / 'inbox'}: 1 document new with 1 entry (next at " in said
    assert "1 of 1 looked at; next at " in said
    assert run(["watch", "feeds.toml", "--once"]) == 0
    assert "0 of 1 looked at" in capfd.readouterr().out
    with Ledger.open("legation.db") as ledger:
        assert ledger.document("visit").document.text == VISIT


def test_what_fails_is_told_by_the_exit_code_and_listed(desk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (desk / "inbox" / "scan.txt").write_bytes(b"\x89PNG")
    assert run(["watch", "feeds.toml", "--once", "--json"]) == 1
    (told,) = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert (told["kind"], told["new"], told["failed"]) == ("folder", 0, 1)
    assert run(["failures", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["origin"] == str(desk / "inbox" / "scan.txt")


def test_a_feed_is_watched_only_where_the_ledger_fetches(desk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (desk / "feeds.toml").write_text('[[feed]]\nurl = "https://wire.example/rss"\n', "utf-8")
    assert run(["watch", "feeds.toml", "--once"]) == 1
    assert "https://wire.example/rss: fetching is switched off for this ledger" in capfd.readouterr().err


def test_mistakes_in_the_file_are_a_line_each(desk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (desk / "feeds.toml").write_text('[[feed]]\nevery = "5s"\n', "utf-8")
    assert run(["watch", "feeds.toml"]) == 2
    assert capfd.readouterr().err.count("legation: feeds.toml, line") == 2
    assert run(["watch", "nosuch.toml"]) == 1
    assert "nosuch.toml: cannot be read (no such file or directory)" in capfd.readouterr().err
    assert not (desk / "legation.db").exists()


def test_ctrl_c_ends_it_with_what_was_kept(
    desk: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", interrupt)
    (desk / "inbox" / "visit.txt").write_text(VISIT, "utf-8")
    assert run(["watch", "feeds.toml"]) == 130
    said = capfd.readouterr()
    assert "1 document new" in said.out
    assert "stopped; what was already kept stays kept" in said.err
