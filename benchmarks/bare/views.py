"""A form and its POST with one INSERT; a webhook that stores nothing; an upload that is only read."""

import secrets

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from benchmarks.bare.models import Told


class TellForm(forms.Form):
    token = forms.CharField(max_length=80, widget=forms.HiddenInput)
    narrative = forms.CharField(max_length=10_000, widget=forms.Textarea)


def report(request: HttpRequest) -> HttpResponse:
    return render(request, "bare/form.html", {"form": TellForm(initial={"token": secrets.token_urlsafe(16)})})


def receipt(request: HttpRequest) -> HttpResponse:
    form = TellForm(request.POST)
    if not form.is_valid():
        return HttpResponse("refused", status=422)
    told = Told.objects.create(**form.cleaned_data)
    return render(request, "bare/receipt.html", {"told": told, "code": f"{told.pk:025d}"})


def webhook(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=200 if request.body else 400)


def upload(request: HttpRequest) -> HttpResponse:
    sizes = [file.size or 0 for file in request.FILES.values()]
    return HttpResponse(f"{sum(sizes)}")
