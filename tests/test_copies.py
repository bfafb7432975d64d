"""One story in several papers is one; reports after one pattern are not."""

import json
import os
from itertools import permutations
from pathlib import Path
from random import Random
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.ledger.copies.edition import edition_of
from legation.ledger.copies.groups import copies_among, together
from legation.ledger.copies.kinds import Copy, copy_of
from legation.ledger.copies.shingles import body, shingles_of, words_of
from legation.ledger.copies.sketch import KEYS, may_be_copies, sketch_of
from legation.nouns import Document

SHARED = Path(os.environ.get("LEGATION_SHARED", Path(__file__).resolve().parents[2] / "shared"))

STORY = (
    "Norway and Estonia agreed on Tuesday to lay a second power cable under the Baltic Sea, officials of both "
    "countries said after two days of talks in Oslo. The cable is to carry 700 megawatts and to be finished by 2027. "
    "Energy Minister Kari Lund told reporters that Norway would lend 120 million euros for the survey of the seabed. "
    "Her colleague Mart Kask said that the first tender would be called before the summer, once parliament in Tallinn "
    "had approved the loan. Environmental groups have asked both governments to publish the route of the cable first. "
    "Fishermen on the island of Saaremaa fear that the works will close their grounds for two seasons, and want to be "
    "paid for it. Mr Kask promised that nobody would be worse off, and that the harbour of Roomassaare would be "
    "dredged at the expense of the builders. The older cable, laid in 2006, was cut by an anchor last winter and took "
    "five months to mend."
)
MORE = (
    " In Helsinki the Finnish foreign ministry welcomed the plan, and said that Finland would study whether a branch "
    "of the cable could reach the coast near Hanko. A spokesman added that no money had been set aside for it so far."
)


def document(
    text: str,
    name: str = "one",
    *,
    date: str | None = "2021-03-02",
    source: str | None = None,
    title: str | None = None,
) -> Document:
    return Document(id=f"sha256:{name}", name=name, text=text, date=date, source=source, title=title)


def between(earlier: Document, later: Document) -> Copy | None:
    return copy_of(edition_of(earlier), edition_of(later))


def relation(earlier: Document, later: Document) -> str | None:
    found = between(earlier, later)
    assert found is None or (found.earlier, found.later) == (earlier.id, later.id)
    return found.relation if found else None


def test_a_report_of_which_another_paper_changed_some_words_is_a_copy() -> None:
    printed = "By Our Correspondent\n\n" + STORY.replace("agreed on Tuesday", "have agreed").replace(
        "paid", "compensated"
    )
    wire = "OSLO, March 2 (Baltic Wire) -- " + STORY
    assert relation(document(wire, source="Baltic Wire"), document(printed, "two", source="Reval Courier")) == "copy"


def test_what_the_publisher_put_before_a_report_is_not_of_the_story() -> None:
    headed = f"date 2021-03-02 Ag Baltic Wire\n\nBy Liis Tamm and Ola Berg\n\nOSLO, March 2: {STORY}"
    assert body(headed).strip() == STORY
    assert body(STORY) == STORY


def test_a_report_that_goes_on_is_an_update_of_what_it_contains() -> None:
    assert relation(document(STORY), document(STORY + MORE, "two")) == "updated"


def test_what_another_paper_left_out_makes_a_shortened_copy() -> None:
    cut = STORY[: STORY.index(" Environmental")]
    wire, courier = document(STORY, source="Baltic Wire"), document(cut, "two", source="Reval Courier")
    assert relation(wire, courier) == "shortened"


def test_a_number_put_right_on_the_same_day_makes_a_correction() -> None:
    assert relation(
        document(STORY), document(STORY.replace("120 million", "102 million"), "two", date="2021-03-03")
    ) == ("corrected")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("CORRECTED-Norway and Estonia agree on cable", STORY),
        ("REFILE-Norway and Estonia agree on cable", STORY),
        ("Norway and Estonia agree on cable", "(Corrects name of harbour in last paragraph)\n\n" + STORY),
        ("Ministers stead officials. Here is a corrected repetition", STORY),
    ],
)
def test_what_says_that_it_corrects_is_a_correction_of_what_came_on_the_same_day(title: str, text: str) -> None:
    first = document(STORY.replace("officials", "ministers"), "zz")
    assert relation(first, document(text, "aa", title=title)) == "corrected"


def test_a_correction_of_the_market_is_no_correction_of_the_report() -> None:
    market = "Shares fell in the sharpest correction of the year. " + STORY
    assert relation(document(market), document(market, "two", date="2021-03-03")) == "copy"


NOTICE = (
    "The central bank of {a} said on {day} that it had sold {n} million crowns of short-term paper to local banks at "
    "an average yield of {y} percent, against {z} percent at the sale before. Bids came to {m} million crowns. It "
    "falls due in three months. The bank sells such paper every week to take up what the banks hold beyond what they "
    "need, and told the market that it would do so for as long as prices rise faster than its aim of two percent a "
    "year. Traders said that demand had been in line with what they had expected before the sale."
)


def notice(name: str, date: str, **fields: object) -> Document:
    return document(NOTICE.format(**fields), name, date=date)


def test_a_market_report_of_another_day_with_other_numbers_is_another_report() -> None:
    one = notice("one", "2021-03-02", a="Estonia", day="Tuesday", n=120, y=1.25, z=1.31, m=340)
    other = notice("two", "2021-03-09", a="Estonia", day="Tuesday", n=95, y=1.18, z=1.25, m=210)
    assert between(one, other) is None


