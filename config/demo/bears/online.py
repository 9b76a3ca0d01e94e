"""Two listings of the case: one went after a report to the platform, and came back under another address."""

from decimal import Decimal
from typing import Any

from cases.listings import reappearing, rechecks, recording, takedown
from cases.listings.rechecks import Look
from cases.listings.recording import Facts
from cases.models import Listing
from config.demo.bears.told import Dossier, day, told
from reference.models import Taxon


def record(dossier: Dossier) -> None:
    rows = [_follow(dossier, said) for said in told()["listings"]]
    reappearing.tie(rows[1], rows[0], "seller", "The same shop sign on the first picture", by=dossier.desk.analyst)


def _follow(dossier: Dossier, said: dict[str, Any]) -> Listing:
    """Recorded, assessed and reported by the investigator; looked at again since."""
    by = dossier.desk.investigator
    taxon = Taxon.objects.get(scientific_name=said["taxon"])
    facts = said["facts"] | {"price": Decimal(said["facts"]["price"]), "quantity": Decimal(said["facts"]["quantity"])}
    row = recording.record(dossier.case, Facts(first_seen=day(said["days_ago"]), taxon=taxon, **facts), by=by)
    recording.assess(row, said["ground"], by=by)
    report = takedown.prepare(row, said["language"], "mail", by=by)
    if "sent" in said:
        takedown.sent(report, day(said["sent"]), said["ticket"], by=by)
    for days_ago, found, note in said["looks"]:
        rechecks.look(row, Look(found, day(days_ago), note), by=by)
    if "answer" in said:
        answer, days_ago, words = said["answer"]
        takedown.answered(report, answer, day(days_ago), words, by=by)
    return row
