#!/bin/sh
# Creates Temporal's two databases on PostgreSQL, and creates or upgrades their tables. Safe to repeat:
# existing data stays. Runs in the image temporalio/admin-tools.
set -eu

SQL_PASSWORD="$(cat "${POSTGRES_PASSWORD_FILE}")"
export SQL_PASSWORD
schema="${TEMPORAL_SCHEMA:-/etc/temporal/schema/postgresql/v12}"

# sql_tool DATABASE COMMAND...
sql_tool() {
  database="$1"
  shift
  temporal-sql-tool --plugin postgres12 --endpoint "${POSTGRES_HOST}" --port "${POSTGRES_PORT:-5432}" \
    --user "${POSTGRES_USER}" --database "${database}" "$@"
}

for store in temporal visibility; do
  case "${store}" in
    temporal) database=temporal ;;
    visibility) database=temporal_visibility ;;
  esac
  sql_tool "${database}" create-database
  sql_tool "${database}" setup-schema --version 0.0
  sql_tool "${database}" update-schema --schema-dir "${schema}/${store}/versioned"
done
echo "Temporal's databases are up to date."
