"""One packet of a large case, built: `python -m benchmarks.packet_stage PACKET`, a process of its own.

Prints JSON: seconds of the build, of the raw pass over the same exhibits and of setting the papers alone; bytes; pages
of PDF; peak memory in kilobytes.
"""

import hashlib
import io
import json
import os
import sys
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pikepdf

from benchmarks import packet_case
from benchmarks.processes import kilobytes

if TYPE_CHECKING:
    from cases.models import Packet


def main(packet_id: UUID) -> dict[str, float]:
    import django

    django.setup()
    from cases.models import Packet
    from cases.packets import building, release
    from config.celery import app
    from staff.models import Officer

    # The nudge goes nowhere: this process is the one that builds.
    app.conf.update(broker_url="memory://", broker_transport_options={})
    second = Officer.objects.get(username=packet_case.SECOND)
    release.approve_packet(Packet.objects.get(pk=packet_id), mosaic="No: many saw the crates.", by=second)
    began = time.perf_counter()
    packet = building.build(packet_id)
    took = time.perf_counter() - began
    peak = kilobytes(os.getpid(), "VmHWM")
    if packet is None or packet.status != Packet.Status.READY:
        raise RuntimeError(packet.failure if packet else "another worker has it")
    raw, size = _raw(packet)
    papers, pages = _papers(packet)
    return {
        "built": took, "raw": raw, "papers": papers, "bytes": size, "packet": packet.size, "pages": pages, "peak": peak,
    }  # fmt: skip


def _raw(packet: "Packet") -> tuple[float, int]:
    """The limit: each exhibit that leaves is decrypted, hashed with SHA-256 and put into a stored zip on the disk."""
    from django.conf import settings

    from cases.packets import assembly
    from vault import files
    from vault.models import StoredFile

    leaving = [each for each in assembly.content(packet).leaving if each.name]
    stored = StoredFile.objects.in_bulk([each.exhibit.file_id for each in leaving])
    out, size = Path(settings.FILE_STORE) / "raw.zip", 0
    began = time.perf_counter()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as bare:
        for each in leaving:
            digest = hashlib.sha256()
            with bare.open(each.name, "w") as member:
                for chunk in files.read(stored[each.exhibit.file_id]):
                    digest.update(chunk)
                    member.write(chunk)
                    size += len(chunk)
            if digest.hexdigest() != each.exhibit.sha256:
                raise RuntimeError("an exhibit is not what custody says")
    took = time.perf_counter() - began
    out.unlink()
    return took, size


def _papers(packet: "Packet") -> tuple[float, int]:
    """Every paper set once more, with nothing beside it. Returns: seconds, pages of PDF."""
    from cases.packets import assembly, documents

    content = assembly.content(packet)
    began = time.perf_counter()
    with documents.being_set(packet, content) as papers:
        made = {name: paper.result() for name, paper in papers.items()}
    took = time.perf_counter() - began
    return took, sum(len(pikepdf.open(io.BytesIO(body)).pages) for name, body in made.items() if name.endswith(".pdf"))


if __name__ == "__main__":
    json.dump(main(UUID(sys.argv[1])), sys.stdout)
