#!/usr/bin/env bash
# Simulates the protocol of mirror tasks in worlds where things fail, and prints a report. It names each
# seed that breaks a promise, and how to replay it. docs/simulation.md says what is simulated.
#   --seeds N         how many seeds to run (2000); each takes a second or two
#   --first N         the first seed (1)
#   --seed N          run one seed, and print what happened and when
#   --without RULE    leave out a rule of the protocol; with --directed, in the scenario made for it
#   --rules           show for every rule that its scenario succeeds with it and fails without it
set -euo pipefail
# shellcheck source=lib/all.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

if [[ " $* " == *" --help "* ]]; then
  sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
  exit 0
fi
find_jdk
require_maven
exec mvn --batch-mode --no-transfer-progress --quiet --file "${ROOT_DIR}/pom.xml" -Dquick \
  --projects activities --also-make test \
  -Dtest=SimulationRun -Dsurefire.failIfNoSpecifiedTests=false -Dsurefire.trimStackTrace=true \
  "-Dsimulate=$*"
