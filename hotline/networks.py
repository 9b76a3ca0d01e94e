"""Which network a request comes from, as a mark that means nothing the day after. No address is kept anywhere."""

import hmac
import ipaddress
import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest
from django.utils import timezone

from hotline.models import NetworkKey
from vault import keys

PURPOSE = "network"
PLACE = "hotline.network"
# One network is what one household, office or mast shares: RFC 6177 gives a site up to an IPv6 /48.
PREFIX = {4: 24, 6: 48}
# After a crash the table is empty and another process makes a new key: each reads it again after this.
READ_AGAIN = timedelta(minutes=5)


@dataclass(frozen=True)
class Network:
    """A network as counted today: 16 bytes of an HMAC; the same bytes for all whose network is not known."""

    mark: bytes
    is_shared: bool


NOBODY = Network(b"", is_shared=True)


class _DayKey:
    """The day's key in this process's memory: dropped once another day has come."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        self._day: date | None = None
        self._key, self._read_at = b"", 0.0

    def today(self) -> bytes:
        day = timezone.now().date()
        with self._lock:
            is_fresh = time.monotonic() - self._read_at < READ_AGAIN.total_seconds()
            if self._day != day or not is_fresh:
                self._key, self._day, self._read_at = _key_of(day), day, time.monotonic()
            return self._key


day_key = _DayKey()


def _key_of(day: date) -> bytes:
    """HMAC of the day's random bytes under the vault's key: a stolen disk alone opens no mark, not even today's."""
    row = NetworkKey.objects.filter(pk=day).first()
    if row is None:
        forget()
        NetworkKey.objects.bulk_create([NetworkKey(day=day, random=os.urandom(32))], ignore_conflicts=True)
        row = NetworkKey.objects.get(pk=day)
    return hmac.digest(keys.purpose_key(PURPOSE), bytes(row.random), "sha256")


def forget() -> bool:
    """Destroy the key of a day that is over, and all that was counted under it. Returns: whether there was any."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hotline_forget_networks()")
        (was_there,) = cursor.fetchone() or (False,)
    return bool(was_there)


def network_of(address: str) -> str:
    """`203.0.113.0/24`, `2001:db8:7::/48`; "" for what is no public address: this machine, Tor's onion, a proxy."""
    try:
        found = ipaddress.ip_address(address.strip())
    except ValueError:
        return ""
    found = getattr(found, "ipv4_mapped", None) or found
    # Documentation networks are not "global", and the tests live there.
    if found.is_loopback or found.is_link_local or found.is_unspecified or _is_inside(found):
        return ""
    return str(ipaddress.ip_network(f"{found}/{PREFIX[found.version]}", strict=False))


INSIDE = [ipaddress.ip_network(each) for each in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")]


def _is_inside(found: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return any(found.version == each.version and found in each for each in INSIDE)


def address_in(meta: Mapping[str, Any], proxies: int) -> str:
    """Whose request it is: the peer, or the hop that the outermost of our own proxies noted; "" where it noted none.

    Args:
        proxies: how many proxies of ours stand in front, each adding its peer at the end of `X-Forwarded-For`.
    """
    if not proxies:
        return str(meta.get("REMOTE_ADDR", ""))
    hops = str(meta.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    return hops[-proxies] if len(hops) >= proxies else ""


def note(request: HttpRequest) -> None:
    """Put the network's mark on a request that is about to lose its address."""
    network = network_of(address_in(request.META, settings.TRUSTED_PROXIES))
    try:
        mark = hmac.digest(day_key.today(), network.encode(), "sha256")[:16]
    except DatabaseError:
        # Without the database nothing can be filed either: the page says so better than this place.
        return
    request.META[PLACE] = Network(mark, is_shared=not network)


def of(request: HttpRequest) -> Network:
    found = request.META.get(PLACE)
    return found if isinstance(found, Network) else NOBODY
