"""What an agency sends to prove an outcome: papers and photographs as they stream in."""

import io
from typing import Any

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"


def paper(content: bytes = PDF, name: str = "seizure-record.pdf") -> Any:
    """A paper that has streamed in, sealed."""
    from hotline.attachments import Upload
    from vault import files

    return Upload(files.receive([content]), name)


def photograph() -> bytes:
    """A small JPEG."""
    from PIL import Image

    kept = io.BytesIO()
    Image.new("RGB", (40, 30), (90, 120, 60)).save(kept, "JPEG")
    return kept.getvalue()
