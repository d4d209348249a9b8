#!/bin/sh
# The image takes its password from a variable only; here it is read from the mounted secret.
set -eu
POSTGRES_PWD="$(cat /run/secrets/temporal_db_password)"
export POSTGRES_PWD
exec /etc/temporal/entrypoint.sh
