"""tests config/redis_broker.py: with a real Redis, killed while a message is in hand and the next is asked for."""

from uuid import uuid4

import pytest
from kombu import Connection

from config import redis_broker
from tests.faults.iron import OwnRedis

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture
def redis(tmp_path):
    own = OwnRedis(tmp_path)
    yield own
    own.stop()


def _gone():
    raise redis_broker.LineGone("Connection reset by peer")


def test_a_line_that_was_given_up_is_closed_with_what_is_in_hand(redis, monkeypatch):
    redis_broker.install()
    name = f"work{uuid4().hex}"
    with Connection(redis.url) as sender:
        sender.SimpleQueue(name).put({"row": 1})
    line = Connection(redis.url)
    assert isinstance(line.transport, redis_broker.Transport)
    message = line.SimpleQueue(name).get(timeout=5)
    redis.crash()
    # What a worker does that hears of it on another of its lines: it gives up the line on which it waits for the next
    # task, which says first that it is gone; then it closes what it gave up.
    channel = line.default_channel
    monkeypatch.setattr(channel, "_brpop_read", _gone)
    channel._in_poll = channel.client.connection
    line.collect()
    monkeypatch.undo()
    channel._in_poll = None
    line.close()
    with pytest.raises(redis_broker.LineGone):
        message.ack()

    redis.come_back()
    with Connection(redis.url) as again:
        queue = again.SimpleQueue(name)
        queue.put({"row": 2})
        assert queue.get(timeout=5).payload == {"row": 2}
