import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import vault.text


class Migration(migrations.Migration):
    dependencies = [("hotline", "0011_clocks"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField(
            model_name="message",
            name="answer_to",
            field=models.OneToOneField(
                blank=True,
                help_text="The ready question that a source answered by its button: once.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="answer",
                to="hotline.message",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="made",
            field=vault.text.EncryptedText(
                blank=True,
                default=b"",
                help_text="How it was made: `asking.Made`, or the code of the answer that was tapped.",
            ),
        ),
        migrations.CreateModel(
            name="Translation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("target", models.CharField(help_text="The desk's language that it is in.", max_length=10)),
                (
                    "made",
                    vault.text.EncryptedText(
                        blank=True,
                        default=b"",
                        help_text='{"words", "pair"}: the pair of languages as the service named it.',
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="translations",
                        to="hotline.message",
                    ),
                ),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="translations", to="hotline.tip"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tip", "message", "target"), name="translated_once", nulls_distinct=False
                    )
                ],
            },
        ),
    ]
