"""A copy of somebody's file as an officer's browser gets it: it can draw or play, and do nothing else."""

import re

from django.http import StreamingHttpResponse

from hotline.copies import Copy

ENDINGS = {
    "image/jpeg": "jpeg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf", "video/mp4": "mp4",
    "video/webm": "webm", "video/x-matroska": "mkv", "video/3gpp": "3gp", "audio/ogg": "ogg",
}  # fmt: skip


def locked_in(copy: Copy, name: str, asked: str = "") -> StreamingHttpResponse:
    """Stream a copy. Alone in a tab it runs, loads and sends nothing; what is not ours to draw or play is only saved.

    Args:
        name: of the file, without its ending; a reference of ours, never the name that it came with.
        asked: the request's Range header: players fetch a film in parts.
    """
    part = _part(asked, copy.size)
    if part:
        answer = StreamingHttpResponse(copy.part(*part), content_type=copy.media_type, status=206)
        answer["Content-Range"] = f"bytes {part[0]}-{part[1]}/{copy.size}"
        answer["Content-Length"] = str(part[1] - part[0] + 1)
    else:
        answer = StreamingHttpResponse(copy.chunks, content_type=copy.media_type)
        answer["Content-Length"] = str(copy.size)
    answer["Accept-Ranges"] = "bytes"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    way = "inline" if copy.is_shown else "attachment"
    answer["Content-Disposition"] = f'{way}; filename="{name}.{ENDINGS.get(copy.media_type, "bin")}"'
    return answer


def _part(asked: str, size: int) -> tuple[int, int] | None:
    """The first and last byte of a range (RFC 9110, 14.1.2); None where the whole is the right answer."""
    said = re.fullmatch(r"bytes=(\d{0,12})-(\d{0,12})", asked.strip())
    if not said or not (said[1] or said[2]):
        return None
    start = int(said[1]) if said[1] else max(0, size - int(said[2]))
    end = min(int(said[2]), size - 1) if said[1] and said[2] else size - 1
    return (start, end) if start <= end else None
