#!/usr/bin/env bash
# Tests which workflow id the printed instructions name.
set -euo pipefail
# shellcheck source=assert.sh
source "$(dirname "${BASH_SOURCE[0]}")/assert.sh"
# shellcheck source=../lib/all.sh
source "${HACK_DIR}/lib/all.sh"

# expect_id ID RELEASE DEFAULT [WORKER FLAG...]: the id with this default of --dry-run.
expect_id() {
  local wanted="$1" id
  # shellcheck disable=SC2034 # for example_id
  RELEASE="$2" WORKER_ARGUMENTS=() USER_ARGUMENTS=("${@:4}")
  add_flag dry-run "$3"
  id="$(example_id)"
  [[ "${id}" == "${wanted}" ]] || fail "${id} instead of ${wanted} with ${*:2}"
}

test_a_dry_run_and_a_real_run_have_different_ids() {
  expect_id dry-run/mirror/ci_ci-operator_latest /release true
  expect_id dry-run/mirror/ci_ci-operator_latest /release true --dry-run
  expect_id mirror/ci_ci-operator_latest /release true --dry-run=false
  expect_id mirror/ci_ci-operator_latest /release true --dry-run false --log=x
  expect_id mirror/ocp_4.22_cli '' false
  expect_id dry-run/mirror/ocp_4.22_cli '' false --dry-run=true
}

run_tests
