#!/bin/sh
# Temporal's two databases, made or brought to the version of this image. May run any number of times. The connection comes from
# SQL_HOST, SQL_PORT, SQL_USER and SQL_PLUGIN.
set -eu
SQL_PASSWORD="$(cat /run/secrets/temporal_db_password)"
export SQL_PASSWORD
for database in temporal temporal_visibility; do
  folder="${database#temporal_}"
  temporal-sql-tool --db "$database" create-database
  temporal-sql-tool --db "$database" setup-schema --version 0.0
  temporal-sql-tool --db "$database" update-schema --schema-dir "/etc/temporal/schema/postgresql/v12/$folder/versioned"
done
