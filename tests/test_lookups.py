"""Questions that lead to one another are answered once, in bounded depth."""

from legation.reading.lookups import Lookups


def test_a_question_is_answered_once() -> None:
    answers = iter(("KEN", "UGA"))
    lookups = Lookups()
    assert [lookups.ask(("one", 7), lambda: next(answers), "") for _ in range(3)] == ["KEN"] * 3


def test_two_questions_of_one_token_are_two() -> None:
    lookups = Lookups()
    assert lookups.ask(("one", 7), lambda: "KEN", "") == "KEN"
    assert lookups.ask(("it", 7), lambda: "UGA", "") == "UGA"


def test_a_question_that_leads_back_to_itself_has_no_answer_there() -> None:
    lookups = Lookups()

    def first() -> str:
        return "first, " + lookups.ask(("one", 2), second, "?")

    def second() -> str:
        return "second, " + lookups.ask(("one", 1), first, "nobody")

    assert lookups.ask(("one", 1), first, "?") == "first, second, nobody"


def test_what_was_cut_short_within_one_question_is_asked_anew_by_the_next() -> None:
    lookups = Lookups()

    def first() -> str:
        return "first " + lookups.ask(("one", 2), second, "")

    def second() -> str:
        return "second " + lookups.ask(("one", 1), first, "")

    assert lookups.ask(("one", 1), first, "") == "first second "
    assert lookups.ask(("one", 2), second, "") == "second first second "


def test_a_chain_too_long_to_follow_ends_without_an_answer_and_without_an_error() -> None:
    lookups = Lookups()

    def back(i: int) -> int:
        return 1 + lookups.ask(("it", i - 1), lambda: back(i - 1), 0)

    assert 10 < back(10_000) < 100


def test_a_chain_asked_from_its_beginning_is_followed_to_any_length() -> None:
    lookups = Lookups()

    def back(i: int) -> str:
        return lookups.ask(("it", i), lambda: back(i - 1) if i else "KEN", "")

    assert {back(i) for i in range(5_000)} == {"KEN"}


def test_branches_that_meet_again_are_followed_once() -> None:
    lookups = Lookups()
    steps: list[int] = []

    def back(i: int) -> int:
        steps.append(i)
        for step in (1, 2, 3, 4):
            if i - step >= 0:
                lookups.ask(("it", i - step), lambda i=i, step=step: back(i - step), 0)  # type: ignore[misc]
        return 0

    lookups.ask(("it", 35), lambda: back(35), 0)
    assert len(steps) == 36
