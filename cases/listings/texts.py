"""What a platform is told: a letter in several languages, or JSON. Pure; the wordings are files beside it.

A wording holds `subject`, `opening`, `ask`, `closing`, a sentence for each ground and for what is listed, and labels of
the lines. A sentence with a place for something that is not known is left out.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("wording")
LINES = ("url", "account", "species", "appendix", "rule")


@dataclass(frozen=True)
class Told:
    """Everything that a platform may be told of a listing; '' what is not known.

    ground: of `Listing.Ground`; appendix: as listed, `I`, `I/II`. organisation, contact: ours.
    """

    url: str
    platform: str = ""
    account: str = ""
    ground: str = ""
    rule: str = ""
    species: str = ""
    common_name: str = ""
    appendix: str = ""
    organisation: str = ""
    contact: str = ""


@cache
def wording(language: str) -> dict[str, str]:
    """A language's sentences by name. Raises: FileNotFoundError for a language that has none."""
    return dict(json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8")))


def as_mail(told: Told, language: str) -> str:
    """Subject, blank line, letter."""
    said = wording(language)
    parts = [
        said["subject"].format(platform=told.platform).strip(), said["opening"].format(organisation=told.organisation),
        said[f"ground_{told.ground}"], "\n".join(_lines(told, said)), *_law(told, said), said["ask"],
        said["closing"], "\n".join(filter(None, (told.organisation, told.contact))),
    ]  # fmt: skip
    return "\n\n".join(part for part in parts if part) + "\n"


def _lines(told: Told, said: dict[str, str]) -> Iterator[str]:
    values = asdict(told) | {"species": _species(told)}
    for name in LINES:
        if values[name]:
            yield f"{said[name]}: {values[name]}"


def _species(told: Told) -> str:
    return f"{told.species} ({told.common_name})" if told.common_name else told.species


def _law(told: Told, said: dict[str, str]) -> Iterator[str]:
    """What the listing in CITES means; of several appendices the strictest."""
    first = next((each for each in ("I", "II", "III") if each in told.appendix.split("/")), "")
    if first:
        yield said[f"appendix_{first}"]


def as_json(told: Told) -> str:
    """The same for a platform's API: English names, what is not known left out."""
    said = {name: value for name, value in asdict(told).items() if value and name != "platform"}
    said["reason"] = wording("en")[f"ground_{said.pop('ground')}"]
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"
