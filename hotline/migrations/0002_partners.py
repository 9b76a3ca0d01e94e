from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hotline", "0001_squashed_0015_claims")]

    operations = []
