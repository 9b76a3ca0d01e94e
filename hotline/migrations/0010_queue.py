from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hotline", "0009_facts")]

    operations: list[migrations.operations.base.Operation] = []
