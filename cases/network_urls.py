"""Desk addresses of the network chart."""

from django.urls import path

from cases.admin import explorer_acts, explorer_analysis
from cases.admin.explorer import door, explorer, found

urlpatterns = [
    path("", door(explorer), name="cases_network"),
    path("find/", door(found), name="cases_network_find"),
    path("more/", door(explorer_acts.more), name="cases_network_more"),
    path("print.<str:kind>", door(explorer_acts.printed), name="cases_network_print"),
    path("views/save/", door(explorer_acts.save), name="cases_network_save"),
    path("views/<uuid:chart_id>/delete/", door(explorer_acts.delete), name="cases_network_delete"),
    path("analysis/", door(explorer_analysis.analysis), name="cases_network_analysis"),
    path("analysis/progress/", door(explorer_analysis.progress), name="cases_network_progress"),
]
