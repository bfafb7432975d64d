"""Matters that move money as activities of IATI 2.03, by a secondary reporter: one who tells of the doings of others.

A matter is an activity where its balance counts money that was promised or delivered; goods, and what something costs,
make none. What becomes of what is told in `docs/exports/iati.md`, and by which codes in `iati.toml`. IATI wants at
least one activity in a file: a selection without any gives the root alone, which the schema does not allow.
"""

import re
import tomllib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, BinaryIO

from lxml import etree

from legation.amounts import written_out
from legation.briefing.wording import whence
from legation.days import days
from legation.errors import QueryError
from legation.exports import Counts
from legation.exports.iati_dates import dates
from legation.exports.iati_transactions import Transaction, transactions
from legation.exports.markup import Fit, is_address
from legation.exports.selection import Selection
from legation.nouns import Commitment, Matter
from legation.reference.alpha2 import alpha2
from legation.reference.parties import gazetteer, is_state, party_name

REPORTER = "EXAMPLE-REPORTING-ORG"  # plainly none: the identifiers of IATI begin with a register of organisations
REPORTER_NAME = "No reporting organisation was named"
_REFERENCE = re.compile(r"[^/&|?\s\x00-\x1f\ud800-\udfff]+")  # the rule of IATI, and no white space
_HUNDREDTHS = 10_000


@cache
def codes() -> dict[str, dict[str, Any]]:
    """Give the code lists."""
    return tomllib.loads(files(__package__).joinpath("iati.toml").read_text("utf-8"))


def write(selection: Selection, to: BinaryIO) -> Counts:
    """Write the activities. Raises QueryError where the reporting organisation has a reference that IATI has not."""
    reporter = selection.settings.reporting_org or REPORTER
    if not _REFERENCE.fullmatch(reporter):
        raise QueryError(f"--reporting-org {reporter!r}: an identifier of IATI has no space and none of / & | ?")
    fit = Fit()
    counts = {"activity": 0, "transaction": 0}
    root = {"version": "2.03", "generated-datetime": selection.at.isoformat(timespec="seconds")}
    with etree.xmlfile(to, encoding="utf-8") as file:
        file.write_declaration()
        with file.element("iati-activities", root):
            file.write("\n")
            for matter in selection.matters():
                moved = list(transactions(matter, _today(selection)))
                if moved:
                    file.write(_Activity(matter, moved, selection, fit).element(reporter))
                    counts["activity"] += 1
                    counts["transaction"] += len(moved)
    to.write(b"\n")
    return counts | ({"replaced character": fit.replaced} if fit.replaced else {})


def _today(selection: Selection) -> date:
    return selection.at.date()


