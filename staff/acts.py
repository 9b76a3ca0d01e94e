"""What audit verbs are called in a history: the code's own words in English, translated where a language has them."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

# Listed for xgettext: a verb that is missing here is shown in English.
WORDS = (
    # a tip
    _("received"), _("quarantined"), _("in triage"), _("needs info"), _("promoted"), _("merged"), _("dismissed"),
    _("withdrawn"), _("claimed"), _("read"), _("asked"), _("added to"), _("corrected"), _("file arrived"),
    _("sent to translator"), _("draft sent to translator"), _("translated"),
    _("copy opened"), _("metadata read"), _("searched"), _("judged"), _("purged"), _("purged again"), _("escalated"),
    # a report
    _("written"), _("draft"), _("graded"), _("checked"), _("released"), _("relabelled"), _("review extended"),
    # a case
    _("proposed"), _("open"), _("active"), _("dormant"), _("with agency"), _("in court"), _("closed"), _("archived"),
    _("described"), _("handed on"), _("noted"), _("report added"), _("admitted"), _("denied"), _("lifted"), _("added"),
    _("holds lifted"), _("deputised"), _("prepared"), _("risk assessed"),
    # a question, a hypothesis, a point of the checklist
    _("answered"), _("reworded"), _("put"), _("weighed"), _("held"), _("rejected"), _("ticked"), _("unticked"),
    _("disputed"), _("entered"), _("withdrawals settled"),
    _("kind corrected"), _("sent to recogniser"), _("recognised"), _("recognition accepted"),
    _("recognition declined"),
    # an exhibit
    _("taken"), _("sealed"), _("stored"), _("out"), _("transferred"), _("lab"), _("court"), _("returned"),
    _("destroyed"), _("offered"), _("handed over"), _("not handed over"), _("original cleared"),
    _("original opened"), _("due set"), _("disposal proposed"), _("disposal carried out"), _("disposal refused"),
    _("answered"), _("corrected"), _("metadata read"),
    # a person, a thing, a link
    _("recorded"), _("put back"), _("taken out"), _("asked elsewhere"), _("same"), _("not same"), _("unsure"),
    # a packet or a referral
    _("drafted"), _("approved"), _("building"), _("ready"), _("failed"), _("downloaded"), _("sent"), _("opened"),
    _("acknowledged"), _("accepted"), _("more info"), _("declined"), _("escalated"), _("acting"), _("reported"),
    _("code given"), _("recalled"), _("revoked"),
    # a proceeding, an outcome
    _("complaint"), _("investigation"), _("charged"), _("trial"), _("verdict"), _("sentenced"), _("appealed"),
    _("final"), _("discontinued"), _("charge entered"), _("sentence entered"), _("hearing set"), _("hearing held"),
    _("hearing off"), _("retracted"), _("exported"),
    # a person under review, a hold
    _("kept"),
    # a product
    _("redrawn"), _("in review"), _("commented"), _("at gate"), _("cleared"), _("disseminated"), _("given out"),
    _("superseded"), _("expired"),
    # a member
    _("linked"), _("unlinked"), _("wrote"), _("settled"), _("made tip"), _("ended"),
    # a partner
    _("registered"), _("key given"), _("key revoked"), _("reopened"),
    # a contact request, a handler's key
    _("refused"), _("resealed"), _("taken up"),
    # a task
    _("set"), _("to do"), _("doing"), _("done"), _("dropped"), _("assigned"), _("replanned"), _("waits"),
    _("waits no longer"), _("logged"),
    # a timeline
    _("reworded"), _("contradicted"), _("untied"), _("taken out"), _("taken in"),
    # a seizure
    _("recorded"), _("route laid"), _("attributed"), _("message drafted"), _("taken in"), _("drawn up"),
    _("person named"), _("person corrected"), _("person taken out"),
    # an officer, an agency
    _("enrolled"), _("roles given"), _("password given"), _("deactivated"), _("reactivated"),
    _("second factor taken off"), _("second factor enrolled"), _("signed in"), _("signed out"), _("sign in failed"),
    _("changed"), _("saved"), _("deleted"), _("password changed"), _("passkey enrolled"), _("passkey taken off"),
    _("address changed"), _("locked out"), _("unlocked"), _("session ended"), _("sessions ended"),
    # a shift
    _("struck"),
    # broken glass
    _("broken"), _("read through"), _("reviewed"), _("glass refused"),
)  # fmt: skip


def named(verb: str) -> str:
    """`tip.in_triage` as `in triage`, in the language of the page."""
    return gettext(verb.partition(".")[2].replace("_", " "))
