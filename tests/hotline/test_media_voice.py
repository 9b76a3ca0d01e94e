"""A voice is not known at once by whoever hears the copy; the original keeps it as it was."""

import io

import pytest

from hotline.media import shut_in, voice
from hotline.models import Attachment
from tests.hotline import camera
from tests.hotline.enclosing import content_of, copied, parts_of

pytestmark = pytest.mark.django_db
RECORDINGS = [
    ("ogg", "libopus", "note.ogg", "audio/ogg", 48000), ("mp3", "libmp3lame", "note.mp3", "audio/mpeg", 44100),
    ("ipod", "aac", "note.m4a", "audio/mp4", 44100), ("wav", "pcm_s16le", "note.wav", "audio/x-wav", 16000),
    ("amr", "libopencore_amrnb", "note.amr", "audio/amr", 8000), ("webm", "libopus", "note.webm", "video/webm", 48000),
]  # fmt: skip


@pytest.mark.parametrize(("container", "codec", "name", "media_type", "rate"), RECORDINGS)
def test_a_recordings_copy_speaks_in_another_pitch(
    container: str, codec: str, name: str, media_type: str, rate: int
) -> None:
    original = camera.recording(container, codec, rate=rate)
    assert camera.pitch(original) == pytest.approx(440, rel=0.02)
    done = copied(original, name)
    assert (done.state, done.media_type) == (Attachment.State.COPIED, media_type), done.reason
    assert done.remarks == ["voice_changed"]
    copy = content_of(done.copy_id)
    moved = camera.pitch(copy) / 440
    assert 1.15 < moved < 1.4 or 0.7 < moved < 0.87
    assert copy.startswith(b"OggS")
    assert not any(secret in copy for secret in camera.SECRETS)


def test_no_two_recordings_are_moved_by_the_same_amount() -> None:
    voice.load()
    original, heard = camera.recording(), []
    for _time in range(6):
        parts = io.BytesIO()
        voice.make(original, "audio/ogg", shut_in.Parts(parts))
        heard.append(round(camera.pitch(parts_of(parts.getvalue())[shut_in.COPY])))
    assert len(set(heard)) > 3


def test_a_recording_that_takes_too_long_is_cut_and_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice, "MAX_SECONDS", 0.5)
    voice.load()
    parts = io.BytesIO()
    voice.make(camera.recording(), "audio/ogg", shut_in.Parts(parts))
    found = parts_of(parts.getvalue())
    assert b"cut_short" in found[shut_in.REMARK]
    assert 0.2 < camera.seconds(found[shut_in.COPY]) < 0.7
