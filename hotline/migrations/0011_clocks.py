from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hotline", "0010_queue")]

    operations: list[migrations.operations.base.Operation] = []
