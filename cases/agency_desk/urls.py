"""Addresses of the agency's page."""

from django.urls import path

from cases.agency_desk import packet, views

app_name = "agency"
urlpatterns = [
    path("<str:token>/", views.referral, name="referral"),
    path("<str:token>/packet/<str:ticket>/", packet.file, name="packet"),
]
