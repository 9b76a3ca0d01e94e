"""tests config/file_broker.py"""

from pathlib import Path
from queue import Empty
from uuid import uuid4

import pytest
from kombu import Connection
from kombu.simple import SimpleQueue

from config import file_broker

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture
def queue(tmp_path):
    file_broker.install()
    for folder in ("queue", "control"):
        (tmp_path / folder).mkdir()
    options = {
        "data_folder_in": str(tmp_path / "queue"), "data_folder_out": str(tmp_path / "queue"),
        "control_folder": str(tmp_path / "control"), "polling_interval": 0.01,
    }  # fmt: skip
    with Connection("filesystem://", transport_options=options) as connection:
        assert isinstance(connection.transport, file_broker.Transport)
        # kombu remembers in the process which queues it has bound.
        simple = connection.SimpleQueue(f"work{uuid4().hex}")
        yield simple
        simple.close()


def _take(queue: SimpleQueue) -> object:
    message = queue.get(timeout=5)
    message.ack()
    return message.payload


def test_messages_come_in_the_order_they_were_put(queue):
    for number in range(3):
        queue.put({"number": number})
    assert [_take(queue)["number"] for _number in range(3)] == [0, 1, 2]
    with pytest.raises(Empty):
        queue.get(block=False)


def test_half_a_message_is_passed_over_and_the_next_one_arrives(queue, tmp_path):
    for number, half in enumerate((b"", b'{"body": ')):
        (tmp_path / f"queue/0_{number}.{queue.queue.name}.msg").write_bytes(half)
    queue.put({"whole": True})
    assert _take(queue) == {"whole": True}


def test_a_message_is_never_seen_before_it_is_whole(queue, tmp_path, monkeypatch):
    seen = []
    write = Path.write_text

    def looked_at(path, text):
        path.touch()
        seen.extend(each.name for each in (tmp_path / "queue").glob("*.msg"))
        return write(path, text)

    monkeypatch.setattr(Path, "write_text", looked_at)
    queue.put({"whole": True})
    assert seen == []
    assert _take(queue) == {"whole": True}
