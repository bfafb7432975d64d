"""Charts as values: what is drawn, the same in the table and in the CSV, and where each row leads."""

import csv
import gzip
import io
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import vl_convert
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

import legation.web
from cable import fill, key
from charted import NAME, Asked, application, charts, deals, dossier_of, hostile, sentence, web
from legation.briefing.encounters import Encounter
from legation.briefing.topics import Series
from legation.ledger import Ledger
from legation.nouns import Evidence, Figure, Meeting, Mention
from legation.web.charts import bundle
from legation.web.charts.chart import Chart, Column, Row
from legation.web.charts.csv import written
from legation.web.charts.figures import figures
from legation.web.charts.network import network
from legation.web.charts.promised import promised
from legation.web.charts.slips import slips
from legation.web.charts.spread import spread
from legation.web.charts.timeline import timeline

STATIC = Path(legation.web.__file__).parent / "static"
QUOTE = (Evidence(start=0, end=4, quote="said"),)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("charts") / "cable.db", create=True) as ledger:
        yield fill(ledger)


@pytest.fixture(scope="module")
def drawn(kept: Ledger) -> Asked:
    return charts(kept)


def column(chart: Chart, name: str) -> list[Any]:
    place = [one.name for one in chart.columns].index(name)
    return [row.cells[place] for row in chart.rows]


def mention(entry: Figure | Meeting, reported: str | None = "2021-01-02") -> Mention:
    return Mention(document="sha256:0", doc="paper", reported=reported, source="Post", entry=entry)


def figure(value: float, date: str | None, change: str = "level") -> Mention:
    told = {"id": "e0", "evidence": QUOTE, "trigger": "said", "what": "trade", "value": value, "unit": "percent"}
    return mention(Figure.model_validate(told | {"change": change, "date": date}))


# The noun


def test_a_row_leads_nowhere_but_to_a_path_of_ours() -> None:
    for elsewhere in ("https://example.org/", "//example.org/", "javascript:alert(1)", "/\\example.org", "document/1"):
        with pytest.raises(ValidationError):
            Row(cells=(), href=elsewhere)
    assert Row(cells=(), href="/document/1#e1").href == "/document/1#e1"


def test_a_row_without_a_cell_for_each_column_is_refused() -> None:
    with pytest.raises(ValidationError):
        Chart(title="t", description="d", columns=(Column(name="a"),), rows=(Row(cells=(1, 2)),), spec={})


def test_no_character_that_hides_reaches_drawing_table_or_csv() -> None:
    chart = hostile()
    for made in (json.dumps(chart.drawn(), ensure_ascii=False), str(chart.table()), written(chart)):
        assert "\u202e" not in made
        assert "⟦U+202E⟧flipped" in made


def test_what_is_for_the_drawing_alone_is_not_in_the_table(drawn: Asked) -> None:
    assert [one.label for one in drawn.timeline.shown()] == ["What", "When", "Meeting or stage", "How it went"]
    assert all(len(cells) == 4 for _, cells in drawn.timeline.table())
    assert {"first", "at", "last", "say", "href"} < drawn.timeline.drawn()["data"]["values"][0].keys()


# The charts


def test_every_chart_has_the_spec_that_was_looked_at(drawn: Asked, snapshot: SnapshotAssertion) -> None:
    for name, chart in drawn._asdict().items():
        assert chart.drawn() == snapshot(name=name, extension_class=JSONSnapshotExtension)


def test_vega_lite_understands_every_spec(drawn: Asked) -> None:
    for chart in drawn:
        compiled = vl_convert.vegalite_to_vega(chart.drawn() | {"width": 300})
        assert compiled["marks"], chart.title


def test_the_timeline_has_the_steps_that_moved_a_matter_and_no_other(kept: Ledger, drawn: Asked) -> None:
    cable = kept.matter(f"m{key('signed', 1)[1:]}")
    assert [step.moved for step in cable.history] == [True, False, False, False]
    lines = zip(column(drawn.timeline, "what"), column(drawn.timeline, "lane"), strict=True)
    assert [lane for what, lane in lines if what == "Frost Cable"] == ["signed"]


def test_a_vague_date_is_drawn_as_a_line_with_its_mark_in_the_middle(drawn: Asked) -> None:
    planned = column(drawn.timeline, "how").index("planned")
    found = [column(drawn.timeline, name)[planned] for name in ("when", "first", "at", "last")]
    assert found == ["2022", "2022-01-01", "2022-07-02", "2022-12-31"]


def test_a_meeting_without_a_date_stands_last_in_the_table_and_nowhere_in_the_drawing() -> None:
    meetings = []
    for date in (None, "2020"):
        told = {"id": "e0", "evidence": QUOTE, "trigger": "said", "actors": ("NOR",), "form": "talks", "status": "held"}
        met = mention(Meeting.model_validate(told | {"date": date}))
        where = {"actors": ("NOR",), "people": (), "places": ()}
        meetings.append(Encounter(**where, form="talks", status="held", date=date, mentions=(met,)))
    chart = timeline((), meetings, sentence)
    assert chart
    assert column(chart, "when") == ["2020", None]
    assert column(chart, "at") == ["2020-07-01", None]


