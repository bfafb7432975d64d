"""A ZIP archive: each file in it that holds a document, by name. A name is what messages call it, and never a path."""

import io
import stat
import zipfile
from collections.abc import Iterator
from pathlib import PureWindowsPath
from typing import BinaryIO, cast

from legation.errors import BrokenFile, InputError, LimitReached, TooLarge
from legation.intake.budget import Budget
from legation.intake.formats import HEAD, format_of
from legation.intake.formats.parts import damaged, documents_of
from legation.intake.formats.unpacked import DAMAGE, Unpacked
from legation.intake.piece import Damaged, Given, Piece, too_large

_MEMBERS = 100_000
_UNPACKED = 2_000_000_000  # bytes of all files together, as they come out and not as the archive declares
_HELD = 100_000_000  # bytes of an archive in the archive, or a Parquet file: both have to be in memory
_STREAMED = frozenset({"jsonl", "jsonfile", "mailbox", "csvtable", "warc", "gzipped"})


def pieces(given: Given) -> Iterator[Piece | Damaged]:
    """Give the documents of each file in the archive. Raises BrokenFile, or LimitReached for a bomb."""
    try:
        archive = zipfile.ZipFile(given.stream)
    except (*DAMAGE, OSError) as error:
        raise BrokenFile(f"{given.name}: a ZIP archive that is damaged or cut short; get it anew") from error
    members = [member for member in archive.infolist() if _is_document(member)]
    if len(members) > _MEMBERS:
        raise LimitReached(f"{given.name}: holds more than {_MEMBERS:,} files; unpack it and take in what is in it")
    budget = given.budget or Budget(given.name, _UNPACKED)
    given = given._replace(budget=budget)
    for member in sorted(members, key=lambda member: member.filename):
        label, called = f"{given.name}, {member.filename}", PureWindowsPath(member.filename).stem or member.filename
        if member.flag_bits & 1:
            reason = f"{label}: locked with a password; unpack the archive and take in what is in it"
            yield damaged(BrokenFile(reason), label, called)
            continue
        try:
            part = _part(archive, member, label, given.most, budget)
        except InputError as error:
            if budget.spent:
                raise
            yield damaged(error, label, called)
            continue
        yield from documents_of(given, part, label, called)
        budget.check()


def _part(archive: zipfile.ZipFile, member: zipfile.ZipInfo, label: str, most: int, budget: Budget) -> bytes | BinaryIO:
    """Bytes of a file, or a stream where it is one of many documents. Raises InputError."""
    try:
        inside = cast("BinaryIO", archive.open(member))
    except (*DAMAGE, OSError) as error:
        raise BrokenFile(f"{label}: cannot be had out of the archive ({str(error)[:100]})") from error
    stream = io.BufferedReader(Unpacked(inside, budget, f"{label}: damaged in the archive; get the archive anew"))
    head = stream.read(HEAD)
    found = format_of(head, member.filename)
    module = found.module if found is not None else None
    if module in _STREAMED:
        stream.seek(0)
        return cast("BinaryIO", stream)
    with stream:
        limit = _HELD if module in {"archive", "parquet"} else most
        raw = head + stream.read(max(limit + 1 - len(head), 0))
    if len(raw) > limit:
        raise TooLarge(too_large(label, limit, None))
    return raw


def _is_document(member: zipfile.ZipInfo) -> bool:
    """Whether a file is one that a person put there: no folder, no link, and nothing that a system leaves behind."""
    name = member.filename
    last = PureWindowsPath(name).name
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    return not (name.endswith("/") or name.startswith("__MACOSX/") or last.startswith(".") or is_link) and bool(last)