class _Activity:
    """One activity, while it is put together."""

    def __init__(self, matter: Matter, moved: Sequence[Transaction], selection: Selection, fit: Fit) -> None:
        self._matter = matter
        self._moved = moved
        self._selection = selection
        self._fit = fit

    def element(self, reporter: str) -> Any:
        """Build the element, what is in it in the order of the schema."""
        humanitarian = {"humanitarian": "1"} if "humanitarian" in self._matter.areas else {}
        lang = {"{http://www.w3.org/XML/1998/namespace}lang": "en"}
        activity = etree.Element("iati-activity", {**lang, **humanitarian})
        etree.SubElement(activity, "iati-identifier").text = f"{reporter}-{self._matter.id}"
        own = {"ref": reporter, "type": codes()["organisation"]["reporter"], "secondary-reporter": "1"}
        self._named(activity, "reporting-org", self._selection.settings.reporting_name or REPORTER_NAME, own)
        self._named(activity, "title", self._matter.title)
        self._named(activity, "description", self._description(), {"type": "1"})
        self._participants(activity)
        etree.SubElement(activity, "activity-status", code=codes()["status"][self._matter.stage])
        self._dates(activity)
        self._recipients(activity)
        self._sectors(activity)
        for one in self._moved:
            self._transaction(activity, one)
        self._links(activity)
        activity.tail = "\n"
        return activity

    def _named(self, parent: Any, tag: str, words: str, attributes: dict[str, str] | None = None) -> None:
        element = etree.SubElement(parent, tag, attributes or {})
        etree.SubElement(element, "narrative").text = self._fit(words)

    def _description(self) -> str:
        last = self._matter.history[-1]
        return f"{last.matter_stage}: “{last.mention.entry.evidence[0].quote}” ({whence(last.mention)})"

    def _givers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(party for one in self._moved for party in one.by))

    def _receivers(self) -> tuple[str, ...]:
        """Who receives; where it is not told apart, all who take part."""
        told = tuple(dict.fromkeys(party for one in self._moved for party in one.to if party not in one.by))
        return told or self._givers()

    def _participants(self, activity: Any) -> None:
        kinds = codes()["organisation"]
        roles = [(party, kinds["funding"]) for party in self._givers()]
        roles += [(party, kinds["implementing"]) for party in self._receivers()]
        for party, role in roles or [(party, kinds["implementing"]) for party in self._matter.parties]:
            self._named(activity, "participating-org", party_name(party), {"role": role} | _type_of(party))

    def _dates(self, activity: Any) -> None:
        for kind, day, words in dates(self._matter, _today(self._selection)):
            element = etree.SubElement(
                activity, "activity-date", {"type": codes()["date"][kind], "iso-date": day.isoformat()}
            )
            if words:
                etree.SubElement(element, "narrative").text = self._fit(words)

    def _recipients(self, activity: Any) -> None:
        states = [code for party in self._receivers() if (code := alpha2(party)) is not None]
        if not states:
            region = {"code": codes()["elsewhere"]["region"], "vocabulary": "1"}
            etree.SubElement(activity, "recipient-region", region)
        for code, share in zip(states, shares(len(states)), strict=True):
            etree.SubElement(activity, "recipient-country", {"code": code, "percentage": share})

    def _sectors(self, activity: Any) -> None:
        of_money = (one.mention.entry for one in self._moved)
        areas = [area for entry in of_money if isinstance(entry, Commitment) for area in entry.area]
        found = list(dict.fromkeys(codes()["sector"][area] for area in areas or self._matter.areas))
        found = found or [codes()["elsewhere"]["sector"]]
        for code, share in zip(found, shares(len(found)), strict=True):
            etree.SubElement(activity, "sector", {"vocabulary": "2", "code": code, "percentage": share})

    def _transaction(self, activity: Any, one: Transaction) -> None:
        entry, day = one.mention.entry, one.day.isoformat()
        element = etree.SubElement(activity, "transaction", ref=entry.id)
        kind = codes()["transaction"][one.flow]["receiver" if one.of_receiver else "giver"]
        etree.SubElement(element, "transaction-type", code=kind)
        etree.SubElement(element, "transaction-date", {"iso-date": day})
        value = etree.SubElement(element, "value", {"currency": one.currency, "value-date": day})
        value.text = written_out(one.value)
        self._named(element, "description", f"“{entry.evidence[0].quote}” ({whence(one.mention)})")
        to = tuple(party for party in one.to if party not in one.by)
        for tag, parties in (("provider-org", one.by if to or len(one.by) == 1 else ()), ("receiver-org", to)):
            if parties:
                alike = _type_of(parties[0]) if len({*map(is_state, parties)}) == 1 else {}
                self._named(element, tag, ", ".join(party_name(party) for party in parties), alike)

    def _links(self, activity: Any) -> None:
        seen: set[str] = set()
        for mention in (one for step in self._matter.history for one in (step.mention, *step.also)):
            if mention.url is None or mention.url in seen or not is_address(mention.url):
                continue
            seen.add(mention.url)
            link = etree.SubElement(activity, "document-link", url=mention.url, format="text/html")
            self._named(link, "title", mention.title or mention.doc)
            etree.SubElement(link, "category", code=codes()["document"]["category"])
            if (told := days(mention.reported)) is not None:
                etree.SubElement(link, "document-date", {"iso-date": told.first.isoformat()})


def _type_of(party: str) -> dict[str, str]:
    """Attribute that tells what kind of organisation a party is; none where it goes by name."""
    kinds = codes()["organisation"]
    if is_state(party):
        return {"type": kinds["state"]}
    known = gazetteer().get(party_name(party))
    return {"type": kinds["body"]} if known is not None and known.form == "body" else {}


def shares(count: int) -> tuple[str, ...]:
    """Equal percentages of so many that come to 100 exactly: nobody tells how it is split."""
    if count == 0:
        return ()
    each, left = divmod(_HUNDREDTHS, count)
    return tuple(f"{Decimal(each + (place < left)) / 100:f}" for place in range(count))
