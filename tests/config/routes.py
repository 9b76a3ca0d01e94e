"""Who may reach what: every address of the house and every route of its API, declared by hand.

A new route makes `tests/config/test_role_walk.py` fail until it has a line here. Say who may reach it: roles parted by
blanks, or one of the words below. A desk page of a model needs its line in MODELS only; a button a line in POSTS.
"""

from staff.roles import Role

ROLES = " ".join(Role.values)
# Anybody, signed in or not. Their own tests say what stands there.
EVERYONE = "everyone"
# Any officer who is signed in, for what is their own or tells nothing.
OFFICERS = f"{ROLES} outsider stranger denied"
# The same, where what stands there differs with the reader: so everyone reads it.
EACH_OFFICER = f"{OFFICERS} everything"
# Partners' machines, by key; a session of the desk opens nothing.
MACHINES = "machines"
NOBODY = ""

LOOK_UP = "intake analyst investigator custodian handler supervisor administrator stranger denied"
# `denied` is kept out of the tip too, since it stands in a report of the case; the queue itself is theirs.
READERS = "intake analyst handler supervisor"
QUEUE = f"{READERS} denied"
TRIAGE = "analyst supervisor"
REPORTS = "analyst investigator supervisor stranger"
CASES = "analyst investigator custodian supervisor"
WRITERS = "analyst investigator supervisor"
EVIDENCE = "investigator custodian"
PACKETS = "investigator supervisor"
USERS = "administrator"
ROTA = f"{QUEUE} administrator"
ROTA_KEEPERS = "supervisor administrator"
AUDIT = "auditor"
# Who has the right to a list of cases, whether any stands in it or not: `stranger` investigates elsewhere, and
# `denied` is an analyst whom the case keeps out.
DESK_OF_CASES = f"{CASES} stranger denied"
DESK_OF_INTELLIGENCE = f"{WRITERS} stranger denied"

# model: (who sees the list, who sees the one that the walk made).
MODELS = {
    "staff/officer": (USERS, USERS),
    "staff/auditentry": (AUDIT, AUDIT),
    "staff/shift": (ROTA, ROTA),
    "auth/group": (NOBODY, NOBODY),
    "account/emailaddress": (NOBODY, NOBODY),
    "mfa/authenticator": (NOBODY, NOBODY),
    "reference/agency": (LOOK_UP, LOOK_UP),
    "reference/place": (LOOK_UP, LOOK_UP),
    "reference/protectedarea": (LOOK_UP, LOOK_UP),
    "reference/taxon": (LOOK_UP, LOOK_UP),
    "reference/tradeterm": (LOOK_UP, LOOK_UP),
    "reference/unit": (LOOK_UP, LOOK_UP),
    "reference/offence": (LOOK_UP, LOOK_UP),
    "hotline/partner": (USERS, USERS),
    "hotline/tip": (QUEUE, READERS),
    "hotline/report": (f"{REPORTS} denied", REPORTS),
    "hotline/purgecertificate": ("supervisor auditor", "supervisor auditor"),
    "vault/revealrequest": ("handler supervisor", "handler supervisor"),
    "cases/question": (DESK_OF_CASES, CASES),
    "cases/hypothesis": (DESK_OF_CASES, CASES),
    "cases/checklistpoint": (DESK_OF_CASES, CASES),
    "intel/entity": (DESK_OF_INTELLIGENCE, WRITERS),
    "cases/task": (DESK_OF_CASES, CASES),
    "cases/seizure": (DESK_OF_CASES, CASES),
    "cases/specimenline": (DESK_OF_CASES, CASES),
    "cases/seizedperson": (f"{WRITERS} stranger denied", WRITERS),
    "cases/animalgroup": (DESK_OF_CASES, CASES),
    "cases/case": (DESK_OF_CASES, CASES),
    "cases/timelineitem": (DESK_OF_CASES, CASES),
    "cases/exhibit": (DESK_OF_CASES, CASES),
    "cases/shelf": ("custodian supervisor", "custodian supervisor"),
    "cases/labrequest": ("investigator custodian supervisor stranger", "investigator custodian supervisor"),
    "cases/packet": (f"{PACKETS} stranger", PACKETS),
    "cases/proceeding": (f"{WRITERS} stranger denied", WRITERS),
    "cases/outcome": (f"{WRITERS} stranger denied", WRITERS),
    "cases/person": (f"{WRITERS} stranger denied", WRITERS),
    "cases/hold": (f"{WRITERS} stranger denied", WRITERS),
    "cases/certificate": ("supervisor auditor", "supervisor auditor"),
    "cases/referral": ("analyst investigator supervisor stranger denied", WRITERS),
}

