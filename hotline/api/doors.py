"""The base of every view for partners' machines, in this package and in others."""

from typing import Any, ClassVar

from rest_framework.response import Response
from rest_framework.views import APIView

from hotline.api import reading
from hotline.api.keys import ByPartnerKey, HasScope, KeyBudget


class PartnerView(APIView):
    """Key, scope and budget are checked before a body is read. `scopes` names the scope that each method asks for."""

    http_method_names = ["get", "head", "post"]
    scopes: ClassVar[dict[str, str]] = {}
    authentication_classes = (ByPartnerKey,)
    permission_classes = (HasScope,)
    throttle_classes = (KeyBudget,)
    parser_classes: Any = (reading.StrictJSON,)

    def handle_exception(self, raised: Exception) -> Response:
        reading.let_go(self.request)
        return super().handle_exception(raised)
