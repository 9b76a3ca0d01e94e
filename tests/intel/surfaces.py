"""Every place of the desk on which intelligence shows, by its route, with what whoever may see all of it finds there.

A new route below `/desk/intel/` makes `tests/intel/test_surfaces.py` fail until it has a line here: names of PLANTS,
parted by blanks; NOTHING where none of them belongs, which is asked all the same. POSTs are asked without a line.
"""

import re

from tests.config import routes

NOTHING = ""
# What differs between two answers that say the same.
PASSING = re.compile(
    r'name="(?:csrfmiddlewaretoken|once)" value="[^"]*"|X-CSRFToken[^}]*|nonce="[^"]*"|\b0x\w+|\d\d:\d\d(:\d\d)?'
)

# What stands in the planted case, each by a word of no language, and the right that shows it to a member of the case.
PLANTS = {
    "name": ("Qovarin Zeltask", "intel.view_entity"),
    "fact": ("Zqxfactvwk", "intel.view_entity"),
    "link": ("Zqxlinkvwk", "intel.view_entity"),
    # Rests on a report that another case keeps from `partly`.
    "quiet": ("Zqxquietvwk", "intel.view_entity"),
    "product": ("Zqxproductvwk", "intel.view_product"),
    "case": ("Zqxcasevwk", "cases.view_case"),
    "listing": ("Zqxlistingvwk", "cases.view_listing"),
    "import": ("Zqximportvwk", "intel.record_entity"),
}
# What a page is asked for beside its plain address. A search box is given a part of a plant, so that a page that
# repeats the question tells nothing.
ASKED_FOR = {
    "desk/search/": ("?q=Zqxcase",),
    "desk/cases/case/": ("?q=Zqxcase",),
    "desk/intel/entity/": ("?q=Zeltask",),
    "desk/intel/network/": ("?q=Zeltask",),
    "desk/intel/network/find/": ("?q=Zeltask",),
    "desk/intel/product/": ("?q=Zqxproduct",),
    "desk/intel/trends/": (
        *(f"?view={view}" for view in ("unusual", "season", "routes", "sellers", "indicators")),
        *(f"?by={by}" for by in ("platform", "route", "concealment", "group")),
    ),
    "desk/intel/trends/rows/": ("?kind=case", "?kind=seizure", "?kind=report&of=platform:zqxfactvwk"),
}

SURFACES: dict[str, str] = {
    "desk/": NOTHING,
    "desk/search/": NOTHING,
    "desk/cases/case/": "case",
    "desk/cases/case/<path:object_id>/change/": "name case product",
    "desk/cases/case/<str:pk>/network/": "name link",
    "desk/cases/case/<str:pk>/text/<uuid:report_id>/": "name",
    "desk/cases/case/<str:pk>/export/": NOTHING,
    "desk/cases/listing/": "listing",
    "desk/cases/listing/<path:object_id>/change/": "listing",
    "desk/hotline/report/<path:object_id>/change/": NOTHING,
    "desk/intel/entity/": "name",
    "desk/intel/entity/<path:object_id>/change/": "name fact link quiet case",
    # Charts around a node and the whole worked through: tests/cases/test_explorer.py asks for those.
    "desk/intel/network/": "name",
    "desk/intel/network/find/": "name",
    "desk/intel/network/analysis/": NOTHING,
    "desk/intel/network/analysis/progress/": NOTHING,
    "desk/intel/product/": "product",
    "desk/intel/product/<path:object_id>/change/": "product",
    "desk/intel/product/new/": NOTHING,
    "desk/intel/product/<str:pk>/write/": "product",
    "desk/intel/product/<str:pk>/compare/": NOTHING,
    "desk/intel/import/": NOTHING,
    "desk/intel/import/<path:object_id>/change/": "import",
    "desk/intel/import/new/<uuid:case_id>/": NOTHING,
    "desk/intel/import/<str:pk>/progress/": NOTHING,
    "desk/intel/trends/": NOTHING,
    "desk/intel/trends/rows/": NOTHING,
}
# What is handed out as a file: the form that is asked for, and what stands in it.
FILES = {
    "desk/intel/product/<str:pk>/file/": ("docx", "product"),
    "desk/cases/case/<str:pk>/export/": ("ftm", "name fact quiet link"),
}


def declared() -> dict[str, str]:
    """Every route that anybody reaches below `/desk/intel/`, with those of the table; POSTs among them."""
    whole = routes.of_models() | routes.GETS | routes.POSTS
    below = {route for route, allowed in whole.items() if route.startswith("desk/intel/") and allowed != routes.NOBODY}
    return {route: whole[route] for route in below | set(SURFACES) if whole.get(route) != routes.OFFICERS}


def lacking() -> set[str]:
    """Routes that have no line yet."""
    return set(declared()) - set(SURFACES) - set(routes.POSTS)
