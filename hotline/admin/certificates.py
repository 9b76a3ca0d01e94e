"""Purge certificates at the desk: what was destroyed, by which rule, and whether the certificate still holds."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from hotline import certificates, retention
from hotline.models import PurgeCertificate
from staff.desk import DeskAdmin
from vault import signing


@admin.register(PurgeCertificate)
class PurgeCertificateAdmin(DeskAdmin):
    list_display = ("reference", "rule", "issued_at", "keys_destroyed", "texts_cleared", "files_removed")
    list_filter = ("rule",)
    search_fields = ("=reference",)
    ordering = ("-issued_at", "id")
    sortable_by = ()
    page_template = "hotline/desk/certificate.html"
    page_facts = ("rule", "issued_at", *certificates.COUNTS)

    def page_urls(self) -> list[URLPattern]:
        file = path("<str:pk>/file/", self.door(self.download), name="hotline_purgecertificate_file")
        return [file, *super().page_urls()]

    def page_context(self, request: HttpRequest, row: PurgeCertificate) -> dict[str, Any]:
        term = retention.TIMETABLE.get(row.rule)
        return {
            "holds": certificates.holds(row), "signed": self._signed(row),
            "term": (term.days(), term.words) if term else None,
        }  # fmt: skip

    def _signed(self, row: PurgeCertificate) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in certificates.as_file(row).items()]

    def download(self, request: HttpRequest, pk: str) -> HttpResponse:
        """The certificate as signed, in a file that any Ed25519 tool checks."""
        row = self.row_or_404(request, pk)
        answer = HttpResponse(signing.canonical(certificates.as_file(row)) + b"\n", content_type="application/json")
        answer["Content-Disposition"] = f'attachment; filename="{row.reference}.json"'
        return answer
