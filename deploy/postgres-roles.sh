#!/bin/sh
# Run by the PostgreSQL image once, when its volume is new: a role and a database for Holdfast, a role that makes Temporal's own.
# Nobody but the administrator sees both.
set -eu
holdfast="$(cat /run/secrets/holdfast_db_password)"
temporal="$(cat /run/secrets/temporal_db_password)"
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres -v holdfast="$holdfast" -v temporal="$temporal" <<'SQL'
CREATE ROLE holdfast LOGIN PASSWORD :'holdfast';
CREATE ROLE temporal LOGIN CREATEDB PASSWORD :'temporal';
CREATE DATABASE holdfast OWNER holdfast;
REVOKE CONNECT ON DATABASE holdfast FROM PUBLIC;
SQL
