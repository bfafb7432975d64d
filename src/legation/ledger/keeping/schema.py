"""The tables of a ledger.

What is on record is only ever added to: each row has its time, and a newer reading stands beside the older.

`documents`  the bytes as received, by their hash, with the text read out of them
`places`     where and when a document was published
`readings`   what a reader of a certain version put on the record of a document, whole, in one pack (see `packing`)
`decisions`  what reviewers decided, by whom, when and why
`series`     reference figures that users added to those that are shipped, a file a row

What is derived from these is kept so that nobody waits for it; `legation check` compares it with its source:

`shown`      of each document: its place of publication and reading in force, and the facts of its entries
`lines`      its entries in force, one row each, with the matter that each commitment was laid to
`grounds`    which lines involve a party, or two parties together
`keys`       which commitments share a word or name by which they are looked up
`ties`       which earlier commitments a commitment may be of one matter with
`piles`      commitments laid together; a pile that turned out to be of another's matter names it, and since when
`proposals`  what may be one matter but is for a reviewer to say
`named`      every party that an entry in force has named
`dealings`   how often each document tells of two parties together, by area: meetings and undertakings
`formerly`   commitments that were proposed and are not in force, so that their ids lead on
`sketches`   a few numbers of each document by which others that share its words are found
`copies`     which documents are copies, cuts, updates or corrections of which

What is neither, and may change, is the office: who may use the ledger, and what each of them keeps there.

`accounts`     who may sign in, in which role; nobody needs one on a ledger that serves one machine alone
`sessions`     who is signed in, by the hash of what their browser holds
`tokens`       what programs sign in with, by its hash
`guesses`      wrong passwords of late, by the name that was typed
`preferences`  what a person, or for nobody by name the whole office, has chosen
`saved`        searches that a person follows
`arrivals`     what was handed in to be read: waiting, kept, or failed and why
`watched`      feeds, pages and folders that are looked at again and again, and when next
`seen`         what was found there already
`robots`       what sites ask of programs, as of the last time that they were asked

Ids are hexadecimal digits of hashes; in derived tables they stand as the numbers of their digits. `ord` is a place in
the order in which documents became known (see `order`). A change here is a new revision in `migrations/versions`, and
`HEAD` names the newest. Texts and bytes are kept pressed (see `pressing`), texts as UTF-8, so that a lone NUL passes
through PostgreSQL as well.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
)

from legation.ledger.keeping.anytext import AnyText
from legation.nouns import Kind, Relation

HEAD = "0004"
APPLICATION_ID = 0x4C656761  # "Lega" in the header of the file tells a ledger from any other SQLite database

metadata = MetaData()

documents = Table(
    "documents",
    metadata,
    Column("id", String(71), primary_key=True),
    Column("raw", LargeBinary, nullable=False),
    Column("text", LargeBinary, nullable=False),  # empty where it is `raw` decoded from UTF-8
    Column("added", DateTime, nullable=False, index=True),  # UTC, as all times here
)

places = Table(
    "places",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False, index=True),
    Column("name", AnyText(), nullable=False, index=True),
    Column("source", AnyText()),
    Column("date", String(10)),
    Column("dateline", AnyText()),
    Column("language", String(8)),
    Column("added", DateTime, nullable=False),
    Column("title", AnyText()),
    Column("url", AnyText()),
)

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("reader", AnyText(), nullable=False),
    Column("added", DateTime, nullable=False),
    Column("entries", LargeBinary, nullable=False),
    Index("ix_readings_document_id", "document_id", "reader"),  # not unique: a reader may have the last word again
)

decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String(13), nullable=False, unique=True),  # "d" and 12 hex digits, of all that it says
    Column("document_id", String(71), nullable=False, index=True),  # may be one that this ledger has yet to receive
    Column("entry", String(13), nullable=False, index=True),
    Column("other_id", String(71), index=True),  # document of the other entry, in a decision about two
    Column("other", String(13), index=True),  # that entry
    Column("made", DateTime, nullable=False),
    Column("json", LargeBinary, nullable=False),
)

series = Table(
    "series",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("added", DateTime, nullable=False),
    Column("by", AnyText(), nullable=False),
    Column("data", LargeBinary, nullable=False),
)

KINDS: tuple[Kind, ...] = (
    "meeting",
    "commitment",
    "figure",
    "position",
)  # as numbers in `lines` and `grounds`; only ever added to

RELATIONS: tuple[Relation, ...] = ("copy", "shortened", "updated", "corrected")  # as numbers in `copies`

shown = Table(
    "shown",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False, unique=True),
    Column("place_id", ForeignKey("places.id"), nullable=False),
    Column("reading_id", ForeignKey("readings.id"), nullable=False),
    Column("known", String(10), nullable=False),  # day of publication, else the day on which it was added
    Column("ord", BigInteger, nullable=False),
    Column("entries", Integer, nullable=False),  # how many are in force
    Column("meetings", Integer, nullable=False),  # how many of these report a meeting
    Column("shingles", Integer, nullable=False),  # how many different ones its text has
    Column("facts", LargeBinary, nullable=False),  # packed: parties of each line, and the traits of its commitments
    Column("said", LargeBinary, nullable=False),  # packed: what each line says, as it is in the index of words
)

Index("ix_shown_ord", shown.c.ord, shown.c.entries, shown.c.meetings)  # counts are read off it

lines = Table(
    "lines",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", ForeignKey("shown.number"), nullable=False, index=True),
    Column("place", Integer, nullable=False),  # order in the document
    Column("entry", BigInteger, nullable=False, index=True),
    Column("kind", SmallInteger, nullable=False),
    Column("stage", SmallInteger),
    Column("areas", Integer, nullable=False),  # a bit for each, in the order of `nouns.Area`
    Column("ord", BigInteger, nullable=False),
    Column("pile", BigInteger),
    Column("due", Integer),  # last day that a commitment was promised for, as `date.toordinal` counts
    Column("day", Integer),  # first day that a meeting can be on, and the last; none where these are a year apart
    Column("till", Integer),
    sqlite_autoincrement=True,  # no number is given twice
)
Index("ix_lines_due", lines.c.due, sqlite_where=lines.c.due.is_not(None), postgresql_where=lines.c.due.is_not(None))
Index(
    "ix_lines_day",
    lines.c.day,
    lines.c.till,
    lines.c.ord,
    sqlite_where=lines.c.day.is_not(None),
    postgresql_where=lines.c.day.is_not(None),
)
Index("ix_lines_pile", lines.c.pile, sqlite_where=lines.c.pile.is_not(None), postgresql_where=lines.c.pile.is_not(None))

grounds = Table(
    "grounds",
    metadata,
    Column("ground", BigInteger, primary_key=True),
    Column("kind", SmallInteger, primary_key=True),
    Column("ord", BigInteger, primary_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

keys = Table(
    "keys",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("ord", BigInteger, primary_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

ties = Table(
    "ties",
    metadata,
    Column("later", Integer, primary_key=True, autoincrement=False),
    Column("earlier", Integer, primary_key=True, autoincrement=False),
    Column("chance", Integer, nullable=False),  # in millionths
    sqlite_with_rowid=False,
)
Index("ix_ties_earlier", ties.c.earlier)

piles = Table(
    "piles",
    metadata,
    Column("pile", BigInteger, primary_key=True, autoincrement=False),  # number of its first entry
    Column("root", BigInteger, nullable=False, index=True),  # the pile that names its matter; itself for most
    Column("into", BigInteger),  # the pile that it was found to be of one matter with
    Column("since", BigInteger),  # ord of the document that showed it
    Column("first", BigInteger, nullable=False),  # ord
    Column("last", BigInteger, nullable=False),  # ord
    Column("summary", LargeBinary, nullable=False),  # packed: what a further commitment is held against
)

pile_grounds = Table(
    "pile_grounds",
    metadata,
    Column("ground", BigInteger, primary_key=True),
    Column("last", BigInteger, primary_key=True),
    Column("pile", BigInteger, primary_key=True, autoincrement=False),  # a root
    sqlite_with_rowid=False,
)

proposals = Table(
    "proposals",
    metadata,
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("pile", BigInteger, primary_key=True, autoincrement=False),
    Column("chance", Integer, nullable=False),  # in millionths
    sqlite_with_rowid=False,
)

dealings = Table(
    "dealings",
    metadata,
    Column("ord", BigInteger, primary_key=True),
    Column("number", ForeignKey("shown.number"), primary_key=True, autoincrement=False),
    Column("one", AnyText(), primary_key=True),
    Column("other", AnyText(), primary_key=True),  # after `one` in order
    Column("areas", Integer, primary_key=True, autoincrement=False),  # as in `lines`; 0 for meetings
    Column("meetings", Integer, nullable=False),  # lines of them
    Column("undertakings", Integer, nullable=False),
    sqlite_with_rowid=False,
)

named = Table("named", metadata, Column("party", AnyText(), primary_key=True))

formerly = Table(
    "formerly",
    metadata,
    Column("entry", BigInteger, primary_key=True, autoincrement=False),
    Column("number", ForeignKey("shown.number"), nullable=False, index=True),
    Column("start", Integer, nullable=False),  # of its main evidence
)

sketches = Table(
    "sketches",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),  # on which it became known, by `date.toordinal`
    Column("number", ForeignKey("shown.number"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

copies = Table(
    "copies",
    metadata,
    Column("later", BigInteger, primary_key=True, autoincrement=False),  # ord
    Column("earlier", BigInteger, primary_key=True, autoincrement=False),  # ord; of one day it may be the higher one
    Column("relation", SmallInteger, nullable=False),  # of the later one to the earlier
    sqlite_with_rowid=False,
)
Index("ix_copies_earlier", copies.c.earlier)

accounts = Table(
    "accounts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("name", AnyText(), nullable=False, unique=True),
    Column("role", String(8), nullable=False),
    Column("password", String(200), nullable=False),  # as Argon2id hashes it, with its salt and cost
    Column("added", DateTime, nullable=False),
    Column("disabled", Boolean, nullable=False, default=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),  # SHA-256, hex
    Column("account", ForeignKey("accounts.number"), nullable=False, index=True),
    Column("begun", DateTime, nullable=False),
    Column("until", DateTime, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("account", ForeignKey("accounts.number"), nullable=False, index=True),
    Column("name", AnyText(), nullable=False),  # what its owner calls it
    Column("scope", String(8), nullable=False),  # the role that it gives at most
    Column("made", DateTime, nullable=False),
    Column("until", DateTime, nullable=False),
    Column("revoked", Boolean, nullable=False, default=False),
)

guesses = Table(
    "guesses",
    metadata,
    Column("name", AnyText(), primary_key=True),
    Column("failed", Integer, nullable=False),
    Column("last", DateTime, nullable=False),
)

preferences = Table(
    "preferences",
    metadata,
    Column("who", AnyText(), primary_key=True),  # empty: the whole office
    Column("name", String(40), primary_key=True),
    Column("value", AnyText(), nullable=False),
)

saved = Table(
    "saved",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("who", AnyText(), nullable=False, index=True),
    Column("title", AnyText(), nullable=False),
    Column("query", AnyText(), nullable=False),  # as in the address of the search
    Column("made", DateTime, nullable=False),
)

arrivals = Table(
    "arrivals",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("name", AnyText(), nullable=False),
    Column("url", AnyText()),  # where it is to be fetched from
    Column("raw", LargeBinary),  # as received, pressed; gone once it is kept as a document
    Column("date", String(10)),
    Column("source", AnyText()),
    Column("who", AnyText(), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("state", String(8), nullable=False, index=True),  # waiting, reading, kept, failed
    Column("since", DateTime, nullable=False),  # when it came to that
    Column("reason", AnyText()),  # why it failed
    Column("document_id", String(71)),
    Column("entries", Integer),
    Column("known", Boolean),  # whether the document had been kept before
    Column("media", String(100)),  # media type, as declared or as the name of the file has it
    Column("title", AnyText()),
    Column("origin", AnyText()),  # where it came from, for a person: a path, or its place in an archive
    Column("parts", Integer),  # how many documents were found in it, where it holds several
    Column("within", Integer),  # number of the arrival that it was found in
    Column("digest", String(64)),  # SHA-256 of its bytes, hex
    sqlite_autoincrement=True,  # what is struck off leaves its number behind: no page means another by it
)

watched = Table(
    "watched",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", String(8), nullable=False),  # feed, page, folder
    Column("place", AnyText(), nullable=False, unique=True),  # URL or path
    Column("checked", DateTime, nullable=False),  # when it was last looked at
    Column("due", DateTime, nullable=False),  # when it is to be looked at again
    Column("failed", Integer, nullable=False),  # how often in a row that did not work
    Column("reason", AnyText()),  # why not
    Column("etag", AnyText()),  # by these a server tells whether there is anything new
    Column("modified", AnyText()),
)

seen = Table(
    "seen",
    metadata,
    Column("watched", ForeignKey("watched.number"), primary_key=True),
    Column("item", AnyText(), primary_key=True),  # id or URL of an item, name of a file
    Column("mark", AnyText()),  # of a file: size, time and hash, by which a change shows
    Column("tries", Integer, nullable=False),  # how often it failed and is to be tried again; 0: settled
    Column("at", DateTime, nullable=False),
)

robots = Table(
    "robots",
    metadata,
    Column("site", AnyText(), primary_key=True),  # scheme, host and port
    Column("at", DateTime, nullable=False),
    Column("status", String(8), nullable=False),  # given; none: everything may be asked for; unknown: nothing for now
    Column("rules", LargeBinary, nullable=False),  # pressed: the file as it came
)

RECORD = (documents, places, readings, decisions, series)
DERIVED = (
    copies,
    sketches,
    dealings,
    formerly,
    proposals,
    pile_grounds,
    piles,
    ties,
    keys,
    grounds,
    lines,
    shown,
    named,
)
OFFICE = (accounts, sessions, tokens, guesses, preferences, saved, arrivals, watched, seen, robots)
