"""Casework's routes of the partner API, below `/api/v1/`."""

from django.urls import path

from cases.api import listings

urlpatterns = [path("listings/", listings.Listings.as_view(), name="partner-listings")]
