"""Editions, and what every loaded row has in common."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _


class Edition(models.Model):
    """One set of reference files as it was loaded; the newest `loaded_at` is the one in force."""

    name = models.TextField(_("name"), unique=True)
    date = models.DateField(_("date"), null=True)
    digest = models.CharField(max_length=64, help_text="SHA-256 over the files and the form they are loaded into, hex.")
    rows = models.JSONField(_("rows"), default=dict, help_text="Rows in each file, by file name.")
    loaded_at = models.DateTimeField(_("loaded at"))

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")

    def __str__(self) -> str:
        return self.name


class Loaded(models.Model):
    """A row that an edition brings. `origin` is the file it came from, '' for a row made at the desk."""

    origin = models.TextField(_("file"), db_default="", blank=True, editable=False)

    class Meta:
        abstract = True


class Retirable(Loaded):
    """A row that others may point at: when an edition no longer has it, it is retired and stays."""

    retired = models.BooleanField(_("retired"), db_default=False, default=False)

    class Meta:
        abstract = True


class Searchable(Loaded):
    """A name and its searched spelling (`reference.spelling.plain`)."""

    lang = models.CharField(
        _("language"), max_length=20, blank=True, help_text="ISO 639-1, with script where it matters; '' unknown."
    )
    normalised = models.TextField(editable=False)

    class Meta:
        abstract = True


def search_indexes(name: str) -> list[models.Index]:
    """Two indexes over `normalised`: parts and misspellings by trigrams; prefixes, down to one Chinese character, by
    order of bytes."""
    return [
        GinIndex(fields=["normalised"], opclasses=["gin_trgm_ops"], name=f"{name}_trigram"),
        models.Index(fields=["normalised"], opclasses=["text_pattern_ops"], name=f"{name}_prefix"),
    ]
