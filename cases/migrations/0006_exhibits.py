from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_timeline_and_tasks")]
    operations = []
