from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hotline", "0013_bulk")]

    operations: list[migrations.operations.base.Operation] = []
