"""A copy of somebody's file as an officer's browser gets it: it can draw, and do nothing else."""

from django.http import StreamingHttpResponse

from hotline.copies import Copy


def locked_in(copy: Copy, name: str) -> StreamingHttpResponse:
    """Stream a copy. Alone in a tab it runs, loads and sends nothing; what is no picture of ours is only saved.

    Args:
        name: of the file, without its ending; a reference of ours, never the name that it came with.
    """
    answer = StreamingHttpResponse(copy.chunks, content_type=copy.media_type)
    answer["Content-Length"] = str(copy.size)
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    ending = copy.media_type.rpartition("/")[2] if copy.is_picture else "bin"
    way = "inline" if copy.is_picture else "attachment"
    answer["Content-Disposition"] = f'{way}; filename="{name}.{ending}"'
    return answer
