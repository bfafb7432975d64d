"""Who says what: content, source and cue of direct, indirect and mixed speech, each at its place in the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hostile import Calls
from legation.reading.statements import Spans, Told, told
from wire import page

HOLDER = "Kenyan Foreign Minister Grace Wanjiru"


def words(text: str, spans: Spans) -> str:
    return " … ".join(text[start:end] for start, end in spans)


def rows(text: str) -> list[tuple[str, str, str]]:
    """Source, cue and content of the statements that a text itself makes."""
    return [tuple(words(text, spans) for spans in (s.source, s.cue, s.content)) for s in told(page(text))]  # type: ignore[misc]


def chain(text: str) -> list[tuple[str, str]]:
    """Source and content of the first statement and of what is nested in it, outermost first."""
    found: list[tuple[str, str]] = []
    inner: tuple[Told, ...] = told(page(text))
    while inner:
        found.append((words(text, inner[0].source), words(text, inner[0].content)))
        inner = inner[0].nested
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{HOLDER} said the trucks had arrived.", (HOLDER, "said", "the trucks had arrived")),
        (f"{HOLDER} has not said that the trucks arrived.", (HOLDER, "has not said", "that the trucks arrived")),
        (f"The trucks had arrived, {HOLDER} said.", (HOLDER, "said", "The trucks had arrived")),
        (f"The trucks had arrived, said {HOLDER}.", (HOLDER, "said", "The trucks had arrived")),
        ("The trucks, Grace Wanjiru said, had arrived.", ("Grace Wanjiru", "said", "The trucks … had arrived")),
        (f"{HOLDER} told reporters that the trucks were late.", (HOLDER, "told", "that the trucks were late")),
        ("Wanjiru is confident that the trucks will arrive.", ("Wanjiru", "confident", "that the trucks will arrive")),
        ("A survey showed that the trucks were old.", ("A survey", "showed", "that the trucks were old")),
    ],
)
def test_indirect_speech_hangs_on_its_cue_wherever_that_stands(text: str, expected: tuple[str, str, str]) -> None:
    assert rows(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The trucks had arrived.",
        "The trucks were driven by Rose Akello.",
        "The film “A Long Road” was shown in Nairobi.",
        "The road showed signs of wear.",
        "The driver asked his way.",
        "The drivers held the rope.",
        "Wanjiru called the driver.",
        "Wanjiru called on the army chief.",
        "The road, which is now called the Lake Road, is long.",
        "",
    ],
)
def test_what_the_document_tells_in_its_own_voice_is_no_statement(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The road is long,” said Grace Wanjiru.", ("Grace Wanjiru", "said", "“The road is long,”")),
        ("Grace Wanjiru said: “The road is long.”", ("Grace Wanjiru", "said", "“The road is long.”")),
        (
            "“The road is long,” said Grace Wanjiru. “It is steep.”",
            ("Grace Wanjiru", "said", "“The road is long,” … “It is steep.”"),
        ),
        (
            "“The road is long. One of the worst of all,” Rose Akello (Uganda) said in an interview.",
            ("Rose Akello (Uganda)", "said", "“The road is long. One of the worst of all,”"),
        ),
    ],
)
def test_direct_speech_belongs_to_the_verb_beside_it(text: str, expected: tuple[str, str, str]) -> None:
    assert rows(text) == [expected]


def test_a_quotation_over_paragraphs_is_one_statement_and_the_paragraph_after_it_is_none() -> None:
    text = "Grace Wanjiru said: “The road is long.\n\n“It is steep.”\n\nThe road was closed."
    assert rows(text) == [("Grace Wanjiru", "said", "“The road is long … “It is steep.”")]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "“We know the road,” Wanjiru said, but “when it rains, nobody knows it.”",
            "“We know the road,” … “when it rains, nobody knows it.”",
        ),
        ("Wanjiru scolded him: “The road was yours to build.”", "“The road was yours to build.”"),
        ("Wanjiru scolded him. The sign read “No entry here”.", "him"),
        ("Speaking in Nairobi, Wanjiru said, “Nothing at all.”", "“Nothing at all.”"),
    ],
)
def test_a_quotation_belongs_to_the_verb_that_leads_to_it(text: str, content: str) -> None:
    assert rows(text)[0][2] == content


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Wanjiru criticised the treaty with Uganda, which had cost her a year.", "the treaty with Uganda"),
        ("Wanjiru criticised the treaty that had cost her a year.", "the treaty that had cost her a year"),
        (
            "Wanjiru said the treaty, which had cost her a year, was weak.",
            "the treaty, which had cost her a year, was weak",
        ),
    ],
)
def test_what_the_document_adds_about_a_thing_spoken_of_is_no_content(text: str, content: str) -> None:
    assert rows(text)[0][2] == content


def test_each_speaker_has_their_own_quotation() -> None:
    text = "“The road is long,” Grace Wanjiru said.\n\n“It is short,” Rose Akello said."
    assert [(source, content) for source, _, content in rows(text)] == [
        ("Grace Wanjiru", "“The road is long,”"),
        ("Rose Akello", "“It is short,”"),
    ]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Grace Wanjiru said the road was “long and steep”.", "the road was “long and steep”"),
        ("Grace Wanjiru called the road “a shame for all of us” and left.", "the road “a shame for all of us”"),
    ],
)
def test_mixed_speech_keeps_its_marks(text: str, content: str) -> None:
    assert rows(text)[0][2] == content


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("According to Grace Wanjiru, the road is long.", ("Grace Wanjiru", "According to", "the road is long")),
        ("The road is long, according to police.", ("police", "according to", "The road is long")),
        (
            "The road is long, according to a statement by the Kenyan ministry.",
            ("the Kenyan ministry", "according to", "The road is long"),
        ),
        (
            "Rose Akello left.\n\nAccording to Grace Wanjiru, “it was dark. It rained.”",
            ("Grace Wanjiru", "According to", "“it was dark. It rained.”"),
        ),
    ],
)
def test_according_to_governs_its_sentence(text: str, expected: tuple[str, str, str]) -> None:
    assert rows(text) == [expected]


def test_what_goes_according_to_plan_has_no_source() -> None:
    assert rows("According to plan, the trucks came on Monday.") == []
    assert rows("According to a plan of the ministry, the trucks come on Monday.") != []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("In a statement, the Kenyan army said the road was closed.", "the Kenyan army"),
        ("A statement by the Kenyan army said the road was closed.", "the Kenyan army"),
        ("A statement issued by the Kenyan army said the road was closed.", "the Kenyan army"),
        ("An army statement said the road was closed.", "army"),
        ("Wanjiru issued a policy paper welcoming the treaty.", "Wanjiru"),
        ("Wanjiru spoke at a news conference announcing that the road was closed.", "Wanjiru"),
        ("A policy paper said the road was closed.", "A policy paper"),
        ("Wanjiru dismissed a Daily Herald report that the road was closed.", "Wanjiru"),
    ],
)
def test_a_text_speaks_for_who_issued_it(text: str, source: str) -> None:
    assert rows(text)[-1][0] == source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The deal was criticised as weak by Grace Wanjiru.", "Grace Wanjiru"),
        ("The road is bad, the ministry said.", "the ministry"),
        ("The ministry was closed after it backed the treaty.", "it"),
        ("Wanjiru, who rejected the treaty, left.", "Wanjiru, who"),
        ("Wanjiru praised Akello, comparing her to a lion.", "Wanjiru"),
    ],
)
def test_a_source_is_subject_agent_or_head_of_the_clause(text: str, source: str) -> None:
    assert rows(text)[-1][0] == source


@pytest.mark.parametrize(
    "text", ["It was reported that the trucks had arrived.", "It is feared that the trucks are lost."]
)
def test_a_passive_without_agent_names_no_source(text: str) -> None:
    (statement,) = told(page(text))
    assert (statement.source, statement.speaker) == ((), None)
    assert words(text, statement.content).startswith("that the trucks")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wanjiru refused to sign the treaty.", ("Wanjiru", "refused", "to sign the treaty")),
        ("Wanjiru urged Uganda to sign the treaty.", ("Wanjiru", "urged", "to sign the treaty")),
        ("Wanjiru called for talks on the border.", ("Wanjiru", "called", "talks on the border")),
        ("Wanjiru called on Uganda to sign.", ("Wanjiru", "called", "Uganda to sign")),
        ("Wanjiru criticised the treaty as weak.", ("Wanjiru", "criticised", "the treaty as weak")),
        ("Uganda's claim that the trucks were late was new.", ("Uganda's", "claim", "that the trucks were late")),
        ("The European reluctance to pay was clear.", ("European", "reluctance", "to pay")),
    ],
)
def test_wishes_stances_and_claims_are_statements(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in rows(text)


def test_of_nested_sources_the_chain_is_kept() -> None:
    text = "Grace Wanjiru said Rose Akello said Paul Okello said the trucks were late."
    assert chain(text) == [
        ("Grace Wanjiru", "Rose Akello said Paul Okello said the trucks were late"),
        ("Rose Akello", "Paul Okello said the trucks were late"),
        ("Paul Okello", "the trucks were late"),
    ]


def test_statements_side_by_side_are_not_nested() -> None:
    assert [s.nested for s in told(page("Kenya said Uganda had paid. Uganda said Kenya had not."))] == [(), ()]


def test_lines_headed_by_their_speakers_are_a_transcript() -> None:
    text = "LUND: The trucks are here.\n\nMORI: Not all of them.\n\nLUND: Most of them."
    assert rows(text) == [
        ("LUND", ":", "The trucks are here"),
        ("MORI", ":", "Not all of them"),
        ("LUND", ":", "Most of them"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police: trucks have arrived\n\nThe trucks came on Monday.", [("Police", ":", "trucks have arrived")]),
        ("Trucks arrive: forty of them\n\nThe trucks came on Monday.", []),
        ("The trucks came on Monday.\n\nNOTE: The road is long.", []),
        ("Wanjiru scolded him: “You lie.”", [("Wanjiru", "scolded", "“You lie.”")]),
    ],
)
def test_a_headline_speaks_where_it_opens_with_who_does(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize("text", ["Not a word.", "Said.", "“", "”", "According to", ":", "A: "])
def test_fragments_are_read_without_harm(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (f"{HOLDER} left. “It is late,” she said.", ["Grace Wanjiru"]),
        (f"Wanjiru said it was late. {HOLDER} left.", ["Grace Wanjiru"]),
        ("The Kenyan army said it was late. It said it was dark.", ["Kenyan army", "Kenyan army"]),
        ("“We are late,” the drivers said. They said it was dark.", ["drivers", "drivers"]),
        ("It was said that it was late.", [None]),
    ],
)
def test_the_speaker_is_the_source_by_its_fullest_name(text: str, speakers: list[str | None]) -> None:
    assert [s.speaker for s in told(page(text))] == speakers


def every(found: tuple[Told, ...]) -> list[Told]:
    return [s for outer in found for s in (outer, *every(outer.nested))]


MARKS = ["“", "”", '"', ", ", ". ", "\n\n", "\r\n", ":", "\u202e", "🇰🇪", "\x00"]
PIECES = [*MARKS, "he said", " Roe ", "according to ", "that it rained"]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=20).map("".join))
@settings(max_examples=60, deadline=None)
def test_whatever_the_text_spans_lie_in_it_and_in_order(text: str) -> None:
    for statement in every(told(page(text))):
        assert statement.content
        for spans in (statement.content, statement.source, statement.cue):
            assert list(spans) == sorted(spans)
            assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize("shape", ["he said, ", "Roe said ", "“Roe said.\n\n", "ROE: yes\n", "according to Roe, ", '"'])
def test_work_grows_with_the_length_of_hostile_text_and_no_faster(shape: str) -> None:
    def work(length: int) -> int:
        made = page(shape * (length // len(shape)))
        with Calls() as calls:
            told(made)
        return calls.number

    assert work(24_000) < 8 * work(6_000)


def test_the_chain_of_sources_is_cut_where_hostile_text_nests_without_end() -> None:
    depth, inner = 0, told(page("Roe said " * 200 + "it rained."))
    while inner:
        depth, inner = depth + 1, inner[0].nested
    assert depth < 20