def test_a_meeting_leads_to_its_latest_report_and_a_step_to_the_words_that_moved_it(drawn: Asked) -> None:
    leads = {row.cells[:3]: row.href for row in drawn.timeline.rows}
    visit = "Visit of Estonia and Norway in Tallinn"
    assert leads[visit, "2021-10-05", "meeting"] == f"/document/2021-paper#{key('paper', 1)}"
    assert leads["Frost Cable", "2019-03-14", "signed"] == f"/document/2019-signed#{key('signed', 1)}"


def test_a_bar_is_the_share_that_was_delivered_and_leads_to_what_was_counted_last(drawn: Asked) -> None:
    assert drawn.promised.rows[0].cells[:5] == ("Lund boats", "boat", 400, 100, 25.0)
    assert drawn.promised.rows[0].href == f"/document/2021-visit#{key('visit', 4)}"


def test_more_delivered_than_promised_does_not_run_out_of_the_drawing(kept: Ledger) -> None:
    matters = [matter for matter in kept.matters() if matter.balance]
    generous = [matter.balance[0].model_copy(update={"delivered": 500}) for matter in matters]
    told = [one.model_copy(update={"balance": (more,)}) for one, more in zip(matters, generous, strict=True)]
    chart = promised(told, sentence)
    assert chart
    assert column(chart, "share") == [100.0]
    assert column(chart, "delivered") == [500]


def test_a_figure_that_was_told_once_is_no_chart() -> None:
    once = Series(what="trade", of=(), unit="percent", mentions=(figure(3, "2020"),))
    assert figures([once], sentence) == ()


def test_a_fall_is_drawn_below_nothing_and_a_level_is_not_of_its_line() -> None:
    told = (figure(5, "2020"), figure(3, "2021", "increase"), figure(2, "2022", "decrease"), figure(9, "2023", "share"))
    (chart,) = figures([Series(what="trade", of=(), unit="percent", mentions=told)], sentence)
    assert column(chart, "value") == [5, 3, -2, 9]
    assert column(chart, "what") == ["level", "change", "change", "share"]
    assert column(chart, "say")[2].startswith("down 2 percent, 2022")


def test_due_dates_are_in_the_order_of_the_ledger_with_what_each_slipped_by(kept: Ledger, drawn: Asked) -> None:
    assert column(drawn.slips, "due") == ["2022-06", "2024", "2026"]
    assert column(drawn.slips, "days") == [None, 915, 730]
    boats = kept.matter(f"m{key('signed', 4)[1:]}")
    assert slips(boats, sentence) is None


def test_nothing_to_draw_is_no_chart() -> None:
    assert timeline((), (), sentence) is None
    assert promised((), sentence) is None
    assert network(deals(alone=["NOR"]), dossier_of) is None


# The network


def test_a_network_is_drawn_the_same_in_whatever_order_its_links_come() -> None:
    links = [("EST", "NOR", 3, 4), ("EST", "FIN", 0, 1), ("FIN", "SWE", 0, 1)]
    assert network(deals(*links), dossier_of) == network(deals(*links[::-1]), dossier_of)


def test_a_link_leads_to_the_dossier_of_its_pair_and_a_party_to_its_own() -> None:
    chart = web()
    assert chart.rows[0].href == "/dossier/EST+NOR"
    nodes = chart.spec["layer"][-1]["data"]["values"]
    assert {node["name"]: node["href"] for node in nodes}["Iceland"] == "/dossier/ISL"


def test_parties_with_much_between_them_stand_nearer_than_those_with_nothing() -> None:
    nodes = tuple("abcdefgh")
    places = spread(nodes, (("a", "e", 9), ("b", "f", 1), ("c", "g", 1), ("d", "h", 1)))

    def apart(one: str, other: str) -> float:
        return sum((x - y) ** 2 for x, y in zip(places[one], places[other], strict=True))

    assert apart("a", "e") == min(apart("a", other) for other in "bcdefgh")


NODES = st.lists(st.text(max_size=3), unique=True, min_size=1, max_size=12)


@given(NODES, st.data())
def test_every_party_has_a_place_within_the_drawing(nodes: list[str], data: st.DataObject) -> None:
    links = data.draw(st.lists(st.tuples(st.sampled_from(nodes), st.sampled_from(nodes), st.integers(0, 99))))
    places = spread(tuple(nodes), tuple(links))
    assert list(places) == nodes
    assert all(0 <= across <= 1 and 0 <= up <= 1 for across, up in places.values())
    assert spread.__wrapped__(tuple(nodes), tuple(links)) == places


# CSV


def told_by(cell: str | float | None) -> Chart:
    return Chart(
        title="t",
        description="d",
        columns=(Column(name="a", label="A"), Column(name="b", label="=B")),
        rows=(Row(cells=(cell, 1), href="/x"),),
        spec={},
    )


