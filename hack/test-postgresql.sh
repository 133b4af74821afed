#!/usr/bin/env bash
# Runs integration tests against a Temporal server of production's version on PostgreSQL, where they otherwise run
# against the development server on SQLite. Not part of .ci/run: building the server takes minutes, and the tests that
# .ci/run has are the same. PostgreSQL's programs must be installed ('apt install postgresql'); temporal-server and
# temporal-sql-tool come from the PATH, or are built with Go, once. Arguments go to Maven, for instance:
#   hack/test-postgresql.sh                           the tests that depend on what Temporal stores and lists
#   hack/test-postgresql.sh -pl api -Dit.test=BatchIT one of them
set -euo pipefail
# shellcheck source=lib/all.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"
# shellcheck source=lib/postgresql.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/postgresql.sh"

# Search attributes, lists and counts, schedules, signals to many, retention, versions, and the main job.
TESTS="MirrorApiIT,OperatorRequestsIT,BatchIT,SweepsAndRunsIT,ScheduledSweepsIT,MirrorTaskContinueAsNewIT"
TESTS+=",ServerLimitsIT,TemporalBacklogIT,MainJobIT,SchedulesIT,SweepsIT,StandingWorkflowsIT,RestartIT,RetentionIT,UpgradeIT"

if [[ " $* " == *" --help "* ]]; then
  sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
  exit 0
fi
stop_on_signal stop_postgresql
find_jdk
require_maven
get_tools
get_temporal_server
start_postgresql
prepare_databases
# The tests start 'temporal server start-dev'; this folder has a program of that name which starts the real server.
export REAL_TEMPORAL PATH
REAL_TEMPORAL="$(command -v temporal)"
PATH="${ROOT_DIR}/hack/postgresql:${PATH}"
say "Temporal $(temporal-server --version | sed 's/.* //') on $("${POSTGRESQL_BIN}/postgres" --version)"
selection=(-Dtest=none -Dit.test="${TESTS}")
[[ " $* " != *" -Dit.test="* ]] || selection=(-Dtest=none)
mvn --batch-mode --no-transfer-progress --file "${ROOT_DIR}/pom.xml" -Dquick -Dit.parallelism=2 verify "${selection[@]}" \
  --also-make -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false "$@"
