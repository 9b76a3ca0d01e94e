"""The one table of indicators. A new one is a line here: page, list of rows, files and report follow from it."""

from typing import Any

from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _

from cases.indicators import rows
from cases.indicators.ground import REPORTS, TIPS
from cases.indicators.indicator import By, Group, Indicator
from cases.models import Outcome, Proceeding, Referral, ReferralEvent
from cases.models.trade_codes import Fate
from cases.outcomes import unit_shown
from hotline.models import Report, Tip
from hotline.models.tip import Channel
from intel.models.dissemination import Audience
from intel.models.product import ProductType
from vault.models import Source

REFERRALS, OUTCOMES, COURT = "cases.view_referral", "cases.view_outcome", "cases.view_proceeding"
LISTINGS, PRODUCTS, CASES = "cases.view_listing", "intel.view_product", "cases.view_case"
WEIGHED = ("attribution", "proof")


def labelled(label: Any, path: str, choices: Any) -> By:
    names = dict(choices.choices)
    return By((path,), label, lambda value: names.get(value[0]) or "–")


def plain(label: Any, *paths: str) -> By:
    return By(paths, label, lambda value: " · ".join(str(each) for each in value if each) or "–")


BY_UNIT = By(("unit",), _("unit"), lambda value: unit_shown(value[0]) or "–")