GETS = {
    "": EVERYONE,
    "healthz": EVERYONE,
    "readyz": EVERYONE,
    "metrics": EVERYONE,
    ".well-known/security.txt": EVERYONE,
    "agency/<str:token>/": EVERYONE,
    "agency/<str:token>/packet/<str:ticket>/": EVERYONE,
    "api/schema/": EVERYONE,
    "api/docs/": EVERYONE,
    "<language:lang>/report/": EVERYONE,
    "<language:lang>/report/receipt/": EVERYONE,
    "<language:lang>/report/receipt/confirm/": EVERYONE,
    "<language:lang>/report/receipt/proof/": EVERYONE,
    "<language:lang>/status/": EVERYONE,
    "<language:lang>/status/add/": EVERYONE,
    "<language:lang>/status/withdraw/": EVERYONE,
    "<language:lang>/files/<str:token>/": EVERYONE,
    "<language:lang>/safety/": EVERYONE,
    # The doors of the desk, and an officer's own account.
    "desk/login/": EVERYONE,
    "desk/logout/": EVERYONE,
    "desk/inactive/": EVERYONE,
    "desk/closed/sign-up/": EVERYONE,
    "desk/closed/reset/": EVERYONE,
    "desk/closed/email/": EVERYONE,
    "desk/closed/set-password/": EVERYONE,
    "desk/2fa/webauthn/login/": EVERYONE,
    "desk/2fa/authenticate/": EVERYONE,
    "desk/reauthenticate/": OFFICERS,
    "desk/password/": OFFICERS,
    "desk/password_change/": EVERYONE,
    "desk/password_change/done/": OFFICERS,
    "desk/2fa/": OFFICERS,
    "desk/2fa/reauthenticate/": OFFICERS,
    "desk/2fa/totp/activate/": OFFICERS,
    "desk/2fa/totp/deactivate/": OFFICERS,
    # One's own, where they were made: in the walk they were not.
    "desk/2fa/recovery-codes/": NOBODY,
    "desk/2fa/recovery-codes/generate/": OFFICERS,
    "desk/2fa/recovery-codes/download/": NOBODY,
    "desk/2fa/webauthn/": OFFICERS,
    "desk/2fa/webauthn/add/": OFFICERS,
    "desk/2fa/webauthn/reauthenticate/": OFFICERS,
    # Both ask again who is there before they look whose key it is; tests/staff/test_passkeys.py goes on from there.
    "desk/2fa/webauthn/keys/<int:pk>/remove/": OFFICERS,
    "desk/2fa/webauthn/keys/<int:pk>/edit/": OFFICERS,
    "desk/sessions/": OFFICERS,
    "desk/sessions/token/": OFFICERS,
    "desk/glass/": EACH_OFFICER,
    # The desk.
    "desk/": EACH_OFFICER,
    "desk/search/": EACH_OFFICER,
    "desk/jsi18n/": OFFICERS,
    "desk/reference/find/": OFFICERS,
    "desk/autocomplete/": NOBODY,
    "desk/r/<path:content_type_id>/<path:object_id>/": NOBODY,
    "desk/^(?P<app_label>…)/$": NOBODY,
    "desk/(?P<url>.*)$": NOBODY,
    "desk/staff/officer/enrol/": USERS,
    "desk/staff/shift/enter/": ROTA_KEEPERS,
    "desk/hotline/partner/register/": USERS,
    "desk/hotline/tip/quarantine/": QUEUE,
    "desk/hotline/tip/arrived/": QUEUE,
    "desk/hotline/tip/map/": QUEUE,
    "desk/hotline/tip/many/<uuid:run_id>/": NOBODY,  # another officer's
    "desk/hotline/tip/<str:pk>/copy/<uuid:attachment_id>/": READERS,
    "desk/hotline/tip/<str:pk>/poster/<uuid:attachment_id>/": NOBODY,  # a picture has none
    "desk/hotline/tip/<str:pk>/promote/": TRIAGE,
    "desk/hotline/tip/<str:pk>/beside/<uuid:other_id>/": READERS,
    "desk/hotline/tip/<str:pk>/ask/": READERS,
    "desk/hotline/tip/<str:pk>/next/": READERS,
    "desk/hotline/purgecertificate/<str:pk>/file/": "supervisor auditor",
    "desk/checkpoints/": AUDIT,
    "desk/vault/keys/": "handler supervisor",
    "desk/vault/my-key/": "handler",
    "desk/reference/agency/add/": "supervisor administrator",
    "desk/reference/protectedarea/add/": "supervisor administrator",
    "desk/cases/open/": "analyst investigator supervisor stranger denied",
    "desk/cases/glass/": "analyst investigator custodian stranger denied",
    "desk/cases/audit/": "supervisor",
    # Rows only of cases that one works in: `stranger` and `denied` see an empty report.
    "desk/cases/illegal-trade/": "analyst investigator supervisor stranger denied",
    "desk/cases/exhibit/<str:pk>/picture/": CASES,
    "desk/cases/exhibit/<str:pk>/label/": CASES,
    "desk/cases/exhibit/labels/<uuid:case_id>/": CASES,
    "desk/cases/exhibit/new/<uuid:case_id>/<str:what>/": EVIDENCE,
    "desk/cases/labrequest/<str:pk>/form/": "investigator custodian supervisor",
    "desk/cases/shelf/new/": "custodian",
    "desk/cases/shelf/<str:pk>/labels/": NOBODY,  # nothing lies there
    "desk/cases/packet/<str:pk>/progress/": PACKETS,
    # And whoever drafted it, who is nobody here. Without a ticket of theirs it leads back to the packet's page.
    "desk/cases/packet/<str:pk>/file/<str:ticket>/": "supervisor",
    "desk/cases/packet/<str:pk>/stamp.<str:kind>": NOBODY,  # it has none
    "desk/cases/case/<str:pk>/timeline/": CASES,
    "desk/cases/case/<str:pk>/timeline/table/": CASES,
    "desk/cases/case/<str:pk>/timeline/take/": WRITERS,
    "desk/cases/case/<str:pk>/tasks/": CASES,
    "desk/cases/case/<str:pk>/map/": CASES,
    "desk/cases/certificate/<str:pk>/file/": "supervisor auditor",
    "desk/cases/outcome/csv/": f"{WRITERS} stranger denied",
    "desk/cases/case/<str:pk>/hypotheses/": CASES,
    # Who may not see persons and things is told so there.
    "desk/cases/case/<str:pk>/network/": CASES,
}

