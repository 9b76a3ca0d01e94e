from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reference", "0001_squashed_0002_protected_areas")]

    operations = []
