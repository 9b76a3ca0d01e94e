from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("bots", "0001_squashed_0002_budgets")]

    operations = []
