from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hotline", "0006_partners")]

    operations: list[migrations.operations.base.Operation] = []
