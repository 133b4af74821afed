#!/usr/bin/env bash
# Runs the tests: finds a JDK 25, gets the Temporal CLI and a registry, and calls 'mvn verify' with
# the arguments given, for instance:
#   hack/test.sh -pl api -am   one module and those it needs
#   hack/test.sh -Dquick       unit tests only: no static checks, and no integration tests except
#                              those that -Dit.test names
set -euo pipefail
# shellcheck source=lib/all.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

stop_on_signal stop_progress
find_jdk
require_maven
get_tools
say "JDK ${JAVA_HOME}, temporal $(command -v temporal), registry $(command -v registry)"
# A build with -Dquick, such as the run script's, compiles without the static checks. Maven would not
# compile those classes again, and would silently skip the checks.
if [[ " $* " != *" -Dquick"* ]]; then
  rm -rf "${ROOT_DIR}"/*/target/classes
fi
trap - EXIT INT TERM
exec mvn --batch-mode --no-transfer-progress --file "${ROOT_DIR}/pom.xml" --threads 2 verify "$@"
