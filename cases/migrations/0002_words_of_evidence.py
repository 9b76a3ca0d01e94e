from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_squashed_0013_emptied_with_the_case")]

    operations = []
