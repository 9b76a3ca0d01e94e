"""Desk addresses of trends."""

from django.contrib import admin
from django.urls import path

from cases.admin.trend_rows import rows_page
from cases.admin.trends import trends_file, trends_page

urlpatterns = [
    path("", admin.site.admin_view(trends_page), name="cases_trends"),
    path("rows/", admin.site.admin_view(rows_page), name="cases_trends_rows"),
    path("csv/", admin.site.admin_view(trends_file), name="cases_trends_csv"),
]
