"""Files that prove an agency's outcome: kept sealed with it, read by who sees the case, never run."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases import outcome_files
from cases.models import Outcome, OutcomeFile, PortalAct
from hotline.models import CopiedFile
from staff.refusals import NotAllowed
from tests.cases.making import colleague, make_case, make_released, send_referral
from tests.cases.proving import PDF, photograph
from vault import blobs, files, keys
from vault.models import StoredFile

pytestmark = pytest.mark.django_db
SAID = {"act": "outcome", "kind": "seizure", "date": "2026-11-01", "quantity": "12", "unit": "animals",
        "attribution": "lead", "proof": "document", "text": "Twelve turtles"}  # fmt: skip


@pytest.fixture
def case(investigator):
    return make_case(investigator, make_released())


@pytest.fixture
def visit(client, case, investigator):
    sent = send_referral(case, investigator)
    path = "/" + sent.link.split("/", 3)[3]
    return path, client.post(path, {"act": "open", "code": sent.code}).context["visit"]


def _send(client, visit, *named, **more):
    path, mark = visit
    return client.post(path, {**SAID, "visit": mark, **more, "files": list(named)})


def _pdf(name="record.pdf", content=PDF):
    return SimpleUploadedFile(name, content, "application/pdf")


def test_a_paper_and_a_photograph_stay_with_the_outcome(client, visit):
    photo = SimpleUploadedFile("stall.jpg", photograph(), "image/jpeg")
    response = _send(client, visit, _pdf(), photo)
    assert response.status_code == 200, response.context["refusal"]
    outcome = Outcome.objects.get()
    assert sorted(outcome.files.values_list("media_type", flat=True)) == ["application/pdf", "image/jpeg"]
    kept = outcome.files.get(media_type="application/pdf")
    assert b"".join(files.read(StoredFile.objects.get(pk=kept.file_id))) == PDF
    assert b'data-files="2"' in response.content


@pytest.mark.parametrize("content", [b"<html><script>alert(1)</script>", b"MZ\x90\x00program", b"PK\x03\x04zip"])
def test_any_other_kind_is_refused_and_nothing_stays(content, client, visit, monkeypatch):
    gone = []
    removing = blobs.remove
    monkeypatch.setattr("cases.agency_desk.arriving.blobs.remove", lambda blob: (gone.append(blob), removing(blob)))
    response = _send(client, visit, _pdf(content=content))
    assert response.status_code == 422
    assert not Outcome.objects.exists()
    assert not OutcomeFile.objects.exists()
    assert len(gone) == 1


def test_a_dead_pass_leaves_no_file(client, visit, monkeypatch):
    gone = []
    removing = blobs.remove
    monkeypatch.setattr("cases.agency_desk.arriving.blobs.remove", lambda blob: (gone.append(blob), removing(blob)))
    assert _send(client, (visit[0], "guessed"), _pdf()).status_code == 403
    assert len(gone) == 1


def test_sent_twice_it_is_one_outcome_with_its_files_once(client, visit):
    for _twice in range(2):
        assert _send(client, visit, _pdf()).status_code == 200
    assert OutcomeFile.objects.get().outcome == Outcome.objects.get()


def test_at_most_three_files_come_at_once(client, visit):
    response = _send(client, visit, *[_pdf(f"{number}.pdf") for number in range(4)])
    assert response.status_code == 422
    assert "At most 3 files" in response.content.decode()
    assert not Outcome.objects.exists()


def _copied(row):
    stored = files.store([photograph()], row.key_id)
    OutcomeFile.objects.filter(pk=row.pk).update(copy_id=stored.pk, state=CopiedFile.State.COPIED)
    row.refresh_from_db()
    return row


def test_who_sees_the_case_reads_the_copy_and_no_script_runs(client, visit, sign_in, investigator):
    _send(client, visit, _pdf())
    row = _copied(OutcomeFile.objects.get())
    desk = sign_in(client, investigator)
    assert 'id="files"' in desk.get(f"/desk/cases/outcome/{row.outcome_id}/change/").content.decode()
    answer = desk.get(f"/desk/cases/outcome/{row.outcome_id}/file/{row.pk}/")
    assert b"".join(answer.streaming_content) == photograph()
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_who_does_not_see_the_case_reads_no_copy(client, visit, sign_in):
    _send(client, visit, _pdf())
    row, other = _copied(OutcomeFile.objects.get()), colleague("investigator")
    assert sign_in(client, other).get(f"/desk/cases/outcome/{row.outcome_id}/file/{row.pk}/").status_code == 404
    with pytest.raises(NotAllowed):
        outcome_files.open_copy(row, by=other)


def test_the_original_is_never_served(client, visit, investigator):
    _send(client, visit, _pdf())
    with pytest.raises(keys.VaultClosed):
        outcome_files.open_copy(OutcomeFile.objects.get(), by=investigator)


def test_each_use_of_the_page_is_on_record_without_an_address(client, visit, sign_in, investigator, case):
    path, mark = visit
    client.post(path, {"act": "look", "visit": mark})
    client.post(path, {"act": "acknowledge", "visit": mark})
    assert list(PortalAct.objects.values_list("act", flat=True)) == ["open", "look", "acknowledge"]
    assert not [each for each in PortalAct._meta.get_fields() if each.name in ("ip", "address", "agent")]
    referral = case.referrals.get()
    page = sign_in(client, investigator).get(f"/desk/cases/referral/{referral.pk}/change/").content.decode()
    assert page.count("Looked again") == 1
