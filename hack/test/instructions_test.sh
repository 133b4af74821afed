#!/usr/bin/env bash
# Tests which workflow id and which command line the printed instructions name.
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

# expect_command COMMAND RELEASE STATE_DIR: the instructions name this command.
expect_command() {
  # shellcheck disable=SC2034 # for print_instructions
  local RELEASE="$2" STATE_DIR="$3" API_PORT=18123 UI_ADDRESS=http://ui TEMPORAL_ADDRESS=temporal:1
  # shellcheck disable=SC2034 # for print_instructions
  local WORKER_ARGUMENTS=() USER_ARGUMENTS=()
  print_instructions >said
  expect_text "  Command line      $1" said
}

test_the_command_line_is_named_as_it_finds_this_run() {
  expect_command "${HACK_DIR}/mirrorctl status" '' "${ROOT_DIR}/.local"
  expect_command "STATE_DIR=other ${HACK_DIR}/mirrorctl status" '' "${PWD}/other"
  expect_command "${HACK_DIR}/mirrorctl --api=http://127.0.0.1:18123 --token-file=other/trigger-token status" /release "${PWD}/other"
}

run_tests