GROUPS: tuple[Group, ...] = (
    Group("tips", _("Tips"), (
        Indicator("tips_received", _("Tips received"), _("Tips by the day on which they arrived."), _("tips"),
                  rows.tips,
                  (TIPS,), by=labelled(_("channel"), "channel", Channel)),
        Indicator("tips_promoted", _("Tips that became a report"),
                  _("Of the tips received in the period, those for which a report was written or that were "
                    "joined to one. Tips that wait still may follow."),
                  _("% of tips received"), rows.tips, (TIPS,),
                  among=Q(status__in=(Tip.Status.PROMOTED, Tip.Status.MERGED)), among_title=_("promoted")),
        Indicator("tips_promoted_by_channel", _("Promoted tips by channel"),
                  _("The promoted tips of the figure above."), _("tips"),
                  lambda ground: rows.tips(ground).filter(status__in=(Tip.Status.PROMOTED, Tip.Status.MERGED)),
                  (TIPS,),
                  by=labelled(_("channel"), "channel", Channel)),
        Indicator("tips_by_kind", _("Tips by kind of source"), _("Tips by the day on which they arrived."), _("tips"),
                  rows.tips, (TIPS,), by=labelled(_("kind of source"), "kind", Source.Kind)),
        Indicator("tips_promoted_by_kind", _("Promoted tips by kind of source"),
                  _("The promoted tips of the figure above."), _("tips"),
                  lambda ground: rows.tips(ground).filter(status__in=(Tip.Status.PROMOTED, Tip.Status.MERGED)),
                  (TIPS,), by=labelled(_("kind of source"), "kind", Source.Kind)),
        Indicator("feedback_to_sources", _("Sources who heard from us"),
                  _("Of the tips decided in the period, those whose source was written to by an officer at "
                    "least once."),
                  _("% of tips decided"), rows.decided_tips, (TIPS,), among=Q(Exists(rows.TO_SOURCE)),
                  among_title=_("heard from us")),
    )),
    Group("reports", _("Reports and products"), (
        Indicator("reports_checked", _("Second-checked reports"),
                  _("Of the graded reports written in the period, those that a second officer checked. Drafts "
                    "and withdrawn reports do not count."),
                  _("% of graded reports"), rows.graded_reports, (REPORTS,),
                  among=Q(status__in=(Report.Status.CHECKED, Report.Status.RELEASED)), among_title=_("checked")),
        Indicator("reports_on_target", _("Reports on target species"),
                  _("Graded reports of the period that name a taxon of the list of most trafficked species."),
                  _("reports"), rows.target_reports, (REPORTS,)),
        Indicator("products_by_type", _("Products by type"), _("Intelligence products by the day of their approval."),
                  _("products"), rows.products, (PRODUCTS,), by=labelled(_("type"), "type", ProductType)),
        Indicator("products_given_out", _("Copies of products by recipient"),
                  _("Copies of products given out in the period, one for each recipient."), _("copies"),
                  lambda ground: ground.copies(), (PRODUCTS,), by=labelled(_("recipient"), "audience", Audience)),
        Indicator("networks_profiled", _("Networks profiled"),
                  _("Products of the type network profile that were approved in the period."), _("products"),
                  rows.network_products, (PRODUCTS,)),
        Indicator("networks_disrupted", _("Networks disrupted"),
                  _("Cases closed in the period as disrupted: the officer in charge judged that the persons "
                    "could not go on as before, and said so in closing the case. A judgement, not a proof."),
                  _("cases"), rows.disrupted, (CASES,)),
    )),
    Group("referrals", _("Referrals"), (
        Indicator("referrals_sent", _("Referrals sent"),
                  _("Referrals by the day on which they were first sent, of their log."),
                  _("referrals"), lambda ground: ground.sent(), (REFERRALS,)),
        Indicator("referrals_acknowledged", _("Acknowledged"),
                  _("Of the referrals sent in the period, those with any answer of the agency: acknowledged, "
                    "accepted, asked for more, declined, or an outcome told."),
                  _("% of referrals sent"), lambda ground: ground.sent(), (REFERRALS,),
                  among=rows.had(*ReferralEvent.ANSWERS),
                  among_title=_("acknowledged")),
        Indicator("hours_to_acknowledge", _("Median hours to acknowledge"),
                  _("Of the referrals sent in the period and answered since: hours from the first sending to "
                    "the first answer, by the log; half took longer."),
                  _("hours"), rows.answered, (REFERRALS,), middle="waited"),
        Indicator("referrals_acted_on", _("Acted on"),
                  _("Of the referrals sent in the period, those of which the agency named a first action or "
                    "reported an outcome."),
                  _("% of referrals sent"), lambda ground: ground.sent(), (REFERRALS,),
                  among=rows.had(rows.Event.FIRST_ACTION, rows.Event.OUTCOME), among_title=_("acted on")),
        Indicator("referrals_declined", _("Declined by reason"),
                  _("Of the referrals sent in the period, those that stand declined, by the reason of the agency."),
                  _("referrals"), rows.declined, (REFERRALS,), by=labelled(_("reason"), "decline_reason",
                  Referral.DeclineReason)),
        Indicator("referrals_accepted", _("Referrals accepted"),
                  _("Of the referrals sent in the period, those that an agency accepted at some time."),
                  _("referrals"), rows.accepted,
                  (REFERRALS,)),
    )),
    Group("outcomes", _("Outcomes"), (
        Indicator("raids", _("Operations and raids"),
                  _("Inspections and raids that came of our cases, by their date; corrected entries do not count."),
                  _("operations"), rows.outcomes(Outcome.Kind.INSPECTION), (OUTCOMES,), weighed=WEIGHED),
        Indicator("rescues", _("Rescues"),
                  _("Rescues of animals entered as outcomes, by their date: events, not animals."), _("rescues"),
                  rows.outcomes(Outcome.Kind.RESCUE), (OUTCOMES,), weighed=WEIGHED),
        Indicator("arrests", _("Persons arrested"),
                  _("Persons in the arrests of the period, each named person once however often arrested; "
                    "unnamed persons as many as were told."),
                  _("persons"), rows.persons(Outcome.Kind.ARREST), (OUTCOMES,), amount="added", by=BY_UNIT,
                  weighed=WEIGHED),
        Indicator("convictions", _("Persons convicted"),
                  _("Persons in the convictions of the period, each named person once."),
                  _("persons"), rows.persons(Outcome.Kind.CONVICTION), (OUTCOMES,), amount="added", by=BY_UNIT,
                  weighed=WEIGHED),
        Indicator("fines", _("Fines by currency"),
                  _("Fines and administrative penalties of the period. Currencies are never added to each other."),
                  _("by currency"),
                  rows.outcomes(Outcome.Kind.FINE), (OUTCOMES,), amount="quantity", by=plain(_("currency"), "unit"),
                  weighed=WEIGHED),
    )),
    Group("court", _("Courts"), (
        Indicator("cases_filed", _("Cases filed"),
                  _("Proceedings before a court or an authority, by the day on which they were entered."),
                  _("proceedings"), lambda ground: ground.of_period(ground.proceedings(), "opened_at"), (COURT,),
                  by=labelled(_("kind of body"), "forum", Proceeding.Forum)),
        Indicator("prosecutions_convicted", _("Concluded with a conviction"),
                  _("Of the proceedings that became final or were discontinued in the period, those in which at "
                    "least one accused was convicted."),
                  _("% of proceedings concluded"), rows.concluded, (COURT,),
                  among=Q(Exists(rows.CONVICTED)),
                  among_title=_("convicted")),
        Indicator("imprisonments", _("Prison sentences"),
                  _("Sentences of the period to prison, not suspended: the last of each accused in a proceeding."),
                  _("sentences"),
                  rows.imprisoned, (COURT,)),
    )),
    Group("seizures", _("Seizures and animals"), (
        Indicator("seized", _("Seized by species and unit"),
                  _("Lines of seizures of the period in their normalised unit, or as reported where none is known. "
                    "Kilograms and pieces are never added to each other."),
                  _("by species and unit"), lambda ground: ground.specimens(), (CASES,), amount="amount",
                  by=plain(_("species and unit"), "taxon__scientific_name", "amount_unit"),
                  weighed=("seizure__attribution", "seizure__proof")),
        Indicator("animals_rescued", _("Live animals taken in"),
                  _("Live animals of seizures of the period that were taken into care."), _("animals"),
                  rows.animals(*rows.LIVING), (CASES,), amount="number", by=labelled(_("fate"), "fate", Fate)),
        Indicator("animals_released", _("Animals released"),
                  _("Of these, those released or taken back to where they come from."),
                  _("animals"), rows.animals(Fate.RELEASED, Fate.REPATRIATED), (CASES,), amount="number",
                  by=labelled(_("fate"), "fate", Fate)),
        Indicator("animals_died", _("Animals that died"), _("Of these, those that died or were put down."),
                  _("animals"),
                  rows.animals(Fate.DIED, Fate.EUTHANISED), (CASES,), amount="number", by=labelled(_("fate"),
                  "fate", Fate)),
    )),
    Group("listings", _("Listings online"), (
        Indicator("listings_removed", _("Listings removed"),
                  _("Of the listings first reported to their platform in the period, those that were gone after it."),
                  _("% of listings reported"), lambda ground: ground.listings("reported_on"), (LISTINGS,),
                  among=Q(removed_on__isnull=False), among_title=_("removed")),
        Indicator("days_to_removal", _("Median days to removal"),
                  _("Of these: days from the first report to the first day on which it was gone; half took "
                    "longer."), _("days"),
                  rows.removed_listings, (LISTINGS,), middle="days"),
        Indicator("listings_reappeared", _("Listings that came back"),
                  _("Of the listings removed, those that were there again or offered anew."),
                  _("% of listings removed"), rows.removed_listings, (LISTINGS,),
                  among=Q(reappeared_on__isnull=False),
                  among_title=_("came back")),
    )),
    Group("costs", _("Costs"), (
        Indicator("costs", _("Costs by currency"),
                  _("Costs entered whose whole span lies in the period; no other filter parts them."),
                  _("by currency"), lambda ground: ground.costs(), amount="amount", by=plain(_("currency"),
                  "currency")),
    )),
)  # fmt: skip

ALL: dict[str, Indicator] = {each.key: each for group in GROUPS for each in group.indicators}
HEADLINES = (
    "tips_received",
    "reports_checked",
    "referrals_sent",
    "referrals_acknowledged",
    "arrests",
    "listings_removed",
)
