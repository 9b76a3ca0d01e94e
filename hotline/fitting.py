"""Whether words fit one message of a conversation, to a source or to a member."""

from django.utils.translation import gettext as _

from staff.refusals import Invalid


def require_fitting(words: str, max_chars: int, *, field: str, empty: str = "") -> None:
    """Refuse words that cannot be sent as one message.

    Args:
        field: the name under which the form shows the sentence.
        empty: what to say where nothing is written; "" where nothing need be, as beside a file.
    Raises: Invalid with a sentence under `field`.
    """
    if empty and not words.strip():
        raise Invalid(empty, **{field: empty})
    if len(words) > max_chars:
        sentence = _("This is too long: %(limit)d characters fit. Send the rest as a second message.") % {
            "limit": max_chars
        }
        raise Invalid(sentence, **{field: sentence})
