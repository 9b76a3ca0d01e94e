"""Doors of the desk: signing in, the second factor, and the admin behind them."""

from allauth.account import views
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from hotline.admin import officer_chat
from staff import break_glass_pages, passkeys, session_pages
from vault import desk_checkpoints

# Officers are enrolled by an administrator: these doors are closed, yet allauth asks for their names.
CLOSED = RedirectView.as_view(pattern_name="account_login")

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/", views.password_change, name="account_change_password"),
    # The admin's own page changes a password without ending the other sessions.
    path("password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("closed/sign-up/", CLOSED, name="account_signup"),
    path("closed/reset/", CLOSED, name="account_reset_password"),
    path("closed/email/", CLOSED, name="account_email"),
    path("closed/set-password/", CLOSED, name="account_set_password"),
    path("2fa/webauthn/login/", passkeys.Enter.as_view()),
    path("2fa/webauthn/keys/<int:pk>/remove/", passkeys.Remove.as_view()),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", session_pages.sessions, name="desk_sessions"),
    path("sessions/token/", session_pages.token, name="desk_token"),
    path("chat/", officer_chat.chat, name="desk_chat"),
    path("glass/", break_glass_pages.notices, name="desk_glass"),
    path("glass/<int:pk>/", break_glass_pages.review, name="desk_glass_review"),
    path("checkpoints/", admin.site.admin_view(desk_checkpoints.show), name="vault_checkpoints"),
    path("reference/", include("reference.urls")),
    path("cases/", include("cases.desk_urls")),
    path("intel/trends/", include("cases.trends.desk_urls")),
    path("intel/network/", include("cases.network_urls")),
    path("vault/", include("vault.urls")),
    path("", admin.site.urls),
]
