"""The address of a listing: as it is kept, and in the one spelling by which it is known again. Pure, nothing fetched.

What only counts clicks is dropped before anything is kept: such a parameter can name whoever shared the address.
"""

import hashlib
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from hotline import addresses

SAFE = "/%:@!$&'()*+,;=~-._"
PORTS = {"http": 80, "https": 443}


def cleaned(url: str) -> str:
    """The address that still leads to the page: no user, fragment or counting parameter, host in small letters.

    Raises: ValueError where it is no whole address of the web.
    """
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in PORTS or not host or any(sign.isspace() for sign in host):
        raise ValueError("not a whole address")
    where = f"[{host}]" if ":" in host else host
    if parts.port and parts.port != PORTS[parts.scheme]:
        where += f":{parts.port}"
    query, route = _kept(host, parts.query), _route(host, parts.fragment)
    path = quote(parts.path, safe=SAFE) or "/"
    return f"{parts.scheme}://{where}{path}" + (f"?{query}" if query else "") + (f"#{route}" if route else "")


def _kept(host: str, query: str) -> str:
    front = addresses.FRONTS.sub("", host)
    said = parse_qsl(query, keep_blank_values=True)
    return urlencode([(name, value) for name, value in said if not addresses.only_counts(front, name)])


def _route(host: str, fragment: str) -> str:
    """What follows the sign # where it names a page of an application, as in #!/item/7; '' for a place on a page."""
    if not fragment.startswith(("/", "!/")):
        return ""
    path, _sign, query = fragment.partition("?")
    kept = _kept(host, query)
    return quote(path, safe=SAFE) + (f"?{kept}" if kept else "")


def key_of(cleaned_url: str) -> str:
    """SHA-256 in hexadecimal of a cleaned address in one spelling: no scheme, no front door, parameters sorted."""
    route = urlsplit(cleaned_url).fragment
    return hashlib.sha256(f"{addresses.plain(cleaned_url)}#{route}".encode()).hexdigest()
