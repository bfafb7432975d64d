"""What is plain of two mentions without weighing everything: it may never rule out what weighing would tie."""

from hypothesis import given
from hypothesis import strategies as st

from legation.ledger.linking.kinship import FLOOR, chance, hopeless
from legation.ledger.linking.traits import Profile, Traits
from legation.nouns import Area

PARTIES = ("EST", "NOR", "MRT", "USA", "GMB")
STEMS = ("cabl", "storm", "pipelin", "wool", "zinc", "frost", "agre")
AREAS: tuple[Area, ...] = ("energy", "trade", "finance")


def _some(of: tuple[str, ...], *, least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(of), min_size=least).map(lambda found: tuple(sorted(found)))


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """What a document may say, few words of which are in no other."""
    words = draw(_some(STEMS))
    return Profile(
        size=draw(st.integers(1, 4)),
        parties=draw(_some(PARTIES)),
        by=draw(_some(PARTIES)),
        cast=draw(_some(PARTIES)),
        areas={area: draw(st.sampled_from([0.5, 1.0])) for area in draw(st.sets(st.sampled_from(AREAS)))},
        words={stem: stem for stem in words},
        thing=draw(_some(words)) if words else (),
        proper=draw(_some(words)) if words else (),
        phrases=draw(_some(tuple(f"{one} {other}" for one in STEMS for other in STEMS if one < other))),
        names=draw(_some(("frost", "north south"))),
        amounts=tuple(sorted(draw(st.sets(st.sampled_from([("USD", 1.0), ("USD", 2.0), ("ship", 3.0)]))))),
        dues=draw(_some(("2024", "2025"))),
    )


def _traits(document: str, profile: Profile) -> Traits:
    return Traits(
        key=f"e-{document}", document=document, day="2024-01-01", start=0, parties=profile.parties,
        group=f"e-{document}", profile=profile,
    )  # fmt: skip


@given(profiles(), profiles())
def test_what_is_plain_is_below_the_chance_of_a_tie(one: Profile, other: Profile) -> None:
    later, earlier = _traits("b", one), _traits("a", other)
    assert not hopeless(later, earlier) or chance(later, earlier) < FLOOR


def test_other_parties_and_another_name_without_a_word_in_common_are_plain() -> None:
    def of(name: str, word: str, *parties: str) -> Traits:
        said = Profile(
            size=1, parties=parties, by=parties[:1], cast=parties, areas={"energy": 1.0}, words={word: word},
            thing=(word,), proper=(), phrases=(), names=(name,), amounts=(), dues=(),
        )  # fmt: skip
        return _traits(name, said)

    assert hopeless(of("frost", "cabl", "EST", "NOR"), of("amber", "pipelin", "EST", "USA"))
    assert not hopeless(of("frost", "cabl", "EST", "NOR"), of("frost", "pipelin", "EST", "USA"))
