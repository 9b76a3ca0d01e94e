"""Bot API methods by which a bot learns of updates and files."""

import ipaddress
import re
from typing import Any
from urllib.parse import urlsplit

from .courier import Courier
from .params import Params
from .refusal import bad_request, conflict
from .world import Webhook, World

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
# Bot API, setWebhook: max_connections 1-100, default 40.
DEFAULT_CONNECTIONS, MAX_CONNECTIONS = 40, 100
POLL_UNDER_WEBHOOK = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


def get_me(world: World, _params: Params) -> dict[str, Any]:
    """The bot's own user."""
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_updates(world: World, params: Params) -> list[dict[str, Any]]:
    """Long poll; lets go of the world's lock while it waits."""
    if world.webhook.url:
        raise conflict(POLL_UNDER_WEBHOOK)
    world.updates.allow(params.tree("allowed_updates"))
    return world.updates.take(
        offset=params.whole("offset"),
        limit=params.whole("limit", 100),
        wait_seconds=params.whole("timeout"),
    )


def set_webhook(world: World, params: Params) -> bool:
    """Deliver updates to a URL from now on; what waits is delivered first."""
    url = params.text("url")
    if not url:
        return delete_webhook(world, params)
    _check_url(url)
    secret = params.text("secret_token")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = params.whole("max_connections", DEFAULT_CONNECTIONS)
    allowed = params.tree("allowed_updates")
    world.updates.allow(allowed)
    _end_delivery(world, params)
    world.updates.interrupt("terminated by setWebhook request")
    world.webhook = Webhook(
        url=url,
        max_connections=min(max(connections, 1), MAX_CONNECTIONS),
        allowed=allowed if allowed is not None else world.webhook.allowed,
        drops=world.webhook.drops,
    )
    _start_delivery(world, secret)
    return True


def delete_webhook(world: World, params: Params) -> bool:
    """Go back to polling; updates that were not taken stay."""
    _end_delivery(world, params)
    world.webhook = Webhook(allowed=world.webhook.allowed, drops=world.webhook.drops)
    return True


def get_webhook_info(world: World, _params: Params) -> dict[str, Any]:
    """The webhook as set, what waits, and the last failure."""
    webhook = world.webhook
    told: dict[str, Any] = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    }
    if webhook.url:
        told |= {"max_connections": webhook.max_connections, "ip_address": "127.0.0.1"}
    if webhook.last_error_date is not None:
        told["last_error_date"] = webhook.last_error_date
        told["last_error_message"] = webhook.last_error
    if webhook.allowed:
        told["allowed_updates"] = webhook.allowed
    return told


def get_file(world: World, params: Params) -> dict[str, Any]:
    """A file's path, to be fetched within the link's lifetime."""
    return world.shelf.link(params.text("file_id"))


def _check_url(url: str) -> None:
    """Telegram takes HTTPS only; the emulator also takes HTTP on the loopback."""
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme != "http" or not _is_loopback(parts.hostname or ""):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _end_delivery(world: World, params: Params) -> None:
    if world.courier is not None:
        world.courier.stop()
    world.courier = world.updates.subscriber = None
    if params.flag("drop_pending_updates"):
        world.webhook.drops += 1
        world.updates.drop()


def _start_delivery(world: World, secret: str) -> None:
    world.courier = Courier(
        world.webhook.url,
        secret=secret,
        connections=world.webhook.max_connections,
        pace=world.pace,
        delivered=world.webhook_took,
        failed=world.webhook_failed,
    )
    for update in world.updates.pending.values():
        world.courier.hand(update)
    world.updates.subscriber = world.courier.hand
