"""Protected areas: entered by whoever holds the right, and audited."""

import pytest

from reference import protected_areas
from reference.models import ProtectedArea
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed

pytestmark = pytest.mark.django_db
ADD = "/desk/reference/protectedarea/add/"
SAID = {"name": "Virachey", "other_names": "វីរជ័យ", "country": "KH", "lat": "14.2", "lon": "106.9"}


def test_a_supervisor_enters_one_at_the_desk(client, sign_in, supervisor):
    sign_in(client, supervisor).post(ADD, SAID)
    assert ProtectedArea.objects.get().names == ["Virachey", "វីរជ័យ"]
    assert AuditEntry.objects.filter(verb="area.added", actor=f"officer:{supervisor.pk}").exists()


def test_a_changed_one_says_when(supervisor):
    area = protected_areas.keep(ProtectedArea(name="Virachey", country="KH"), by=supervisor)
    before = area.changed_at
    protected_areas.keep(area, by=supervisor)
    assert ProtectedArea.objects.get().changed_at > before


@pytest.mark.parametrize("who", ["analyst", "intake_officer", "outsider"])
def test_without_the_right_nothing_is_entered(client, sign_in, request, who):
    officer = request.getfixturevalue(who)
    assert sign_in(client, officer).post(ADD, SAID).status_code in (302, 403, 404)
    with pytest.raises(NotAllowed):
        protected_areas.keep(ProtectedArea(name="Virachey", country="KH"), by=officer)
    assert not ProtectedArea.objects.exists()


def test_a_country_has_one_area_of_a_name(supervisor):
    protected_areas.keep(ProtectedArea(name="Virachey", country="KH"), by=supervisor)
    with pytest.raises(Invalid):
        protected_areas.keep(ProtectedArea(name="Virachey", country="KH"), by=supervisor)


def test_half_a_position_is_refused(client, sign_in, supervisor):
    answer = sign_in(client, supervisor).post(ADD, SAID | {"lon": ""})
    assert "Give both latitude and longitude" in answer.content.decode()
    with pytest.raises(Invalid):
        protected_areas.keep(ProtectedArea(name="Virachey", country="KH", lat=14.0), by=supervisor)
    assert not ProtectedArea.objects.exists()
