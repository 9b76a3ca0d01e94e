"""Pages on which a key file is opened: nothing on them can send anything but the forms that they show."""

from csp.constants import NONE
from django.conf import settings
from django.template.response import TemplateResponse


def locked_page(response: TemplateResponse) -> TemplateResponse:
    """The desk's policy without `connect-src`: no script of the page can call out by itself."""
    response._csp_replace = {**settings.DESK_CONTENT_SECURITY_POLICY, "connect-src": [NONE]}  # type: ignore[attr-defined]
    return response
