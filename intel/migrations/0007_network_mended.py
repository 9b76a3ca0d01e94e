from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intel", "0006_products_emptied")]

    operations = []
