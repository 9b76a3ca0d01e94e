"""Where a webhook may lead: addresses of the open network only, looked up once and held on to."""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

MAX_ADDRESS = 500  # characters
PORTS = {"https": 443, "http": 80}
# Below these lie doors of other services.
LOWEST_OTHER_PORT = 1024
# Ranges that lead to an IPv4 address inside: NAT64 (RFC 6052, 8215), 6to4 (RFC 3056), Teredo (RFC 4380).
LEADS_ON = [ipaddress.ip_network(each) for each in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]


class Unfit(Exception):
    """The address may not be called. Its text is a code: scheme, host, port, unknown, private, too_long."""


@dataclass(frozen=True)
class Receiver:
    """Where to call: the name for TLS and the Host header, the path, and the one address that was looked at."""

    scheme: str
    host: str
    port: int
    path: str
    ip: str


def parts(address: str) -> tuple[str, str, int, str]:
    """(scheme, host, port, path) of an address as it may be registered. Raises: Unfit. Nothing is looked up."""
    if len(address) > MAX_ADDRESS:
        raise Unfit("too_long")
    try:
        split = urlsplit(address)
        host, port = (split.hostname or "").rstrip("."), split.port or PORTS.get(split.scheme, 0)
    except ValueError:
        raise Unfit("host") from None
    if split.scheme not in (("https",) if _is_strict() else tuple(PORTS)):
        raise Unfit("scheme")
    whole = (host, split.path, split.query)
    if not host or split.username or split.password or split.fragment or not all(map(_is_plain, whole)):
        raise Unfit("host")
    if port != PORTS[split.scheme] and port < LOWEST_OTHER_PORT:
        raise Unfit("port")
    return split.scheme, host, port, (split.path or "/") + (f"?{split.query}" if split.query else "")


def _is_plain(said: str) -> bool:
    return said.isascii() and all(sign.isprintable() and sign != " " for sign in said)


def find(address: str) -> Receiver:
    """Look an address up and choose where to call. Raises: Unfit where the name is unknown or leads inside."""
    scheme, host, port, path = parts(address)
    try:
        found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise Unfit("unknown") from None
    # One inner address among outer ones is enough: nobody has a reason to mix them.
    if not found or (_is_strict() and not all(map(is_open, found))):
        raise Unfit("private")
    return Receiver(scheme, host, port, path, found[0])


def is_open(ip: str) -> bool:
    """Whether an address belongs to the open network: not this machine, no inner network, nothing that leads there."""
    at = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(at, ipaddress.IPv6Address):
        if at.ipv4_mapped:
            return is_open(str(at.ipv4_mapped))
        if any(at in network for network in LEADS_ON):
            return False
    return at.is_global and not (at.is_multicast or at.is_reserved or at.is_unspecified)


def _is_strict() -> bool:
    """In a house that is not live, a receiver on this machine may be tried out."""
    return bool(settings.IS_LIVE)
