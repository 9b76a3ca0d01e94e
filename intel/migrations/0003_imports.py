from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intel", "0002_network_views")]

    operations = []
