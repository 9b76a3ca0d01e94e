"""The bare addresses."""

from django.urls import path

from benchmarks.bare import views

urlpatterns = [
    path("report/", views.report),
    path("report/receipt/", views.receipt),
    path("webhook/", views.webhook),
    path("upload/", views.upload),
]