def read(chart: Chart) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written(chart), newline="")))


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", '=HYPERLINK("http://x")', "-"])
def test_a_text_that_a_spreadsheet_would_reckon_with_is_told_as_text(formula: str) -> None:
    assert read(told_by(formula))[1] == [f"'{formula}", "1", "/x"]


def test_numbers_stay_numbers_and_nothing_stays_empty() -> None:
    assert [read(told_by(cell))[1][0] for cell in (-5, -2.5, 900_000_000, None)] == ["-5", "-2.5", "900000000", ""]


def test_a_heading_is_no_formula_either() -> None:
    assert read(told_by("a"))[0] == ["A", "'=B", "Link"]


@given(st.text())
def test_csv_gives_back_every_text_and_none_as_a_formula(text: str) -> None:
    chart = told_by(text)
    found = read(chart)[1][0]
    assert found.removeprefix("'") == str(chart.rows[0].cells[0]).removeprefix("'")
    assert not found.startswith(("=", "+", "-", "@", "\t", "\r"))


# What a browser is given


@pytest.fixture
def client() -> TestClient:
    return TestClient(application({"hostile": hostile(), "network": web()}), base_url="http://127.0.0.1")


def test_without_a_script_the_table_is_open_and_the_place_of_the_drawing_is_not_shown(client: TestClient) -> None:
    page = client.get("/").text
    assert page.count("<details open>") == 2
    assert page.count('<div class="drawing" aria-hidden="true" hidden></div>') == 2
    assert '<a class="plain" href="/dossier/EST+NOR"><bdi>Estonia and Norway</bdi>' in page


def test_no_text_can_end_the_data_of_a_page_and_begin_a_script(client: TestClient) -> None:
    page = client.get("/").text
    assert "<script>alert" not in page
    data = re.findall(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)
    assert json.loads(data[0])["data"]["values"][0]["name"].startswith("<script>alert(1)</script> {{ 7*7 }}")
    assert NAME.startswith("<script>")


def test_the_csv_is_a_file_that_excel_reads_as_utf_8(client: TestClient) -> None:
    answer = client.get("/network.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert answer.headers["content-disposition"] == 'attachment; filename="network.csv"'
    assert answer.content.decode().startswith(
        "\ufeffParties,Reports of meetings,Reports of undertakings,Link\r\nEstonia and Norway,3,4,/"
    )


# The bundle


def test_the_bundle_is_kept_by_browsers_and_has_the_interpreter_for_pages_without_eval(client: TestClient) -> None:
    packed = client.get(bundle.ADDRESS)
    assert packed.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["content-type"].startswith("text/javascript")
    assert "as default}" in packed.text[-60:]
    plain = client.get(bundle.ADDRESS, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == packed.content
    assert client.get(f"{bundle.PLACE}/vega-other.js").status_code == 404


def test_many_who_ask_at_once_wait_for_one_bundle(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    made, go = [], threading.Event()

    def slowly() -> bytes:
        made.append(1)
        go.wait()
        return gzip.compress(b"export {}")

    monkeypatch.setattr(bundle, "_packed", slowly)
    found: list[bytes] = []
    asking = [threading.Thread(target=lambda: found.append(client.get(bundle.ADDRESS).content)) for _ in range(5)]
    for one in asking:
        one.start()
    go.set()
    for one in asking:
        one.join()
    assert found == [b"export {}"] * 5
    assert made == [1]


def test_a_bundle_that_could_not_be_made_is_tried_again(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> bytes:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(bundle, "_packed", broken)
        assert client.get(bundle.ADDRESS).status_code == 503
    monkeypatch.setattr(bundle, "_packed", lambda: gzip.compress(b"export {}"))
    assert client.get(bundle.ADDRESS).status_code == 200


# Colours


def schemes() -> list[dict[str, str]]:
    """The colours of the page, light and dark."""
    light, dark = re.findall(r":root \{(.*?)\}", (STATIC / "legation.css").read_text(), re.DOTALL)[:2]
    read_off = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)) for block in (light, dark)]
    return [read_off[0], read_off[0] | read_off[1]]


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2."""

    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1])
def test_marks_and_words_can_be_told_from_the_paper_in_light_and_dark(drawn: Asked, scheme: int) -> None:
    colours = schemes()[scheme]
    used = set(re.findall(r"var\(--([a-z-]+)\)", json.dumps([chart.spec for chart in drawn])))
    sources = "".join(path.read_text() for path in Path(bundle.__file__).parent.glob("*.py"))
    used |= set(re.findall(r"var\(--([a-z-]+)\)", sources))
    poor = {name: contrast(colours[name], colours["paper"]) for name in used - {"paper", "sheet"}}
    assert not {name: ratio for name, ratio in poor.items() if ratio < 3}  # graphics: WCAG 2.2, 1.4.11
    words = set(re.findall(r"(?:label|title|text).*?olor: \"var\(--([a-z-]+)\)", (STATIC / "charts.js").read_text()))
    assert words == {"soft", "ink"}
    assert all(contrast(colours[name], colours["paper"]) >= 4.5 for name in words)
