from django.db import migrations, models

CHANNELS = [
    ("web", "Web form"), ("telegram", "Telegram"), ("console", "Console"), ("api", "Partner"), ("phone", "Telephone"),
    ("walk_in", "At the door"),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("hotline", "0002_partners")]

    operations = [
        migrations.AlterField("draft", "channel", models.CharField(choices=CHANNELS, max_length=10)),
        migrations.AlterField(
            "tip", "channel", models.CharField(choices=CHANNELS, max_length=10, verbose_name="channel")
        ),
    ]
