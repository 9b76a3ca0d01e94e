"""Addresses of the public pages. No code and no tip's id ever stands in one; the token of a one-time link does."""

from django.urls import path, register_converter

from hotline.public import files, receipt, report, status, welcome


class Language:
    """`en`, `zh-hans`: whether we speak it, the view says."""

    regex = "[a-z]{2,3}(?:-[a-z]{2,8})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Language, "language")
app_name = "public"
urlpatterns = [
    path("", welcome.choose, name="choose"),
    path("<language:lang>/report/", report.form, name="report"),
    path("<language:lang>/report/receipt/", report.receive, name="receipt"),
    path("<language:lang>/report/receipt/confirm/", receipt.confirm, name="confirm"),
    path("<language:lang>/report/receipt/proof/", receipt.prove, name="proof"),
    path("<language:lang>/status/", status.status, name="status"),
    path("<language:lang>/status/add/", status.add, name="add"),
    path("<language:lang>/status/withdraw/", status.withdraw, name="withdraw"),
    path("<language:lang>/files/<str:token>/", files.files, name="files"),
    path("<language:lang>/safety/", welcome.safety, name="safety"),
]
