"""What a soak stands on: a partner with tips, and a referral whose page an agency has open. Through the real verbs."""

from benchmarks.soak.shot import Shot, fire


def partner() -> tuple[str, list[str]]:
    """A partner's key, and ids of tips that it sent."""
    from hotline import partners
    from hotline.api import filing
    from hotline.models import Scope

    row = partners.register("Soak", kind="partner", by="system")
    key = partners.give_key(row, list(Scope.values), by="system").text
    told = [{"narrative": f"Turtles, lot {number}.", "sharing": "ask"} for number in range(3)]
    return key, [str(filing.file_tip(row, each, key=str(number)).tip.pk) for number, each in enumerate(told)]


def visit(port: int) -> tuple[str, str]:
    """An agency's page, opened with its code. Returns: (token of the link, pass of the visit)."""
    link, code = _sent()
    token = link.rstrip("/").rsplit("/", 1)[-1]
    body = f"act=open&code={code}".encode()
    kind = (b"Content-Type", b"application/x-www-form-urlencoded")
    page = fire(Shot("POST", f"/agency/{token}/".encode(), [kind], body), port).body.decode()
    opened = page.partition('name="visit" value="')[2].partition('"')[0]
    if not opened:
        raise RuntimeError("the agency's code opened no page")
    return token, opened


def _sent() -> tuple[str, str]:
    """A referral that is with its agency: link and code."""
    from cases import casework, referrals
    from hotline import reporting
    from hotline.models import Tip
    from reference.models import Agency
    from staff.models import Officer
    from staff.roles import Role

    by = Officer.objects.create_user("soak", roles=[Role.ANALYST, Role.INVESTIGATOR])
    second = Officer.objects.create_user("soak-second", roles=[Role.SUPERVISOR])
    account = reporting.Account(title="Turtles", text="Live turtles are offered.", offences=["live"])
    report = reporting.promote([Tip.objects.all()[0]], account, reporting.Grade("B", "2"), by=by)
    reporting.release(reporting.check(report, by=second), by=second)
    case = casework.open_case([report], casework.Brief("Turtles"), by=by)
    agency = Agency.objects.create(country="KH", name="Fisheries of the soak")
    referral = referrals.draft(case, referrals.Request(agency, "Inspect the stall"), by=by)
    referrals.check(referral, [2] * len(referrals.CHECKLIST), by=by)
    referrals.approve(referral, by=second)
    sent = referrals.send(referral, by=by)
    return sent.link, sent.code
