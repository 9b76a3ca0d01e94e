import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vault", "0002_reveals")]

    operations = [
        migrations.AlterField(
            model_name="purgedkey", name="at", field=models.DateTimeField(default=django.utils.timezone.now)
        ),
    ]
