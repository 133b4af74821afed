#!/usr/bin/env bash
# Tests the messages about ports that cannot be used.
set -euo pipefail
# shellcheck source=assert.sh
source "$(dirname "${BASH_SOURCE[0]}")/assert.sh"
# shellcheck source=../lib/all.sh
source "${HACK_DIR}/lib/all.sh"

cleanup() {
  [[ -z "${SERVER_PID:-}" ]] || kill "${SERVER_PID}"
}

serve() {
  find_jdk
  jwebserver -b 127.0.0.1 -p "$1" -d "${WORK}" >/dev/null 2>&1 &
  SERVER_PID=$!
  eventually 10 "the server on port $1 does not answer" port_answers "$1"
}

test_free_ports_pass() {
  API_PORT="$(free_port)"
  check_ports API_PORT
}

test_a_taken_port_is_named_with_its_variable_and_owner() {
  TARGET_REGISTRY_PORT="$(free_port)"
  serve "${TARGET_REGISTRY_PORT}"
  expect_status 1 check_ports TARGET_REGISTRY_PORT 2>said
  expect_text "port ${TARGET_REGISTRY_PORT} (target registry) is taken by" said
  expect_text "set TARGET_REGISTRY_PORT to a free port" said
  if command -v ss >/dev/null || command -v lsof >/dev/null; then
    expect_text "process ${SERVER_PID} (jwebserver)" said
  fi
}

test_one_port_for_two_things_is_refused() {
  API_PORT="$(free_port)"
  # shellcheck disable=SC2034 # read by name
  METRICS_PORT="${API_PORT}"
  expect_status 1 check_ports API_PORT METRICS_PORT 2>said
  expect_text "change API_PORT or METRICS_PORT" said
}

test_what_is_no_port_is_refused() {
  local value
  for value in 0 65536 http 80a ''; do
    API_PORT="${value}" expect_status 1 check_ports API_PORT 2>said
    expect_text "API_PORT=${value} is not a port" said
  done
}

run_tests
