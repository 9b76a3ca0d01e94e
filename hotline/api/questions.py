"""`/api/v1/tips/{id}/questions/` and `…/answers/`: what an officer asks a partner of its tip, and what it says."""

from typing import Any, ClassVar
from uuid import UUID

from django.db import IntegrityError, transaction
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from hotline import asking, correspondence
from hotline.api import filing, reading
from hotline.api.doors import PartnerView
from hotline.api.keys import caller
from hotline.api.schema import IDEMPOTENCY, refusals
from hotline.api.shapes import Closed, Coded, Words, canonical
from hotline.api.tips import own_tip
from hotline.models import Message, Partner, PartnerCall, Scope, Tip
from hotline.story import MAX_NARRATIVE
from staff.refusals import WrongStatus
from vault import keys, text

Route = PartnerCall.Route
MOST = 100  # questions of one answer: the latest


class Choice(serializers.Serializer[Any]):
    code = serializers.CharField()
    label = serializers.CharField(help_text="In the language of the question.")  # type: ignore[assignment]  # the contract's name


class Question(serializers.Serializer[Any]):
    """A question about a tip. `choices`: none where words are wanted; words are always taken as well."""

    id = serializers.UUIDField()
    asked_at = serializers.DateTimeField(help_text="UTC, to the minute.")
    question = serializers.CharField()
    language = serializers.CharField(help_text="ISO 639, or empty where it is not known.", allow_blank=True)
    choices = Choice(many=True)
    is_answered = serializers.BooleanField()


class Questions(serializers.Serializer[Any]):
    questions = Question(many=True)


class ToldAnswer(Closed):
    """An answer: one of the question's choices by its code, or words; one of the two."""

    question = serializers.UUIDField(help_text="The question's id.")
    choice = Coded(r"^[a-z_]{1,30}\Z", help_text="A code of `choices`: a question takes one, once.")
    words = Words(max_length=MAX_NARRATIVE, allow_blank=False, help_text="In any language; more can follow.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        super().validate(attrs)
        if ("choice" in attrs) == ("words" in attrs):
            raise serializers.ValidationError({"words": "Either choice, or words."})
        if "words" in attrs and not attrs["words"].strip():
            raise serializers.ValidationError({"words": "This may not be blank."})
        return attrs


class KeptAnswer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    question = serializers.UUIDField()


class TipQuestions(PartnerView):
    scopes: ClassVar = {"GET": Scope.TIPS_ANSWER}

    @extend_schema(
        operation_id="tip_questions", summary="Read what was asked about a tip",
        responses={200: Questions, **refusals(404)},
        description="The oldest first; none of a tip that was withdrawn or destroyed. Read, they count as delivered.",
    )  # fmt: skip
    def get(self, request: Request, tip_id: UUID) -> Response:
        tip = own_tip(request, tip_id)
        asked = questions_of(tip)
        if request.method == "GET":
            correspondence.mark_read_by_source(tip)
        return Response(Questions({"questions": asked}).data)


class TipAnswers(PartnerView):
    scopes: ClassVar = {"POST": Scope.TIPS_ANSWER}

    @extend_schema(
        operation_id="answer_question", summary="Answer a question about a tip", parameters=[IDEMPOTENCY],
        request=ToldAnswer, responses={201: KeptAnswer, 200: KeptAnswer, **refusals(400, 404, 409, 413, 415)},
        description="409 where the question took a choice before, or the tip was withdrawn.",
    )  # fmt: skip
    def post(self, request: Request, tip_id: UUID) -> Response:
        key, tip = reading.idempotency_key(request), own_tip(request, tip_id)
        shape = ToldAnswer(data=request.data)
        shape.is_valid(raise_exception=True)
        told = shape.validated_data | {"question": str(shape.validated_data["question"])}
        message, was_repeat = answer(caller(request).partner, tip, told, key=key)
        kept = KeptAnswer({"id": message.pk, "question": told["question"]})
        return Response(kept.data, status=200 if was_repeat else 201)


def questions_of(tip: Tip) -> list[dict[str, Any]]:
    """As `Question` tells them. A constant number of queries; none that cannot be read any more."""
    if tip.is_shredded:
        return []
    asked = tip.messages.filter(direction=Message.Direction.TO_SOURCE).select_related("tip", "answer")
    rows = list(asked.order_by("-at", "-pk")[:MOST])[::-1]
    bodies, ways = text.read_many(rows, "body"), text.read_many(rows, "made")
    return [_question(row, bodies[row.pk], asking.Made(**(ways[row.pk] or {}))) for row in rows if bodies[row.pk]]


def _question(row: Message, words: str, made: asking.Made) -> dict[str, Any]:
    offered = asking.answers(made.code, made.language) if made.code else ()
    return {
        "id": row.pk, "asked_at": row.at.replace(second=0, microsecond=0), "question": words,
        "language": made.language, "choices": [{"code": code, "label": label} for code, label in offered],
        "is_answered": hasattr(row, "answer"),
    }  # fmt: skip


def answer(partner: Partner, tip: Tip, told: dict[str, Any], *, key: str) -> tuple[Message, bool]:
    """Take an answer once: the same call again gets the same message.

    Args: told: checked fields of `ToldAnswer`, the question as text; key: the call's Idempotency-Key.
    Returns: the source's message, and whether it was there before.
    Raises: NotFound for a question of another tip; Conflict; Invalid for a choice that is not offered; WrongStatus.
    """
    filing.open_keys()
    mark = filing.call_mark(partner, Route.ANSWERS, tip.pk, key)
    body = keys.mark("partner-body", canonical(told))
    known = filing.known(mark, body)
    if known is None:
        question = tip.messages.filter(pk=told["question"], direction=Message.Direction.TO_SOURCE).first()
        if question is None:
            raise NotFound
        try:
            return _keep(partner, question, told, mark, body), False
        except IntegrityError:
            # The same call at the same moment: the unique mark let one through.
            known = filing.known(mark, body)
            if known is None:
                raise
    assert known.message is not None  # a call of this route has one
    return known.message, True


@transaction.atomic
def _keep(partner: Partner, question: Message, told: dict[str, Any], mark: bytes, body: bytes) -> Message:
    if "choice" in told:
        message, is_new = correspondence.answer(question, told["choice"])
        if not is_new:
            raise WrongStatus("This question was answered before. Say more in words.")
    else:
        message = correspondence.answer_in_words(question, told["words"])
    PartnerCall.objects.create(
        partner=partner, route=Route.ANSWERS, mark=mark, body_mark=body, tip_id=question.tip_id, message=message
    )
    return message
