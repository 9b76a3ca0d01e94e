from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intel", "0001_squashed_0003_products")]

    operations = []
