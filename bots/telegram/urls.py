"""The webhook's address."""

from django.urls import path

from bots.telegram.views import webhook

urlpatterns = [path("", webhook, name="telegram-webhook")]
