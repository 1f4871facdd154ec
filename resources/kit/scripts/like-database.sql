-- SPDX-FileCopyrightText: 2026 BouncePro Console contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- psql -v from=NAME -v to=NAME: makes the empty database TO with all that belongs to the database FROM itself and is in
-- no dump without --create: owner, encoding, locale, limits, comment, settings, rights. For PostgreSQL 13 and newer.

SELECT format('CREATE DATABASE %I TEMPLATE template0 OWNER %I ENCODING %L LC_COLLATE %L LC_CTYPE %L TABLESPACE %I CONNECTION LIMIT %s',
        :'to', pg_get_userbyid(d.datdba), pg_encoding_to_char(d.encoding), d.datcollate, d.datctype, t.spcname, d.datconnlimit)
    || CASE facts ->> 'datlocprovider'
        WHEN 'i' THEN format(' LOCALE_PROVIDER icu ICU_LOCALE %L', coalesce(facts ->> 'datlocale', facts ->> 'daticulocale'))
        WHEN 'b' THEN format(' LOCALE_PROVIDER builtin BUILTIN_LOCALE %L', facts ->> 'datlocale')
        ELSE '' END
    || coalesce(' ICU_RULES ' || quote_literal(facts ->> 'daticurules'), '')
FROM pg_database d JOIN pg_tablespace t ON t.oid = d.dattablespace, to_jsonb(d) facts WHERE d.datname = :'from'
\gexec

SELECT format('COMMENT ON DATABASE %I IS %L', :'to', shobj_description(oid, 'pg_database'))
FROM pg_database WHERE datname = :'from' AND shobj_description(oid, 'pg_database') IS NOT NULL
\gexec

-- The value of a setting that is a list is a list already.
SELECT CASE setrole WHEN 0 THEN format('ALTER DATABASE %I', :'to') ELSE format('ALTER ROLE %I IN DATABASE %I', pg_get_userbyid(setrole), :'to') END
    || format(' SET %I TO ', name) || CASE
        WHEN name IN ('search_path', 'temp_tablespaces', 'local_preload_libraries', 'session_preload_libraries') THEN value
        ELSE quote_literal(value) END
FROM pg_db_role_setting, unnest(setconfig) entry, split_part(entry, '=', 1) name, substr(entry, length(name) + 2) value
WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = :'from')
\gexec

SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC, %I', :'to', pg_get_userbyid(datdba))
FROM pg_database WHERE datname = :'from' AND datacl IS NOT NULL
\gexec
SELECT format('GRANT %s ON DATABASE %I TO %s', privilege_type, :'to', CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END)
    || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
FROM pg_database, aclexplode(datacl) WHERE datname = :'from'
\gexec
