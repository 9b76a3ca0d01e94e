"""Desk addresses of casework beside those of its lists and pages."""

from django.contrib import admin
from django.urls import path

from cases.admin.opening import open_case

urlpatterns = [path("open/", admin.site.admin_view(open_case), name="cases_open")]
