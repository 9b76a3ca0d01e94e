"""The address of the public figures."""

from django.urls import path

import hotline.public.urls  # noqa: F401  # registers the converter for languages
from cases.indicators import public_page

urlpatterns = [path("<language:lang>/figures/", public_page.figures, name="public_figures")]
