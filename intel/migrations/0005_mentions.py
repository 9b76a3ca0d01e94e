from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intel", "0004_listings")]

    operations = []
