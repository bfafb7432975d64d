"""What the help says of entries and stages, as values: the page and its JSON tell the same."""

from legation.nouns import Kind, Noun, Stage


class KindOfEntry(Noun):
    """One of the four, with the fields that only it has."""

    kind: Kind
    question: str
    means: str
    fields: tuple[tuple[str, str], ...]


class StageAsked(Noun):
    """A stage, by the question that tells it from the others."""

    stage: Stage
    question: str


KINDS_OF_ENTRY: tuple[KindOfEntry, ...] = (
    KindOfEntry(
        kind="commitment",
        question="Who is to do what?",
        means="Something that a party is to do, or has done, for or with another; a threat against a state is one too.",
        fields=(
            ("by", "who has to act or has acted, even where somebody else asks for it"),
            ("to", "for whom"),
            ("what", "the thing, in the words of the text"),
            ("stage", "how far it has come, as far as this one document says"),
            ("area", "its field, such as energy or trade"),
            ("quantities", "how much, with its unit"),
            ("due", "when it was promised for"),
            ("awaits", "for whom the text says that everything waits"),
        ),
    ),
    KindOfEntry(
        kind="meeting",
        question="Who meets whom?",
        means="One encounter of two parties or more.",
        fields=(
            ("actors", "the parties that meet"),
            ("people", "who came for them"),
            ("form", "visit, talks, call, summit, session of a standing body, joint press conference or ceremony"),
            ("status", "held, planned or cancelled"),
            ("place", "where"),
        ),
    ),
    KindOfEntry(
        kind="figure",
        question="What is measured?",
        means="A number about the world, such as trade, output or a price. What is promised belongs to a commitment.",
        fields=(
            ("what", "what is measured"),
            ("value, unit", "how much"),
            ("change", "whether it is a level, an increase, a decrease or a share"),
            ("actors", "whose figure it is"),
        ),
    ),
    KindOfEntry(
        kind="position",
        question="Who takes which stand?",
        means="A stance on something.",
        fields=(
            ("by", "who holds it"),
            ("toward", "what it is about"),
            ("to", "whom it is addressed to, or is about"),
            ("polarity", "for it, against it, worried by it, or urging others to act"),
        ),
    ),
)
COMMON_FIELDS: tuple[tuple[str, str], ...] = (
    ("evidence", "the clause that says it, word for word"),
    ("speaker", "on whose word it is told; nobody where the document itself tells it"),
    ("speaker for", "the parties for whom the speaker speaks"),
    ("date", "when it happened or is to happen; empty where the document leaves it open"),
    ("chance", "how likely it is that a person would enter it too, by the reader that proposed it"),
)
STAGES_ASKED: tuple[StageAsked, ...] = (
    StageAsked(stage="sought", question="Does someone want it from a party that has yet to say anything?"),
    StageAsked(stage="offered", question="Does the party that would act show itself willing, without binding itself?"),
    StageAsked(stage="discussed", question="Do the parties speak about it, and no more?"),
    StageAsked(stage="pledged", question="Does the party that is to act bind itself, alone?"),
    StageAsked(stage="agreed", question="Do the parties want it together, with nothing signed?"),
    StageAsked(stage="signed", question="Is there a paper: signed, ratified, registered, awarded, passed?"),
    StageAsked(stage="underway", question="Has someone begun, or is part of it finished?"),
    StageAsked(stage="done", question="Is it carried out?"),
    StageAsked(stage="stalled", question="Does it stand still: put off, suspended, waiting?"),
    StageAsked(stage="dropped", question="Has someone said no to it, or called it off?"),
)
