from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hotline", "0003_search")]

    operations = []
