"""docs/exports: a page for each of some formats, whose examples are run, and print what is shown."""

from pathlib import Path

import pytest

from readme import ROOT, on_terminal, refreshed, sandbox

PAGES = [ROOT / "docs" / "exports" / f"{name}.md" for name in ("plover", "iati", "ftm", "claimreview")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where there is a ledger of the samples."""
    where = sandbox(tmp_path_factory.mktemp("exports"))
    on_terminal("legation add samples", where)
    return where


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_the_examples_of_a_page_run_and_print_what_is_shown(page: Path, folder: Path) -> None:
    told = page.read_text("utf-8")
    assert "$ legation export" in told
    assert refreshed(told, folder) == told
