from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hotline", "0012_asking")]

    operations: list[migrations.operations.base.Operation] = []
