"""What a search looks in, indexed: on PostgreSQL only, for SQLite has no words, only letters.

The expressions are those of `monitoring.searching.engine`; a test asks PostgreSQL whether it still uses them.
"""

from django.db import migrations

INDEXES = {
    "agreement_words": (
        "agreements_agreement",
        """COALESCE(REPLACE(LEFT("code", 20000), '/', ' '), '') || ' ' ||
           COALESCE(REPLACE(LEFT("title", 20000), '/', ' '), '') || ' ' ||
           COALESCE(REPLACE(LEFT("text", 20000), '/', ' '), '')""",
    ),
    "contribution_words": (
        "monitoring_contribution",
        """COALESCE(REPLACE(LEFT("text", 20000), '/', ' '), '') || ' ' ||
           COALESCE(REPLACE(LEFT("answer", 20000), '/', ' '), '')""",
    ),
    "submission_words": (
        "calendar_cycle_submission",
        r"""COALESCE(LEFT(regexp_replace(("content")::text, '/|\\(u[0-9a-f]{4}|.)', ' ', 'g'), 400000), '')""",
    ),
}


def make(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for name, (table, words) in INDEXES.items():
        schema_editor.execute(f"""CREATE INDEX {name} ON {table} USING gin (to_tsvector('dutch'::regconfig, {words}))""")


def remove(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for name in INDEXES:
        schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0006_invitations'),
        ('calendar_cycle', '0004_names_and_rules_in_dutch'),
        ('monitoring', '0008_remarks'),
    ]

    operations = [migrations.RunPython(make, remove)]