def test_a_release_about_another_firm_is_another_release() -> None:
    pattern = STORY.replace("Norway", "{f}").replace("Estonia", "{f}") + " {f} {f} {f}"
    one = document(pattern.replace("{f}", "Halvorsen"), "one")
    other = document(pattern.replace("{f}", "Peterson").replace("Tuesday", "Monday"), "two")
    cut = other.model_copy(update={"text": other.text.replace("Oslo", "Bergen").replace("reporters", "journalists")})
    assert between(one, cut) is None


def test_the_same_words_are_one_story_however_long_after() -> None:
    assert relation(document(STORY), document(STORY, "two", date="2022-11-02")) == "copy"
    changed = STORY.replace("two seasons", "a season")
    assert between(document(STORY), document(changed, "two", date="2022-11-02")) is None


def test_a_story_that_is_a_small_part_of_a_digest_is_not_the_digest() -> None:
    random = Random(4)  # noqa: S311 - made-up words
    digest = STORY + " " + " ".join(f"word{random.randrange(5000)}" for _ in range(900))
    assert between(document(STORY), document(digest, "two")) is None


SOME_WORDS = ("lend", "build", "sign", "12", "40", "Oslo", "Tallinn", "cable", "the", "of", "and", "will")
texts = st.lists(st.sampled_from(SOME_WORDS), max_size=40).map(" ".join)
documents = st.builds(
    document,
    texts,
    st.text("abcdef", min_size=1, max_size=4),
    date=st.sampled_from([None, "2021-03-01", "2021-03-02", "2021-03-20"]),
    source=st.sampled_from([None, "Baltic Wire", "Reval Courier"]),
    title=st.sampled_from([None, "CORRECTED-Cable", "UPDATE 1-Cable"]),
)


@given(one=documents, other=documents)
def test_what_two_documents_are_of_each_other_does_not_depend_on_which_is_asked_first(
    one: Document, other: Document
) -> None:
    assert between(one, other) == between(other, one)


@given(one=documents)
def test_every_text_but_a_line_or_two_is_a_copy_of_itself_under_another_name(one: Document) -> None:
    again = one.model_copy(update={"id": one.id + "~"})
    found = between(one, again)
    assert (found is None) == (len(shingles_of(words_of(body(one.text)))) < KEYS)


@given(st.lists(documents, max_size=5, unique_by=lambda each: each.id))
def test_groups_are_the_same_in_any_order(given_: list[Document]) -> None:
    editions = [edition_of(each) for each in given_]
    for order in list(permutations(editions))[:6]:
        assert set(copies_among(list(order))) == set(copies_among(editions))


def test_groups_hang_together_by_what_lies_between() -> None:
    assert together([("a", "b"), ("c", "d"), ("b", "c"), ("e", "f")]) == [["a", "b", "c", "d"], ["e", "f"]]


@given(st.lists(st.text(min_size=1, max_size=6), max_size=12))
def test_a_shingle_is_the_checksum_of_five_words_in_a_row(words: list[str]) -> None:
    plain = [word.casefold().encode() for word in words]
    rows = [plain[at : at + 5] for at in range(max(len(plain) - 4, 1))] if plain else []
    assert shingles_of(words) == {crc32(b" ".join(row)) for row in rows}


def test_a_sketch_finds_a_short_text_in_one_three_times_as_long() -> None:
    random = Random(1997)  # noqa: S311 - made-up texts
    found = 0
    for _ in range(500):
        shorter = random.sample(range(2**32), 300)
        longer = [*shorter[:240], *random.sample(range(2**32), 660)]
        common = sketch_of(shorter) & sketch_of(longer)
        found += bool(common) and may_be_copies(len(common), len(shorter), len(longer))
    assert found >= 490


def test_a_sketch_is_small_and_of_numbers_that_a_database_takes() -> None:
    keys = sketch_of(shingles_of(words_of(STORY)))
    assert len(keys) == KEYS
    assert all(-(2**31) <= key < 2**31 for key in keys)
    assert sketch_of(shingles_of([])) == frozenset()


@pytest.mark.skipif(not (SHARED / "intake/dups.json").exists(), reason="../shared is not there")
def test_real_groups_are_found_and_real_look_alikes_are_not() -> None:
    groups = json.loads((SHARED / "intake/dups.json").read_text("utf-8"))["groups"]
    members = {Path(m["file"]).stem: (g["group"], m) for g in groups for m in g["members"]}
    given_ = [
        document((SHARED / "intake" / m["file"]).read_text("utf-8"), name, date=m["date"], source=m["publisher"])
        for name, (_, m) in members.items()
    ]
    stories = (SHARED / "bulk/stories.jsonl").read_text("utf-8").splitlines()
    pool = [json.loads(line) for line in stories[::4]]
    given_ += [document(story["text"], story["id"], date=story["date"], title=story["title"]) for story in pool]
    found = list(copies_among([edition_of(each) for each in given_]))
    named = {(one.earlier.removeprefix("sha256:"), one.later.removeprefix("sha256:")) for one in found}
    true = {
        frozenset((one, other))
        for one, (group, _) in members.items()
        for other, (same, _) in members.items()
        if one < other and group == same
    }
    assert true <= {frozenset(pair) for pair in named}
    assert not any(members[a][0] != members[b][0] for a, b in named if a in members and b in members)
    assert len(named) <= len(true) + 8  # the pool has a few copies of its own
