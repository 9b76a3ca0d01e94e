"""The demonstration's reports and cases: sanitised accounts, written afresh from the tips. Inventions all."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """One report: the tips behind it, and what an analyst wrote. `species`: (name, CITES term, quantity, unit)."""

    name: str
    tips: tuple[str, ...]
    title: str
    text: str
    offences: tuple[str, ...]
    country: str
    place: str
    grade: tuple[str, str, str]
    species: tuple[tuple[str, str, str, str], ...] = ()
    handling: str = "TLP:AMBER"
    is_released: bool = True


REPORTS = (
    Words(
        "bears", ("bear-farm", "bear-bile"),
        "Asiatic black bears kept for bile west of the capital",
        "Several Asiatic black bears are held in metal cages at a private site. Bile is extracted and sold fresh by "
        "a pharmacy in the nearest town, Nhà thuốc Ví Dụ; buyers order a day ahead. A white van with the plate "
        "29X-000.01 calls weekly; Trần Ví Dụ is told of as keeper, Lê Thử Nghiệm as driver. At least one animal is "
        "injured. Two separate accounts agree on the site and on the sale.",
        ("live", "parts", "breeding"), "VN", "Hanoi, western districts", ("C", "2", "witnessed"),
        (("Ursus thibetanus", "LIV", "4", "no."), ("Ursus thibetanus", "GAL", "", "")),
    ),
    Words(
        "scales", ("port-crates",),
        "Pangolin scales prepared for movement through a northern port",
        "A consignment in commercial packing is believed to hold pangolin scales of several hundred kilogrammes. The "
        "declared goods are an agricultural product. Movement out of the port area is expected within days.",
        ("transport", "parts"), "VN", "northern port area", ("B", "3", "direct"),
        (("Manis javanica", "SCA", "300", "kg"),), "TLP:AMBER+STRICT",
    ),
    Words(
        "snares", ("snare-line",),
        "Wire snares along a ridge in the Annamites",
        "A line of several dozen wire snares, part of them new, was found on forested high ground. One ungulate had "
        "been caught. Removal by a patrol is advised before the next market day.",
        ("killing",), "LA", "Annamite range", ("C", "2", "witnessed"), (("Muntiacus muntjak", "BOD", "1", "no."),),
    ),
    Words(
        "gibbon", ("gibbon-beach",),
        "Juvenile gibbon used for photographs with tourists",
        "A juvenile gibbon in poor condition is used nightly for paid photographs in a nightlife area at the coast.",
        ("live", "cruelty"), "TH", "southern coast", ("C", "3", "witnessed"), (("Hylobates lar", "LIV", "1", "no."),),
        is_released=False,
    ),
)  # fmt: skip

# Name, reports, title, kind, priority, summary.
CASES = (
    (
        "bears", ("bears",), "Bear bile from a private site west of Hanoi", "captive", 2,
        "Bears are held at a private site; bile is sold through a pharmacy in town. Aim: inspection by the authority "
        "in charge, and a place in a sanctuary for the animals.",
    ),
    (
        "shipment", ("scales",), "Pangolin scales in a container shipment", "trade", 1,
        "A consignment under a false declaration waits near a port. Aim: a check by customs before it moves.",
    ),
    (
        "snares", ("snares",), "Snare line in the Annamites", "poaching", 3,
        "Snares on a ridge. Aim: removal by a patrol, and a look at who buys from the valley.",
    ),
)  # fmt: skip
