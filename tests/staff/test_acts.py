"""tests staff/acts.py"""

import pytest
from django.utils import translation

from cases.models import Case, Exhibit, Packet, Referral, Task
from hotline.models import Report, Tip
from intel.models import Product
from staff import acts
from vault.models import RevealRequest

MACHINES = (
    Tip.Status,
    Report.Status,
    Case.Status,
    Exhibit.State,
    Packet.Status,
    Referral.Status,
    Task.State,
    RevealRequest.Status,
    Product.Status,
)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.__qualname__)
def test_every_state_that_an_act_can_lead_to_has_a_word(machine):
    assert {value.replace("_", " ") for value in machine.values} <= set(acts.WORDS)


def test_an_act_is_named_in_the_language_of_the_page():
    assert acts.named("tip.in_triage") == "in triage"
    with translation.override("vi"):
        assert acts.named("tip.in_triage") == "đang sàng lọc"
        assert acts.named("tip.unheard_of") == "unheard of"
