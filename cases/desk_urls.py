"""Desk addresses of casework beside those of its lists and pages."""

from django.contrib import admin
from django.urls import path

from cases.admin import figure_costs, figure_releases
from cases.admin.agency_record import agency_record
from cases.admin.figure_rows import rows_page
from cases.admin.figures import figures_file, figures_page
from cases.admin.glass import break_glass
from cases.admin.illegal_trade import illegal_trade_page
from cases.admin.joint import joint_page
from cases.admin.opening import open_case
from cases.admin.own_audit import own_audit
from cases.admin.routing_page import routing_page

urlpatterns = [
    path("open/", admin.site.admin_view(open_case), name="cases_open"),
    path("agency/<int:pk>/", admin.site.admin_view(agency_record), name="cases_agency_record"),
    path("routing/<uuid:pk>/", admin.site.admin_view(routing_page), name="cases_routing"),
    path("glass/", admin.site.admin_view(break_glass), name="cases_glass"),
    path("illegal-trade/", admin.site.admin_view(illegal_trade_page), name="cases_illegal_trade"),
    path("joint/<uuid:pk>/", admin.site.admin_view(joint_page), name="cases_joint"),
    path("figures/", admin.site.admin_view(figures_page), name="cases_figures"),
    path("figures/rows/", admin.site.admin_view(rows_page), name="cases_figures_rows"),
    path("figures/file/", admin.site.admin_view(figures_file), name="cases_figures_file"),
    path("figures/costs/", admin.site.admin_view(figure_costs.costs_page), name="cases_costs"),
    path("figures/public/", admin.site.admin_view(figure_releases.releases_page), name="cases_figure_releases"),
    path("audit/", admin.site.admin_view(own_audit), name="cases_own_audit"),
]
