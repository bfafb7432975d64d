"""What a person may be called here, and when two names are one."""

import unicodedata

from legation.errors import AccountRefused

LONGEST = 80  # characters
_LONGEST_LOOKED_AT = 4 * LONGEST  # to compose endless marks takes time in the square of their number

# Letters and marks that Python counts as printable and that show nothing (Unicode's Default_Ignorable_Code_Point, and
# the empty pattern of Braille): with them two names would look alike.
_INVISIBLE = frozenset(
    map(chr, (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, *range(0xFE00, 0xFE10)))
) | frozenset(map(chr, range(0xE0100, 0xE01F0)))


def checked_name(typed: str, of: str = "name") -> str:
    """Name as it is kept: in NFC, without white space around it, single spaces in it.

    Raises AccountRefused where nothing is left, it is longer than 80 characters, or has some that cannot be seen.
    """
    if len(typed) > _LONGEST_LOOKED_AT:
        raise AccountRefused(f"the {of} has {len(typed):,} characters: {LONGEST} are the most")
    name = " ".join(part for part in unicodedata.normalize("NFC", typed).strip().split(" ") if part)
    if not any(character.isalnum() for character in name):
        raise AccountRefused(f"the {of} is empty, or has neither letters nor digits: give one that can be read")
    if len(name) > LONGEST:
        raise AccountRefused(f"the {of} has {len(name):,} characters: {LONGEST} are the most")
    if hidden := [character for character in name if not character.isprintable() or character in _INVISIBLE]:
        raise AccountRefused(f"the {of} has a character that cannot be seen (U+{ord(hidden[0]):04X}): leave it out")
    return name


def folded(name: str) -> str:
    """Name as it is compared, whatever its case, width or composition: equal for names that are taken for one.

    It is the compatibility caseless matching of the Unicode Standard (section 3.13, D146), white space aside.
    """
    if len(name) > _LONGEST_LOOKED_AT:  # nobody's
        return name
    once = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", name).casefold())
    return " ".join(unicodedata.normalize("NFKC", once.casefold()).split())
