"""The ledger as entities of FollowTheMoney (followthemoney.tech), an object of JSON a line.

A document is an `Article`; a state is a `PublicBody`, an intergovernmental body an `Organization`, any other party a
`LegalEntity`; a meeting is an `Event` of its parties and people; a matter is a `Project` with a `ProjectParticipant`
for each party and a `Documentation` for each line of its history; money that was delivered is a `Payment`. Figures and
positions are none of its things and are left out, as is a meeting that was called off.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

from legation.amounts import written_out
from legation.briefing.wording import headline
from legation.days import days
from legation.exports import Counts
from legation.exports import ftm_entities as ftm
from legation.exports.selection import Selection
from legation.jsonline import json_line
from legation.ledger.folding.promises import is_money
from legation.nouns import Commitment, Matter, Meeting, Mention


def write(selection: Selection, to: BinaryIO) -> Counts:
    """Write entities, each once. Of those that were written their ids are kept in memory."""
    told: set[str] = set()
    for found in _entities(selection):
        if found["id"] not in told:
            told.add(found["id"])
            to.write(json_line(found))
    return {"entity": len(told)}


def _entities(selection: Selection) -> Iterator[dict[str, Any]]:
    for recorded in selection.documents():
        yield ftm.document(recorded.document)
        for stated in recorded.stated:
            if isinstance(stated.mention.entry, Meeting) and stated.mention.entry.status != "cancelled":
                yield from _meeting(stated.mention, stated.mention.entry)
    for matter in selection.matters():
        yield from _matter(matter)


def _meeting(mention: Mention, meeting: Meeting) -> Iterator[dict[str, Any]]:
    parties = [ftm.party(code) for code in meeting.actors]
    people = [ftm.person(name, mention) for name in meeting.people]
    yield from (*parties, *people)
    told = {
        "name": headline(meeting),
        "recordId": meeting.id,
        "summary": meeting.evidence[0].quote,
        "location": meeting.place,
        "keywords": (meeting.form, meeting.status),
        "involved": [each["id"] for each in (*parties, *people)],
        "country": ftm.countries(meeting.actors),
        "proof": ftm.document_id(mention.document),
        "publisher": mention.source,
        "sourceUrl": ftm.address(mention.url),
        **ftm.when(meeting, None if meeting.status == "planned" else mention.reported),
    }
    yield ftm.entity("Event", f"legation-event-{meeting.id}", told)


def _matter(matter: Matter) -> Iterator[dict[str, Any]]:
    project = f"legation-project-{matter.id}"
    mentions = [step.mention for step in matter.history]
    sums = [balance for balance in matter.balance if is_money(balance.unit)]
    alone = sums[0] if len(sums) == 1 else None  # of two currencies FollowTheMoney could not tell which is of which
    told = {
        "name": matter.title,
        "alias": matter.aliases,
        "projectId": matter.id,
        "status": matter.stage,
        "keywords": matter.areas,
        "country": ftm.countries(matter.parties),
        "startDate": min((day for one in mentions if (day := _begin(one))), default=None),
        "amount": written_out(alone.promised) if alone else None,
        "currency": alone.unit if alone else None,
        "proof": [ftm.document_id(one.document) for one in mentions],
    }
    yield ftm.entity("Project", project, told)
    undertakes = {code for one in mentions if isinstance(one.entry, Commitment) for code in one.entry.by}
    for code in matter.parties:
        yield ftm.party(code)
        link = {
            "project": project,
            "participant": ftm.party_id(code),
            "role": "undertakes" if code in undertakes else "counterpart",
        }
        yield ftm.entity("ProjectParticipant", ftm.identity("participant", matter.id, code), link)
    for step in matter.history:
        for mention in (step.mention, *step.also):
            yield ftm.document(mention)
            yield ftm.documentation(mention, project, step.stage)
        if step.mention.entry.speaker is not None:
            who = ftm.speaker(step.mention.entry.speaker, step.mention)
            yield who
            yield ftm.documentation(step.mention, who["id"], "speaker")
    yield from _payments(matter, project)


def _payments(matter: Matter, project: str) -> Iterator[dict[str, Any]]:
    """Money that was delivered by some to others."""
    for balance in matter.balance:
        for counted in balance.counted if is_money(balance.unit) else ():
            entry = counted.mention.entry
            if not isinstance(entry, Commitment) or counted.side != "delivered" or counted.adds <= 0:
                continue
            to = [code for code in entry.to if code not in entry.by]
            if not to or not entry.by:
                continue
            yield from (ftm.party(code) for code in (*entry.by, *to))
            sum_ = written_out(counted.adds)
            told: dict[str, ftm.Values] = {
                "payer": [ftm.party_id(code) for code in entry.by],
                "beneficiary": [ftm.party_id(code) for code in to],
                "amount": sum_,
                "currency": balance.unit,
                "purpose": entry.what,
                "project": project,
                "summary": entry.evidence[0].quote,
                "publisher": counted.mention.source,
                "sourceUrl": ftm.address(counted.mention.url),
                "recordId": entry.id,
                **ftm.when(entry, counted.mention.reported),
            }
            yield ftm.entity("Payment", ftm.identity("payment", entry.id, balance.unit, sum_), told)


def _begin(mention: Mention) -> str | None:
    begins = ((date or "").partition("/")[0] for date in (mention.entry.date, mention.reported))
    return next((begin for begin in begins if days(begin) is not None), None)
