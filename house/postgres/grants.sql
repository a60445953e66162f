-- Extensions need a superuser once; tables belong to the owner, the application reads and writes rows.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS unaccent;

GRANT USAGE ON SCHEMA public TO ieum_app;
GRANT CREATE, USAGE ON SCHEMA public TO ieum_owner;
ALTER DEFAULT PRIVILEGES FOR ROLE ieum_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ieum_app;
ALTER DEFAULT PRIVILEGES FOR ROLE ieum_owner GRANT USAGE, SELECT ON SEQUENCES TO ieum_app;
ALTER DEFAULT PRIVILEGES FOR ROLE ieum_owner GRANT EXECUTE ON FUNCTIONS TO ieum_app;

-- A function that lends the portal's own view for one look (the public verification of a report) is declared with
-- this setting; declaring that, unlike setting it, needs a permission.
GRANT SET ON PARAMETER "ieum.system" TO ieum_owner;
