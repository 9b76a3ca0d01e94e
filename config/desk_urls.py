"""Doors of the desk: signing in, the second factor, and the admin behind them."""

from allauth.account import views
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

# Officers are enrolled by an administrator: these doors are closed, yet allauth asks for their names.
CLOSED = RedirectView.as_view(pattern_name="account_login")

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/", views.password_change, name="account_change_password"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("closed/sign-up/", CLOSED, name="account_signup"),
    path("closed/reset/", CLOSED, name="account_reset_password"),
    path("closed/email/", CLOSED, name="account_email"),
    path("closed/set-password/", CLOSED, name="account_set_password"),
    path("2fa/", include("allauth.mfa.urls")),
    path("reference/", include("reference.urls")),
    path("cases/", include("cases.desk_urls")),
    path("", admin.site.urls),
]
