from django.db import migrations

# Cases that were there before hold back what stands behind their reports, as new ones do from the start.
HOLD = """
    INSERT INTO staff_legalhold (subject, held_by, since)
    SELECT subject, case_id, now() FROM (
        SELECT link.report_id AS subject, link.case_id FROM cases_casereport link
        UNION
        SELECT cited.tip_id, link.case_id FROM cases_casereport link
        JOIN hotline_reporttip cited ON cited.report_id = link.report_id
    ) AS behind JOIN cases_case c ON c.id = behind.case_id
    WHERE c.status <> 'archived'
    ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("staff", "0003_checkpoints"), ("hotline", "0004_retention")]

    operations = [migrations.RunSQL(HOLD, migrations.RunSQL.noop)]
