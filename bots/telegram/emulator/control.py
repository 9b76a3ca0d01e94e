"""The control side, `/emulator/…`: what a test or a demonstration asks of the platform."""

from collections.abc import Callable
from typing import Any

from . import people
from .refusal import ApiRefusal, bad_request
from .update_queue import chat_of
from .world import World

Wish = dict[str, Any]
MAX_WATCH_SECONDS = 30.0


def answer(world: World, verb: str, path: str, wish: Wish) -> Wish:
    """Answer one control request; `path` is what follows `/emulator/`.

    Raises: ApiRefusal 404 for an unknown path, 400 for a wish that makes no sense.
    """
    if verb == "GET" and path.startswith("chats/"):
        return watch_chat(world, path.removeprefix("chats/"), wish)
    try:
        order = ORDERS[(verb, path)]
    except KeyError:
        raise ApiRefusal(404, "Not Found") from None
    try:
        return order(world, wish)
    except (KeyError, TypeError, ValueError) as trouble:
        raise bad_request(f"{type(trouble).__name__}: {trouble}") from trouble


def watch_chat(world: World, number: str, wish: Wish) -> Wish:
    """A chat's messages, both directions, in order.

    With `revision` and `wait` (seconds) the answer comes when the chat changed after that revision.
    """
    if not number.lstrip("-").isdigit() or int(number) not in world.chats:
        raise ApiRefusal(404, "Not Found")
    chat = world.chats[int(number)]
    seen, wait = int(wish.get("revision", -1)), float(wish.get("wait", 0))
    if wait > 0:
        chat.changed.wait_for(lambda: chat.revision > seen, min(wait, MAX_WATCH_SECONDS))
    return chat.view()


def _repeat(world: World, wish: Wish) -> Wish:
    world.updates.repeat(int(wish["update_id"]))
    return {"update_id": int(wish["update_id"])}


def _raw(world: World, wish: Wish) -> Wish:
    number = chat_of(wish)
    if isinstance(number, int):
        # The bot may answer into a chat that only a raw update has named.
        world.open_chat({"id": number, "type": "private" if number > 0 else "supergroup"})
    return {"update_id": world.updates.add_raw(wish)}


def _fault(world: World, wish: Wish) -> Wish:
    world.faults.plan(wish)
    return {"planned": len(world.faults.planned)}


def _strict(world: World, wish: Wish) -> Wish:
    world.flood.is_strict = bool(wish.get("on", True))
    return {"strict": world.flood.is_strict}


def _clock(world: World, wish: Wish) -> Wish:
    world.forward(float(wish["forward_seconds"]))
    return {"now": int(world.now())}


def _state(world: World, _wish: Wish) -> Wish:
    return world.state()


ORDERS: dict[tuple[str, str], Callable[[World, Wish], Wish]] = {
    ("POST", "say"): people.say,
    ("POST", "tap"): people.tap,
    ("POST", "block"): people.block,
    ("POST", "unblock"): people.unblock,
    ("POST", "repeat"): _repeat,
    ("POST", "update"): _raw,
    ("POST", "fault"): _fault,
    ("POST", "strict"): _strict,
    ("POST", "clock"): _clock,
    ("GET", "state"): _state,
}
