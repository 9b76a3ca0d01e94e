"""What charts of the network are drawn of, and their pages."""

from typing import Any

from tests.intel.making import make_entity, make_link

CHART = "/desk/intel/network/"


def make_pair(case: Any, by: Any) -> tuple[Any, Any]:
    """A person, linked with a lorry."""
    made = make_entity(case, by, "Tran Van Minh"), make_entity(case, by, "29C-123.45", "Vehicle")
    make_link(*made, by, role="courier")
    return made


def page_of(browser: Any, query: str = "", part: str = "") -> str:
    return str(browser.get(f"{CHART}{part}?{query}").content.decode())
