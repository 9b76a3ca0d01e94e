from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hotline", "0011_clocks")]

    operations: list[migrations.operations.base.Operation] = []
