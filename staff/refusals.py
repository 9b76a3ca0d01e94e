"""Expected refusals: a stable code and a sentence that a person can act on."""


class Refused(Exception):
    """Base of every expected refusal. `str()` is the sentence shown to the person."""

    code = "refused"


class NotAllowed(Refused):
    """The officer's roles do not give the right."""

    code = "not_allowed"


class WrongStatus(Refused):
    """The thing has moved on: the step does not exist from where it is now."""

    code = "wrong_status"


class Invalid(Refused):
    """What was given cannot be used. `fields` maps a field's name to its sentence."""

    code = "invalid"

    def __init__(self, message: str, **fields: str) -> None:
        super().__init__(message)
        self.fields = fields
