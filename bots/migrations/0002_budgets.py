from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bots", "0001_initial")]

    operations = [
        migrations.AddField("lane", "hour_began", models.DateTimeField(null=True)),
        migrations.AddField("lane", "heard_in_hour", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("lane", "was_told_slow", models.BooleanField(default=False)),
        migrations.AddField("lane", "day_began", models.DateTimeField(null=True)),
        migrations.AddField("lane", "tips_in_day", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField(
            "lane",
            "came_in_flood",
            models.BooleanField(default=False, help_text="Opened while very many chats were."),
        ),
        migrations.AlterField("lane", "opened_at", models.DateTimeField(auto_now_add=True, db_index=True)),
    ]
