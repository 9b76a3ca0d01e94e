"""Addresses under `/desk/reference/`; they stand before the desk's own."""

from django.urls import path

from reference import views

app_name = "reference"
urlpatterns = [path("find/", views.find, name="find")]
