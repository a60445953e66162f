-- What a fresh cluster needs before the portal's migrations run. Safe to run again.
-- psql variables: database, purpose ("demo" or "test").

SELECT 'CREATE ROLE ieum_owner LOGIN NOSUPERUSER NOBYPASSRLS' WHERE to_regrole('ieum_owner') IS NULL \gexec
SELECT 'CREATE ROLE ieum_app LOGIN NOSUPERUSER NOBYPASSRLS' WHERE to_regrole('ieum_app') IS NULL \gexec

-- The owner may become the application, so that a test can look at rows through the application's eyes.
GRANT ieum_app TO ieum_owner;
-- Test runners create databases of their own.
SELECT 'ALTER ROLE ieum_owner CREATEDB' WHERE :'purpose' = 'test' \gexec

-- Every later database is a copy of template1 and inherits what is set there.
\connect template1
\ir grants.sql
SELECT 'CREATE DATABASE ' || quote_ident(:'database') || ' OWNER ieum_owner'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
GRANT CONNECT ON DATABASE :"database" TO ieum_app;
\connect :"database"
\ir grants.sql
