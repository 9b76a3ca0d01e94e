"""Office files that are the same bytes for the same content: their zip carries no clock of the machine."""

import io
import re
import zipfile
from datetime import UTC, datetime

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def steady_zip(office: bytes, at: datetime) -> bytes:
    """Pack a docx or xlsx again with one date on every member and in its properties.

    Args:
        at: with zone; kept to two seconds in the zip, as its format does.
    """
    moment = at.astimezone(UTC)
    said = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(office)) as found, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in found.namelist():
            body = found.read(name)
            if name == "docProps/core.xml":
                body = _MODIFIED.sub(rb"\g<1>" + said + rb"\g<2>", body)
            member = zipfile.ZipInfo(name, moment.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(member, body)
    return out.getvalue()
