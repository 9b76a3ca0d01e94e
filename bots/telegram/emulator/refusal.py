"""The refusals of the Bot API, with the code and wording that Telegram uses."""


class ApiRefusal(Exception):
    """One `{"ok": false}` answer.

    Args:
        code: the HTTP status and `error_code`.
        description: Telegram's sentence, such as `Bad Request: chat not found`.
        retry_after: seconds, whole; only with 429.
    """

    def __init__(self, code: int, description: str, *, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def as_answer(self) -> dict[str, object]:
        """The JSON body of the refusal."""
        body: dict[str, object] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


def bad_request(reason: str) -> ApiRefusal:
    """400 with Telegram's prefix."""
    return ApiRefusal(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiRefusal:
    """403 with Telegram's prefix."""
    return ApiRefusal(403, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiRefusal:
    """409 with Telegram's prefix."""
    return ApiRefusal(409, f"Conflict: {reason}")


def too_many_requests(retry_after: int) -> ApiRefusal:
    """429 with the seconds to wait, at least one."""
    wait = max(1, retry_after)
    return ApiRefusal(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
