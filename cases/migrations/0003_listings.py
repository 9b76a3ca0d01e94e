from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_words_of_evidence"), ("intel", "0004_listings")]

    operations = []
