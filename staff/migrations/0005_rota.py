from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("staff", "0004_kept_for_minutes")]

    operations: list[migrations.operations.base.Operation] = []
