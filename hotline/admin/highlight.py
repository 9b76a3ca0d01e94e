"""A source's words with what was read in them marked: safe HTML, in scripts of every direction."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from hotline.suggestions import Kind, Suggestion

Marks = dict[str, list[tuple[int, int, Suggestion]]]


def by_piece(shown: Iterable[Suggestion]) -> Marks:
    """(start, end, suggestion) of every span by the piece of the tip that it is in, without overlaps.

    The first to begin stays, of two the longer.
    """
    spans = sorted(
        (piece, start, -end, number, each)
        for number, each in enumerate(shown)
        for piece, start, end in each.spans
    )  # fmt: skip
    marks: Marks = defaultdict(list)
    for piece, start, minus_end, _number, each in spans:
        if not marks[piece] or marks[piece][-1][1] <= start:
            marks[piece].append((start, -minus_end, each))
    return marks


def highlighted(words: str, spans: Iterable[tuple[int, int, Suggestion]], labels: Mapping[Kind, str]) -> SafeString:
    """The words with each span in a <mark>. Its label stands in an attribute, which the style sheet reads out to screen
    readers: a copy of the text holds the source's words and nothing else."""
    out, at = SafeString(), 0
    for start, end, each in spans:
        label = f"{labels[each.kind]}: {each.key}" if each.kind is not Kind.STATE else labels[each.kind]
        out += format_html("{}", words[at:start])
        out += format_html('<mark class="is-{}" data-label="{}">{}</mark>', each.kind.value, label, words[start:end])
        at = end
    return mark_safe(out + format_html("{}", words[at:]))  # noqa: S308 - every piece was escaped on its own
