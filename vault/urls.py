"""Desk addresses of handlers' keys, beside those of contact requests."""

from django.contrib import admin
from django.urls import path

from vault import key_pages

urlpatterns = [
    path("keys/", admin.site.admin_view(key_pages.keys), name="vault_keys"),
    path("my-key/", admin.site.admin_view(key_pages.my_key), name="vault_my_key"),
]
