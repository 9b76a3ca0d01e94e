"""Start-up says which parts are off."""

import logging
from typing import Any

import pytest

from config import parts


def test_start_up_names_every_part_whose_setting_is_empty(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.CLAMAV_SOCKET, settings.EMAIL_URL = "", "smtp://mail"
    with caplog.at_level(logging.INFO, "config.parts"):
        parts.say()
    assert "CLAMAV_SOCKET is empty" in caplog.text
    assert "EMAIL_URL" not in caplog.text


def test_a_part_that_is_on_is_not_named(settings: Any) -> None:
    settings.CLAMAV_SOCKET = "/run/clamd"
    assert not any("CLAMAV_SOCKET" in each for each in parts.off())