POSTS = {
    "hooks/telegram/": MACHINES,
    "api/v1/tips/": MACHINES,
    "api/v1/tips/<uuid:tip_id>/": MACHINES,
    "api/v1/tips/<uuid:tip_id>/attachments/": MACHINES,
    "desk/glass/<int:pk>/": "supervisor auditor",
    "desk/staff/officer/<str:pk>/roles/": USERS,
    "desk/staff/officer/<str:pk>/address/": USERS,
    "desk/staff/officer/<str:pk>/password/": USERS,
    "desk/staff/officer/<str:pk>/factor/": USERS,
    "desk/staff/officer/<str:pk>/unlock/": USERS,
    "desk/staff/officer/<str:pk>/sessions/": USERS,
    "desk/staff/officer/<str:pk>/deactivate/": USERS,
    "desk/staff/officer/<str:pk>/reactivate/": USERS,
    "desk/staff/shift/<str:pk>/strike/": ROTA_KEEPERS,
    "desk/hotline/partner/<str:pk>/key/": USERS,
    "desk/hotline/partner/<str:pk>/revoke/": USERS,
    "desk/hotline/partner/<str:pk>/close/": USERS,
    "desk/hotline/partner/<str:pk>/reopen/": USERS,
    # Whoever reads tips comes in; each act asks for its own right, and answers with a message.
    "desk/hotline/tip/many/": QUEUE,
    "desk/hotline/tip/quarantine/decide/": f"{TRIAGE} denied",
    "desk/hotline/tip/views/save/": QUEUE,
    # Another's view is left alone, whoever asks.
    "desk/hotline/tip/views/<int:view_id>/delete/": QUEUE,
    "desk/hotline/tip/<str:pk>/judge/": TRIAGE,
    "desk/hotline/tip/<str:pk>/promote/draft/": TRIAGE,
    "desk/hotline/tip/<str:pk>/undo/": READERS,
    "desk/hotline/tip/<str:pk>/stay/": READERS,
    "desk/hotline/tip/<str:pk>/here/": READERS,
    "desk/hotline/tip/<str:pk>/claim/": READERS,
    "desk/hotline/tip/<str:pk>/translate/": READERS,
    "desk/hotline/tip/<str:pk>/handback/": READERS,
    "desk/hotline/tip/<str:pk>/tag/": READERS,
    "desk/hotline/tip/<str:pk>/untag/": READERS,
    "desk/hotline/tip/<str:pk>/contact/": "handler",
    "desk/hotline/tip/<str:pk>/metadata/<uuid:attachment_id>/": TRIAGE,
    "desk/hotline/tip/<str:pk>/merge/": TRIAGE,
    "desk/hotline/tip/<str:pk>/dismiss/": TRIAGE,
    "desk/hotline/tip/<str:pk>/quarantine/": TRIAGE,
    "desk/hotline/tip/<str:pk>/release/": TRIAGE,
    "desk/hotline/tip/<str:pk>/reopen/": TRIAGE,
    "desk/hotline/report/<str:pk>/check/": "supervisor",
    "desk/hotline/report/<str:pk>/release/": "supervisor",
    "desk/hotline/report/<str:pk>/grade/": "analyst supervisor",
    "desk/hotline/report/<str:pk>/withdraw/": "supervisor",
    "desk/hotline/report/<str:pk>/review/": "supervisor",
    "desk/vault/revealrequest/<str:pk>/approve/": "supervisor",
    "desk/vault/revealrequest/<str:pk>/refuse/": "supervisor",
    "desk/vault/revealrequest/<str:pk>/drop/": "supervisor",
    "desk/vault/revealrequest/<str:pk>/takeback/": "handler",
    "desk/vault/revealrequest/<str:pk>/open/": "handler",
    "desk/vault/revealrequest/<str:pk>/reseal/": "handler",
    # An approver who sends nothing is told that nothing came; what is sent only the asker's own key takes back.
    "desk/vault/revealrequest/<str:pk>/returned/": "handler supervisor",
    # And whoever it is given to.
    "desk/cases/task/<str:pk>/doing/": WRITERS,
    "desk/cases/task/<str:pk>/done/": WRITERS,
    "desk/cases/task/<str:pk>/dropped/": WRITERS,
    "desk/cases/task/<str:pk>/to_do/": WRITERS,
    "desk/cases/task/<str:pk>/log/": CASES,
    "desk/cases/task/<str:pk>/assign/": WRITERS,
    "desk/cases/task/<str:pk>/replan/": WRITERS,
    "desk/cases/task/<str:pk>/wait/": WRITERS,
    "desk/cases/task/<str:pk>/free/": WRITERS,
    "desk/cases/case/<str:pk>/move/": WRITERS,
    "desk/cases/case/<str:pk>/close/": WRITERS,
    "desk/cases/case/<str:pk>/archive/": WRITERS,
    "desk/cases/case/<str:pk>/reopen/": WRITERS,
    "desk/cases/case/<str:pk>/describe/": WRITERS,
    "desk/cases/case/<str:pk>/report/": WRITERS,
    "desk/cases/case/<str:pk>/settle/": WRITERS,
    "desk/cases/case/<str:pk>/note/": WRITERS,
    "desk/cases/case/<str:pk>/task/": WRITERS,
    "desk/cases/case/<str:pk>/happened/": WRITERS,
    "desk/cases/timelineitem/<str:pk>/reword/": WRITERS,
    "desk/cases/timelineitem/<str:pk>/contradict/": WRITERS,
    "desk/cases/timelineitem/<str:pk>/untie/": WRITERS,
    "desk/cases/timelineitem/<str:pk>/dispute/": WRITERS,
    "desk/cases/case/<str:pk>/entity/": WRITERS,
    "desk/cases/case/<str:pk>/fact/": WRITERS,
    "desk/cases/case/<str:pk>/tie/": WRITERS,
    "desk/cases/case/<str:pk>/leave_out/": WRITERS,
    "desk/cases/case/<str:pk>/suggested/": WRITERS,
    "desk/intel/entity/<str:pk>/fact/": WRITERS,
    "desk/intel/entity/<str:pk>/tie/": WRITERS,
    "desk/intel/entity/<str:pk>/strike/": WRITERS,
    "desk/intel/entity/<str:pk>/unlink/": WRITERS,
    "desk/intel/entity/<str:pk>/leave_out/": WRITERS,
    "desk/cases/case/<str:pk>/take/": EVIDENCE,
    "desk/cases/case/<str:pk>/register/": EVIDENCE,
    "desk/cases/case/<str:pk>/packet/": "investigator",
    "desk/cases/case/<str:pk>/refer/": WRITERS,
    "desk/cases/case/<str:pk>/outcome/": WRITERS,
    "desk/cases/case/<str:pk>/proceeding/": WRITERS,
    "desk/cases/case/<str:pk>/rest/": WRITERS,
    "desk/cases/case/<str:pk>/ask/": WRITERS,
    "desk/cases/case/<str:pk>/put/": WRITERS,
    "desk/cases/case/<str:pk>/prepare/": WRITERS,
    "desk/cases/case/<str:pk>/point/": WRITERS,
    "desk/cases/case/<str:pk>/assess/": WRITERS,
    "desk/cases/case/<str:pk>/link/": WRITERS,
    "desk/cases/case/<str:pk>/unlink/": WRITERS,
    # And the lead, who is nobody here.
    "desk/cases/case/<str:pk>/deputy/": "supervisor",
    "desk/cases/question/<str:pk>/answer/": WRITERS,
    "desk/cases/question/<str:pk>/reword/": WRITERS,
    "desk/cases/question/<str:pk>/drop/": WRITERS,
    "desk/cases/question/<str:pk>/again/": WRITERS,
    "desk/cases/hypothesis/<str:pk>/conclude/": WRITERS,
    "desk/cases/hypothesis/<str:pk>/reword/": WRITERS,
    "desk/cases/hypothesis/<str:pk>/drop/": WRITERS,
    "desk/cases/hypothesis/<str:pk>/up/": WRITERS,
    "desk/cases/checklistpoint/<str:pk>/tick/": WRITERS,
    "desk/cases/checklistpoint/<str:pk>/untick/": WRITERS,
    "desk/cases/case/<str:pk>/hold/": "supervisor",
    "desk/cases/case/<str:pk>/ask_purge/": "supervisor",  # and who leads it, which nobody here does
    "desk/cases/case/<str:pk>/purge/": "supervisor",
    "desk/cases/case/<str:pk>/keep/": WRITERS,
    "desk/cases/person/<str:pk>/keep/": WRITERS,
    "desk/cases/person/<str:pk>/hold/": "supervisor",
    "desk/cases/person/<str:pk>/purge/": "supervisor",
    "desk/cases/hold/<str:pk>/lift/": "supervisor",
    "desk/cases/case/<str:pk>/admit/": WRITERS,
    "desk/cases/case/<str:pk>/deny/": WRITERS,
    "desk/cases/case/<str:pk>/lift/": WRITERS,
    "desk/cases/case/<str:pk>/lead/": WRITERS,
    "desk/cases/case/<str:pk>/seizure/": WRITERS,
    "desk/cases/seizure/<str:pk>/correct/": WRITERS,
    "desk/cases/seizure/<str:pk>/line/": WRITERS,
    "desk/cases/seizure/<str:pk>/route/": WRITERS,
    "desk/cases/seizure/<str:pk>/person/": WRITERS,
    "desk/cases/seizure/<str:pk>/animals/": WRITERS,
    "desk/cases/seizure/<str:pk>/attribute/": WRITERS,
    "desk/cases/seizure/<str:pk>/message/": WRITERS,
    "desk/cases/specimenline/<str:pk>/correct/": WRITERS,
    "desk/cases/specimenline/<str:pk>/strike/": WRITERS,
    "desk/cases/seizedperson/<str:pk>/correct/": WRITERS,
    "desk/cases/seizedperson/<str:pk>/take_out/": WRITERS,
    "desk/cases/animalgroup/<str:pk>/note/": WRITERS,
    "desk/cases/exhibit/<str:pk>/move/": "custodian",
    "desk/cases/exhibit/<str:pk>/sign/": EVIDENCE,
    "desk/cases/exhibit/<str:pk>/turn_down/": EVIDENCE,
    "desk/cases/exhibit/<str:pk>/offer/": EVIDENCE,
    "desk/cases/exhibit/<str:pk>/check/": EVIDENCE,
    "desk/cases/exhibit/<str:pk>/clear/": "custodian",
    "desk/cases/exhibit/<str:pk>/original/": "custodian",
    "desk/cases/exhibit/<str:pk>/correct/": EVIDENCE,
    "desk/cases/exhibit/<str:pk>/metadata/": "investigator custodian supervisor",
    "desk/cases/exhibit/<str:pk>/where_taken/": "investigator supervisor",
    "desk/cases/exhibit/<str:pk>/due/": "custodian",
    "desk/cases/exhibit/<str:pk>/dispose/": "custodian",
    "desk/cases/exhibit/<str:pk>/carry_out/": "custodian supervisor",
    "desk/cases/exhibit/<str:pk>/not_carried_out/": "custodian supervisor",
    "desk/cases/case/<str:pk>/lab/": EVIDENCE,
    "desk/cases/labrequest/<str:pk>/answer/": EVIDENCE,
    "desk/cases/shelf/<str:pk>/close/": "custodian",
    "desk/cases/shelf/<str:pk>/reopen/": "custodian",
    "desk/cases/packet/<str:pk>/approve/": "supervisor",
    "desk/cases/packet/<str:pk>/disclosure/": "investigator",
    "desk/cases/packet/<str:pk>/phrase/": "supervisor",
    # And whoever drafted it, who is nobody here.
    "desk/cases/packet/<str:pk>/download/": "supervisor",
    "desk/cases/proceeding/<str:pk>/charge/": WRITERS,
    "desk/cases/proceeding/<str:pk>/advance/": WRITERS,
    "desk/cases/proceeding/<str:pk>/hearing/": WRITERS,
    "desk/cases/proceeding/<str:pk>/heard/": WRITERS,
    "desk/cases/proceeding/<str:pk>/verdict/": WRITERS,
    "desk/cases/proceeding/<str:pk>/sentence/": WRITERS,
    "desk/cases/proceeding/<str:pk>/appeal/": WRITERS,
    "desk/cases/proceeding/<str:pk>/decided/": WRITERS,
    "desk/cases/proceeding/<str:pk>/final/": WRITERS,
    "desk/cases/proceeding/<str:pk>/in_court/": WRITERS,
    "desk/cases/proceeding/<str:pk>/count/": WRITERS,
    "desk/cases/outcome/<str:pk>/correct/": WRITERS,
    "desk/cases/outcome/<str:pk>/retract/": WRITERS,
    "desk/cases/referral/<str:pk>/check/": WRITERS,
    "desk/cases/referral/<str:pk>/approve/": "supervisor",
    "desk/cases/referral/<str:pk>/send/": WRITERS,
    "desk/cases/referral/<str:pk>/answer/": WRITERS,
    "desk/cases/referral/<str:pk>/code/": WRITERS,
    "desk/cases/referral/<str:pk>/back/": WRITERS,
    "desk/cases/referral/<str:pk>/escalate/": WRITERS,
    "desk/cases/referral/<str:pk>/revoke/": WRITERS,
    "desk/cases/referral/<str:pk>/close/": WRITERS,
}

