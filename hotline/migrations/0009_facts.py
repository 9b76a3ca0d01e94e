from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hotline", "0008_photos")]

    operations: list[migrations.operations.base.Operation] = []
