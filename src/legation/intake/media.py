"""Media types and the endings of file names, each told from the other by the table of formats."""

from legation.intake.formats import FORMATS, PLAIN_ENDINGS

PLAIN = "text/plain"


def media_of(name: str) -> str | None:
    """Media type that the ending of a file's name stands for; None for one that is not read."""
    name = name.lower()
    if name.endswith(PLAIN_ENDINGS):
        return PLAIN
    return next((each.media[0] for each in FORMATS if name.endswith(each.endings)), None)


def ending_of(media: str | None) -> str:
    """Ending for files of a media type, with or without parameters; `.data` for one that is not read."""
    declared = (media or PLAIN).partition(";")[0].strip().lower()
    if declared == PLAIN:
        return PLAIN_ENDINGS[0]
    return next((each.endings[0] for each in FORMATS if declared in each.media), ".data")
