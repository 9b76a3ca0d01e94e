"""hotline/public/posts.py: bodies of every make, and what is made of them."""

import os

import pytest
from django.test import RequestFactory

from hotline.public import posts
from hotline.public.uploads import SealingHandler
from vault import blobs

pytestmark = pytest.mark.django_db
B = "edge"
TYPE = f"multipart/form-data; boundary={B}"


def _part(disposition: str, content: bytes, *more: str) -> bytes:
    head = "\r\n".join([f"Content-Disposition: form-data; {disposition}", *more])
    return f"--{B}\r\n{head}\r\n\r\n".encode() + content + b"\r\n"


def _read(*parts: bytes, end: bytes = f"--{B}--\r\n".encode(), kind: str = TYPE):
    request = RequestFactory().generic("POST", "/", b"".join(parts) + end, content_type=kind)
    handler = SealingHandler()
    return posts.sealed(request, handler), handler.arrivals


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ('filename="a.jpg"', "a.jpg"),
        ('filename="C:\\\\photos\\\\a.jpg"', "a.jpg"),
        ('filename="../../etc/a.jpg"', "a.jpg"),
        ('filename="ph\u1ea3n.jpg"', "ph\u1ea3n.jpg"),
        ("filename*=UTF-8''ph%E1%BA%A3n.jpg", "ph\u1ea3n.jpg"),
        ('filename="a%22b.jpg"', 'a"b.jpg'),
        ('filename="a\x00b.jpg"', "ab.jpg"),
        ("filename=a.jpg", "a.jpg"),
    ],
)
def test_a_files_name_is_its_last_step_in_signs_that_can_be_seen(said, kept):
    _fields, arrivals = _read(_part(f'name="files"; {said}', b"bytes", "Content-Type: image/jpeg"))
    assert [upload.name for upload in arrivals.uploads] == [kept]


@pytest.mark.parametrize("said", ['filename=""', 'filename="."', 'filename="/"'])
def test_a_file_that_nobody_chose_is_none(said):
    fields, arrivals = _read(_part(f'name="files"; {said}', b""), _part('name="a"', b"1"))
    assert (dict(fields), arrivals.uploads, arrivals.empty) == ({"a": ["1"]}, [], [])


def test_fields_come_as_they_were_typed():
    fields, _arrivals = _read(
        _part('name="a"', "x\r\n\u1793y".encode()), _part('name="a"', b"2"), _part('name=" b "', b"\xff"),
        _part('name="c"', b""),
    )  # fmt: skip
    assert (fields.getlist("a"), fields["b"], fields["c"]) == (["x\r\n\u1793y", "2"], "\ufffd", "")


@pytest.mark.parametrize(
    "body",
    [
        (b"",), (b"--edge\r\nbroken",), (_part('name="a"', b"1"), b"--edge\r\n"), (b"--edge\r\nX: y\r\n\r\n1\r\n",),
        (_part('name="a"', b"MQ==", "Content-Transfer-Encoding: base64"),),
    ],
)  # fmt: skip
def test_a_body_that_is_no_whole_form_is_refused(body):
    with pytest.raises(posts.Unreadable):
        _read(*body, end=b"" if len(body[0]) < 60 else b"--edge--\r\n")


def test_more_than_any_form_of_ours_is_refused_and_leaves_nothing(settings, tmp_path):
    settings.FILE_STORE = str(tmp_path / "files")
    photo = _part('name="files"; filename="a.jpg"', os.urandom(100_000))
    for wrong in (
        [_part(f'name="f{n}"', b"1") for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)],
        [_part('name="a"', b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1))],
        [_part('name="files"; filename="b"', b"") for _ in range(settings.DATA_UPLOAD_MAX_NUMBER_FILES + 1)],
        [_part('name="files"; filename=""', b"") for _ in range(settings.DATA_UPLOAD_MAX_NUMBER_FILES + 1)],
        [_part(f'name="{"n" * 4000}"', b"x" * 20_000) for _ in range(100)],
        [b"--edge\r\n" + b"X" * 9000 + b": y\r\n\r\n"],
    ):
        with pytest.raises(posts.Unreadable):
            _read(photo, *wrong)
    with pytest.raises(posts.Unreadable):
        _read(photo, kind="multipart/form-data")
    assert list(blobs.settled()) == list(blobs.unfinished()) == []


def test_what_follows_the_form_is_read_and_let_go():
    fields, _arrivals = _read(_part('name="a"', b"1"), end=b"--edge--\r\n" + b"and more\r\n" * 50_000)
    assert fields["a"] == "1"
