# shellcheck shell=bash
# A PostgreSQL server of its own with Temporal's empty databases in it. Needs all.sh.

# The version that docker-compose.yml runs.
TEMPORAL_SERVER_VERSION=1.31.2
POSTGRESQL_DIR=""

# get_temporal_server: puts temporal-server and temporal-sql-tool on the PATH: installed, or built with Go.
get_temporal_server() {
  local module=go.temporal.io/server
  command -v temporal-server >/dev/null ||
    build_tool temporal-server "${module}/cmd/server@v${TEMPORAL_SERVER_VERSION}" "5 to 10" server ||
    die "no temporal-server: it is not on the PATH, and could not be built."
  command -v temporal-sql-tool >/dev/null ||
    build_tool temporal-sql-tool "${module}/cmd/tools/sql@v${TEMPORAL_SERVER_VERSION}" "1 to 2" sql ||
    die "no temporal-sql-tool: it is not on the PATH, and could not be built."
}

# find_postgresql: sets POSTGRESQL_BIN. Debian does not put the server's programs on the PATH.
find_postgresql() {
  local path
  for path in "$(command -v initdb || true)" /usr/lib/postgresql/*/bin/initdb; do
    if [[ -x "${path}" ]]; then
      POSTGRESQL_BIN="$(dirname "$(readlink -f "${path}")")"
      return
    fi
  done
  die "PostgreSQL is not installed ('apt install postgresql')."
}

# as_postgres COMMAND...: PostgreSQL refuses to run as root.
as_postgres() {
  if ((EUID == 0)); then
    (cd / && setpriv --reuid=postgres --regid=postgres --clear-groups "$@")
  else
    "$@"
  fi
}

# start_postgresql: starts it on a free port of the loopback interface.
start_postgresql() {
  find_postgresql
  POSTGRESQL_DIR="$(mktemp -d)"
  export PGHOST=127.0.0.1 PGUSER=temporal PGPORT COPY_LOCK="${POSTGRESQL_DIR}/copy.lock"
  PGPORT="$(free_port)"
  ((EUID != 0)) || chown postgres: "${POSTGRESQL_DIR}"
  as_postgres "${POSTGRESQL_BIN}/initdb" --pgdata="${POSTGRESQL_DIR}/data" --username=temporal --auth=trust \
    --encoding=UTF8 --locale=C >"${POSTGRESQL_DIR}/initdb.log"
  # What the tests write need not survive the machine.
  as_postgres "${POSTGRESQL_BIN}/pg_ctl" --pgdata="${POSTGRESQL_DIR}/data" --log="${POSTGRESQL_DIR}/postgresql.log" \
    --wait --silent start --options="-h 127.0.0.1 -p ${PGPORT} -k ${POSTGRESQL_DIR} -c fsync=off -c max_connections=400"
}

stop_postgresql() {
  stop_progress
  [[ -n "${POSTGRESQL_DIR}" ]] || return 0
  if [[ -d "${POSTGRESQL_DIR}/data" ]]; then
    as_postgres "${POSTGRESQL_BIN}/pg_ctl" --pgdata="${POSTGRESQL_DIR}/data" --mode=immediate --silent stop || true
  fi
  rm -rf "${POSTGRESQL_DIR}"
}

# prepare_databases: makes the two databases that each server of a test starts with a copy of. They have Temporal's
# tables and the namespaces that the tests use.
prepare_databases() {
  local store database port server namespace
  for store in temporal visibility; do
    database="template_${store}"
    sql_tool "${database}" create-database
    sql_tool "${database}" setup-schema --version 0.0
    sql_tool "${database}" update-schema --schema-name "postgresql/v12/${store}"
  done
  # Tests may choose ports above 32,767, for which Temporal's column is too small.
  query template_temporal 'ALTER TABLE cluster_membership ALTER COLUMN rpc_port TYPE integer'
  port="$(free_port)"
  TEMPORAL_DATABASE=template "${ROOT_DIR}/hack/postgresql/temporal" server start-dev --port="${port}" \
    >"${POSTGRESQL_DIR}/temporal.log" 2>&1 &
  server=$!
  temporal_answers "${port}" "${server}" || die "Temporal did not start: $(tail -n 5 "${POSTGRESQL_DIR}/temporal.log" | cut -c 1-300)"
  # As many as TemporalNamespaces has in the tests of the worker; TemporalServer in those of the API has fewer.
  for namespace in default fresh test-{0..79}; do
    create_namespace "${port}" "${namespace}"
  done
  kill "${server}"
  wait "${server}" || true
  query template_temporal 'DELETE FROM cluster_membership'
}

# create_namespace PORT NAME: tries again for a minute, because the server limits how many are created in a second.
create_namespace() {
  local end=$((SECONDS + 60))
  until temporal --address "127.0.0.1:$1" operator namespace create --namespace "$2" --retention 72h >/dev/null 2>&1; do
    ((SECONDS < end)) || die "could not create the namespace $2"
    sleep 1
  done
}

query() {
  "${POSTGRESQL_BIN}/psql" --quiet --dbname="$1" --command="$2"
}

sql_tool() {
  local database="$1"
  shift
  temporal-sql-tool --plugin postgres12 --endpoint "${PGHOST}" --port "${PGPORT}" --user "${PGUSER}" --password unused \
    --database "${database}" "$@" >>"${POSTGRESQL_DIR}/schema.log" 2>&1 || die "$(tail -n 3 "${POSTGRESQL_DIR}/schema.log")"
}

# temporal_answers PORT PID: waits until the server answers, for a minute at most.
temporal_answers() {
  local port="$1" pid="$2" end=$((SECONDS + 60))
  until temporal --address "127.0.0.1:${port}" operator cluster health >/dev/null 2>&1; do
    kill -0 "${pid}" 2>/dev/null && ((SECONDS < end)) || return 1
    sleep 0.5
  done
}
