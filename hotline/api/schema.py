"""What the API's description says beside its views: the key, the header that makes calls safe to repeat, the errors."""

from functools import lru_cache
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from drf_spectacular.utils import OpenApiParameter
from rest_framework.serializers import FloatField, Serializer

from hotline.api.errors import plain
from hotline.api.shapes import Refusal
from hotline.story import MAX_FILES

JSON, YAML = "application/json", "application/yaml"
IDEMPOTENCY = OpenApiParameter(
    "Idempotency-Key", {"type": "string", "pattern": r"^[\x21-\x7e]{1,200}$"}, OpenApiParameter.HEADER, required=True,
    description="Your own key for this call. The same key with the same body is the same call, with the same answer.",
)  # fmt: skip
FILES = {
    "multipart/form-data": {
        "type": "object",
        "properties": {
            "files": {
                "type": "array", "items": {"type": "string", "format": "binary"}, "minItems": 1, "maxItems": MAX_FILES,
            }
        },
        "required": ["files"],
    }
}  # fmt: skip


def form_of(shape: type[Serializer[Any]], file: str, *, need_file: bool = False) -> dict[str, Any]:
    """The multipart form of a shape, with files under the name `file`: for the description."""
    known = {name: _form_field(each) for name, each in shape().fields.items()}
    named = [name for name, each in shape().fields.items() if each.required] + ([file] if need_file else [])
    binary = {"type": "array", "items": {"type": "string", "format": "binary"}, "maxItems": MAX_FILES}
    return {"type": "object", "properties": known | {file: binary}, "required": named}


def _form_field(field: Any) -> dict[str, Any]:
    kind = "number" if isinstance(field, FloatField) else "string"
    bounds = {"minimum": field.min_value, "maximum": field.max_value} if kind == "number" else {}
    return {"type": kind, "description": str(field.help_text or ""), **bounds}


def refusals(*codes: int) -> dict[int, type[Refusal]]:
    """The errors of an operation as the description lists them; those that any call can meet are always among them."""
    return dict.fromkeys(sorted({401, 403, 405, 406, 429, 500, *codes}), Refusal)


class PartnerKeyScheme(OpenApiAuthenticationExtension):
    target_class = "hotline.api.keys.ByPartnerKey"
    name = "partnerKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A partner key, hb_…, as the desk gives it."}


def close(result: dict[str, Any], **_generator: Any) -> dict[str, Any]:
    """What is sent holds no field that we do not know: a wrong name would lose its content unseen."""
    for name, component in result["components"]["schemas"].items():
        if name.endswith("Request") and component["type"] == "object":
            component["additionalProperties"] = False
    return result


@lru_cache(maxsize=2)
def _described(kind: str) -> bytes:
    """The description as text: made once a process, the same for everybody."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    renderer = OpenApiJsonRenderer() if kind == JSON else OpenApiYamlRenderer()
    return bytes(renderer.render(schema, renderer_context={}))


def description(request: HttpRequest) -> HttpResponse:
    """`/api/schema/`: YAML, or JSON for those who accept it or ask by `?format=json`."""
    if request.method not in ("GET", "HEAD"):
        return plain(request, 405)
    wants_json = request.GET.get("format") == "json" or (request.accepts(JSON) and not request.accepts("text/html"))
    kind = JSON if wants_json else YAML
    return HttpResponse(_described(kind), content_type=kind, headers={"Vary": "Accept"})


# The reader's script draws with its own styles and asks for the description; nothing comes from another host.
READER_POLICY = {
    "script-src": [SELF],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:"],
    "connect-src": [SELF],
}


@csp_replace(READER_POLICY)
def reader(request: HttpRequest) -> HttpResponse:
    """`/api/docs/`: the description to read and to try out. No cookie, no script in the page."""
    if request.method not in ("GET", "HEAD"):
        return plain(request, 405)
    return HttpResponse(render_to_string("hotline/api/docs.html"))
