"""An officer brings a photograph into evidence through every real process, and its custodian takes the original out."""

import hashlib
import io
import os
from dataclasses import replace
from pathlib import Path as File

import pytest
from PIL import Image

from tests.e2e import stages
from tests.e2e.desk import Desk, sideways
from tests.e2e.stages import Path
from tests.house import until
from tests.services import EICAR

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
BYTES_A_SECOND = 4 * 1024**2  # so slow that a bar is seen to move
PHONE_WIDTH = 390
# What the page's bar said on its way, kept over the page's end.
WATCH = """() => {
  const bar = document.querySelector("[data-progress] progress"), kept = [];
  new MutationObserver(() => { kept.push(bar.value); sessionStorage.setItem("seen", JSON.stringify(kept)); })
    .observe(bar, { attributes: true });
}"""


def _photograph() -> bytes:
    """Some megabytes, with a device, a time and a position in its metadata."""
    exif = Image.Exif()
    exif[0x010F] = "PlantedMaker"
    exif.get_ifd(0x8769)[0x9003] = "2026:11:02 05:06:07"
    exif.get_ifd(0x8825).update({1: "N", 2: (11.0, 33.0, 23.04), 3: "E", 4: (104.0, 55.0, 41.52)})
    out = io.BytesIO()
    Image.effect_noise((1800, 1350), 90).convert("RGB").save(out, "JPEG", exif=exif, quality=95)
    return out.getvalue()


def _photographed(desk: Desk, name: str) -> None:
    """In both widths; a page that is wider than a phone's fails."""
    wide = desk.page.viewport_size or {"width": 1280, "height": 900}
    for at, size in (("desk", wide), ("phone", {"width": PHONE_WIDTH, "height": 844})):
        desk.page.set_viewport_size(size)  # type: ignore[arg-type]
        assert sideways(desk.page) == 0, name
        if folder := os.environ.get("PICTURES"):
            desk.page.screenshot(path=f"{folder}/{name}-{at}.png", full_page=True)
    desk.page.set_viewport_size(wide)


def _bring(desk: Desk, case: str, content: bytes) -> list[float]:
    """Choose a file and send it. Returns: what the bar said on its way, in per cent."""
    desk.go(f"/desk/cases/exhibit/new/{case}/file/")
    _photographed(desk, "bring")
    desk.page.set_input_files("#id_file", {"name": "cage.jpg", "mimeType": "image/jpeg", "buffer": content})
    desk.fill(description="Photograph of a cage", how="Taken by telephone", zone="Asia/Phnom_Penh")
    slow = desk.context.new_cdp_session(desk.page)
    slow.send("Network.emulateNetworkConditions", {
        "offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": BYTES_A_SECOND,
    })  # fmt: skip
    desk.page.evaluate(WATCH)
    desk.press("Take into evidence")
    slow.detach()
    return [float(each) for each in desk.page.evaluate("JSON.parse(sessionStorage.getItem('seen') || '[]')")]


def _bring_infected(desk: Desk, case: str) -> None:
    """The file that every scanner takes for a virus, and its page."""
    desk.go(f"/desk/cases/exhibit/new/{case}/file/")
    desk.page.set_input_files("#id_file", {"name": "prices.txt", "mimeType": "text/plain", "buffer": EICAR})
    desk.fill(description="A list of prices", how="Sent by the seller")
    desk.press("Take into evidence")


def _saved(desk: Desk, to: File) -> bytes:
    act = desk.page.locator("details.desk-act", has_text="Save the original").first
    act.locator("summary").click()
    desk.fill(act, purpose="Asked for by the court")
    with desk.page.expect_download() as coming:
        act.get_by_role("button", name="Save the original").click()
    coming.value.save_as(to)
    return to.read_bytes()


def test_a_photograph_is_brought_seen_on_its_way_hashed_scanned_and_taken_out_on_record(
    released: Path, tmp_path: File
) -> None:
    house, mine, content = released.house, replace(released), _photograph()
    stages.open_case(mine)
    case = house.one("SELECT id FROM cases_case WHERE reference = %s", mine.case)
    desk = mine.desk("investigator")
    seen = _bring(desk, case, content)
    assert seen == sorted(seen)
    assert [value for value in seen if 0 < value < 100], seen
    exhibit, address = desk.path.split("/")[4], desk.path
    for digest in (hashlib.sha256(content).hexdigest(), hashlib.blake2b(content).hexdigest()):
        assert digest in desk.words
    desk.waits_for(house.scanned("No virus found"))
    desk.waits_for("the copy without metadata")
    desk.press("Correct the record", reason="The clerk wrote another cage", description="Photograph of an iron cage")
    assert "The clerk wrote another cage" in desk.words
    _photographed(desk, "exhibit")
    desk.page.get_by_role("button", name="What the file tells of device, time and place").click()
    desk.page.get_by_text("11.55640, 104.92820").first.wait_for()
    _photographed(desk, "metadata")
    custodian = mine.desk("custodian").go(address)
    assert _saved(custodian, tmp_path / "original") == content
    acts = {
        "exhibit.taken",
        "exhibit.corrected",
        "exhibit.copy_opened",
        "exhibit.metadata_read",
        "exhibit.original_opened",
    }
    linked = "SELECT verb FROM staff_auditentry JOIN staff_auditlink ON entry_id = id WHERE subject_id IN (%s, %s)"
    copy = house.one("SELECT id FROM cases_exhibit WHERE parent_id = %s", exhibit)
    until(lambda: acts <= {verb for (verb,) in house.rows(linked, exhibit, str(copy))}, 20, "the views are not linked")
    _bring_infected(desk, case)
    desk.waits_for(house.scanned("Virus found: "))
    assert desk.trouble + custodian.trouble == []
