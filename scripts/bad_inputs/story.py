"""The harmless story that bad inputs are wrapped around; of our own invention."""

SENTENCE = "Norway pledged 30 million euros to Moldova for a hydropower plant near Soroca, the ministry said on Monday."
STORY = "\n\n".join(
    (
        f"CHISINAU: {SENTENCE}",
        "The two energy ministers had met in Chisinau on Sunday and agreed to sign the contract in the autumn.",
        "The plant is to be finished by 2029, and Moldova asked Norway to train its engineers until then.",
    )
)
PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in STORY.split("\n\n"))
