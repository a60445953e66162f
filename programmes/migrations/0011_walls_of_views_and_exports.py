"""What a person keeps of the list, and which results were taken out of it, stand behind the wall as well."""

from django.db import migrations

SYSTEM = "(SELECT ieum_is_system())"
HERE = "(SELECT ieum_kind()) = 'technopark' AND organisation_id = ANY ((SELECT ieum_organisations())::uuid[])"
WALLS = f"""
ALTER TABLE programmes_savedview ENABLE ROW LEVEL SECURITY;
ALTER TABLE programmes_savedview FORCE ROW LEVEL SECURITY;
CREATE POLICY saved_view_scope ON programmes_savedview USING (
  {SYSTEM} OR ({HERE} AND user_id::text = (SELECT ieum_user())));
ALTER TABLE programmes_listexport ENABLE ROW LEVEL SECURITY;
ALTER TABLE programmes_listexport FORCE ROW LEVEL SECURITY;
CREATE POLICY list_export_scope ON programmes_listexport USING ({SYSTEM} OR ({HERE}));
CREATE POLICY list_export_ends ON programmes_listexport AS RESTRICTIVE FOR DELETE USING ({SYSTEM});
"""
BACK = """
DROP POLICY list_export_ends ON programmes_listexport;
DROP POLICY list_export_scope ON programmes_listexport;
ALTER TABLE programmes_listexport NO FORCE ROW LEVEL SECURITY;
ALTER TABLE programmes_listexport DISABLE ROW LEVEL SECURITY;
DROP POLICY saved_view_scope ON programmes_savedview;
ALTER TABLE programmes_savedview NO FORCE ROW LEVEL SECURITY;
ALTER TABLE programmes_savedview DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):

    dependencies = [("programmes", "0010_former_notes")]

    operations = [migrations.RunSQL(WALLS, BACK)]
