"""The one row that a POST makes."""

from django.db import models


class Told(models.Model):
    token = models.CharField(max_length=80)
    narrative = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"told {self.pk}"
