"""The dossier and a matter as they are read in a terminal, kept as text files beside this one."""

from collections.abc import Iterator

import pytest
from rich.console import Console, RenderableType
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from cable import BOTH, fill
from legation.briefing.dossier import dossier
from legation.briefing.tables import dossier_view, matter_view, matters_table
from legation.ledger import Ledger

AS_OF = "2023-12-31"


class TextFile(SingleFileSnapshotExtension):
    """One readable file for each snapshot."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def text(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TextFile)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("dossier") / "cable.db", create=True) as opened:
        yield fill(opened)


def printed(renderable: RenderableType, width: int = 80) -> str:
    console = Console(width=width, color_system=None, emoji=False, highlight=False)
    with console.capture() as captured:
        console.print(renderable)
    return "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines())


def test_a_dossier_reads_like_this(ledger: Ledger, text: SnapshotAssertion) -> None:
    assert printed(dossier_view(dossier(ledger, BOTH, AS_OF))) == text


def test_a_matter_reads_like_this(ledger: Ledger, text: SnapshotAssertion) -> None:
    matters = {matter.title: matter for matter in ledger.matters(as_of=AS_OF)}
    assert printed(matter_view(matters["Frost Cable"])) == text


def test_a_balance_is_told_in_words(ledger: Ledger) -> None:
    assert "100 of 400 boats delivered" in "".join(printed(matter_view(matter)) for matter in ledger.matters())


def test_slipped_dates_stand_in_a_row(ledger: Ledger) -> None:
    told = "".join(printed(matter_view(matter)) for matter in ledger.matters())
    assert "June 2022 → 2024 (+915 days) → 2026 (+730 days)" in told


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(ledger: Ledger, width: int) -> None:
    views = [
        dossier_view(dossier(ledger, BOTH)),
        matters_table(ledger.matters()),
        *(matter_view(matter) for matter in ledger.matters()),
    ]
    assert max(len(line) for view in views for line in printed(view, width).splitlines()) <= width


def test_the_id_of_a_matter_can_be_copied_whole(ledger: Ledger) -> None:
    matters = ledger.matters()
    table = printed(matters_table(matters), 60)
    assert all(matter.id in table for matter in matters)


def test_markup_of_a_document_is_shown_and_its_flipping_characters_are_seen(ledger: Ledger) -> None:
    told = printed(dossier_view(dossier(ledger, BOTH)))
    assert '<b>"the feast"</b> [red]' in told
    assert "[bold]Eve[/bold]" in told
    assert "⟦U+202E⟧Narva⟦U+202C⟧" in told
    assert "\u202e" not in told


def test_a_ledger_without_matters_says_so() -> None:
    assert printed(matters_table(())) == "No matters.\n"


def test_a_dossier_in_json_names_what_it_counts(ledger: Ledger) -> None:
    told = dossier(ledger, BOTH).model_dump(mode="json")
    assert told["of"].keys() == {"documents", "entries", "meetings", "matters"}