# What one asked for is handed to oneself and to nobody else, whatever roles they hold.
ONES_OWN = [route for route in POSTS if route.startswith("desk/vault/revealrequest/") and POSTS[route] == "handler"]

# What stands in which field, and on whose pages it may ever be read. A field not listed is somebody's new line.
FIELDS = {
    "narrative of a tip": READERS,
    "name of a tip's file": READERS,
    # Of a tip that stands in no case.
    "note of the triage": QUEUE,
    "contact of a source": NOBODY,
    "original of a file": NOBODY,
    "scrubbed copy of a file": f"{READERS} {CASES}",
    "text of a report": REPORTS,
    "summary of a case": CASES,
    "note in a case": CASES,
    "entry of a timeline": CASES,
    "earlier wording of an entry": CASES,
    "line of a work log": CASES,
    "question of a case": CASES,
    "hypothesis of a case": CASES,
    "description of an exhibit": CASES,
    "earlier description of an exhibit": CASES,
    "metadata of an officer's file": "investigator custodian supervisor",
    "concealment of a seizure": CASES,
    "teller of a seizure": CASES,
    "site of live animals": CASES,
    "name of a person of a seizure": WRITERS,
    "name of a person": WRITERS,
    "fact of a person": WRITERS,
    "ask of a packet": PACKETS,
    "ask of a referral": WRITERS,
    "words of a proceeding": WRITERS,
    "words of an outcome": WRITERS,
    "words of broken glass": "supervisor auditor",
    "details of any audit entry": AUDIT,
    "details of an audit entry of the case": "supervisor auditor",
}


def of_models() -> dict[str, str]:
    """The six addresses that each model's admin has."""
    found = {}
    for model, (lists, sees) in MODELS.items():
        base = f"desk/{model}/"
        found |= {
            base: lists, f"{base}<path:object_id>/change/": sees, f"{base}<path:object_id>/history/": NOBODY,
            # A redirect to the page, whatever is asked for.
            f"{base}<path:object_id>/": OFFICERS, f"{base}add/": NOBODY, f"{base}<path:object_id>/delete/": NOBODY,
        }  # fmt: skip
    return found
