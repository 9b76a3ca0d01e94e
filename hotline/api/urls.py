"""The hotline's routes of the partner API, below `/api/v1/`."""

from django.urls import path

from hotline.api import alerts, consignments, events, questions, tips

urlpatterns = [
    path("tips/", tips.Tips.as_view(), name="partner-tips"),
    path("tips/<uuid:tip_id>/", tips.OneTip.as_view(), name="partner-tip"),
    path("tips/<uuid:tip_id>/attachments/", tips.TipFiles.as_view(), name="partner-tip-files"),
    path("tips/<uuid:tip_id>/questions/", questions.TipQuestions.as_view(), name="partner-tip-questions"),
    path("tips/<uuid:tip_id>/answers/", questions.TipAnswers.as_view(), name="partner-tip-answers"),
    path("consignments/", consignments.Consignments.as_view(), name="partner-consignments"),
    path("events/", events.Events.as_view(), name="partner-events"),
    path("alerts/", alerts.Alerts.as_view(), name="partner-alerts"),
]
