#!/usr/bin/env bash
# Tests the run script with everything that it starts: real Temporal, registries, worker and API. The
# mirrored images are checked with curl and sha256sum, not with the code under test.
set -euo pipefail
# shellcheck source=assert.sh
source "$(dirname "${BASH_SOURCE[0]}")/assert.sh"

RUN="${HACK_DIR}/run-ci-images-mirror.sh"
ACCEPT="Accept: application/vnd.docker.distribution.manifest.v2+json, application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json"

use_free_ports() {
  local variable
  for variable in API_PORT TEMPORAL_PORT TEMPORAL_UI_PORT METRICS_PORT SOURCE_REGISTRY_PORT TARGET_REGISTRY_PORT; do
    export "${variable}=$(free_port)"
  done
  export STATE_DIR="${WORK}/state"
  unset RELEASE TEMPORAL_ADDRESS
}

# start_run [ARGUMENT...]: starts a run in the background, and waits until it is ready.
start_run() {
  # The run before left its "is ready" there, and the one in the background takes a moment to delete it.
  : >out
  "${RUN}" "$@" >out 2>&1 &
  RUN_PID=$!
  local deadline=$((SECONDS + 300))
  until grep -q 'is ready' out; do
    kill -0 "${RUN_PID}" 2>/dev/null || fail "the run ended: $(cat out)"
    ((SECONDS < deadline)) || fail "not ready after 300 s: $(cat out)"
    sleep 0.5
  done
}

stop_run() {
  kill -s TERM "${RUN_PID}"
  expect_status 0 wait "${RUN_PID}"
  RUN_PID=""
  expect_nothing_runs
}

expect_nothing_runs() {
  local variable left
  for variable in API_PORT TEMPORAL_PORT TEMPORAL_UI_PORT METRICS_PORT SOURCE_REGISTRY_PORT TARGET_REGISTRY_PORT; do
    if (exec 3<>"/dev/tcp/127.0.0.1/${!variable}") 2>/dev/null; then
      fail "${variable}=${!variable} still answers"
    fi
  done
  left="$(find "${STATE_DIR}/run" -name '*pid')"
  [[ -z "${left}" ]] || fail "left behind: ${left}"
}

cleanup() {
  if [[ -n "${RUN_PID:-}" ]]; then
    kill -s TERM "${RUN_PID}" 2>/dev/null || true
    wait "${RUN_PID}" || true
  fi
}

# wanted: prints "NAMESPACE NAME TAG DIGEST" of every tag in the demonstration's image streams.
wanted() {
  local file stream
  for file in "${STATE_DIR}"/image-streams/*.yaml; do
    stream="$(basename "${file}" .yaml)"
    awk -v namespace="${stream%%_*}" -v name="${stream#*_}" '
      /^  - items:/ { digest = "" }
      /^      image: / && digest == "" { digest = $2 }
      /^    tag: / { gsub(/"/, "", $2); print namespace, name, $2, digest }' "${file}"
  done
}

# digest_at PORT REPOSITORY TAG: prints the digest of the manifest's bytes as the registry serves them.
digest_at() {
  local file
  file="$(mktemp -p "${WORK}")"
  curl -fsS -H "${ACCEPT}" -o "${file}" "http://127.0.0.1:$1/v2/$2/manifests/$3" || return 1
  printf 'sha256:%s' "$(sha256sum "${file}" | cut -d ' ' -f 1)"
}

# mirrored NAMESPACE NAME TAG DIGEST: whether source, floating tag and date tag have the digest.
mirrored() {
  [[ "$(digest_at "${SOURCE_REGISTRY_PORT}" "$1/$2" "$4")" == "$4" ]] &&
    [[ "$(digest_at "${TARGET_REGISTRY_PORT}" openshift/ci "$1_$2_$3")" == "$4" ]] &&
    has_date_tag "$4"
}

# has_date_tag DIGEST: accepts the tag of any day, because midnight may pass during the test.
has_date_tag() {
  local tag
  tag="$(curl -fsS "http://127.0.0.1:${TARGET_REGISTRY_PORT}/v2/openshift/ci/tags/list" |
    grep -oE "2[0-9]{7}_sha256_${1#sha256:}" | head -n 1)"
  [[ -n "${tag}" && "$(digest_at "${TARGET_REGISTRY_PORT}" openshift/ci "${tag}")" == "$1" ]]
}

all_mirrored() {
  local namespace name tag digest count=0
  while read -r namespace name tag digest; do
    mirrored "${namespace}" "${name}" "${tag}" "${digest}" || return 1
    count=$((count + 1))
  done < <(wanted)
  ((count >= 6))
}

# children_are_there PORT TAG: whether the registry has every manifest that a list names.
children_are_there() {
  local digest count=0
  for digest in $(curl -fsS -H "${ACCEPT}" "http://127.0.0.1:$1/v2/openshift/ci/manifests/$2" |
    grep -o '"digest": *"sha256:[0-9a-f]*"' | cut -d '"' -f 4); do
    [[ "$(digest_at "$1" openshift/ci "${digest}")" == "${digest}" ]] || return 1
    count=$((count + 1))
  done
  ((count == 2))
}

open_tasks() {
  curl -fsS "http://127.0.0.1:${API_PORT}/api/v1/mirrors?action=show&limit=10"
}

cli_is_shown_as_stale() {
  open_tasks | tr -d ' ' | grep -q '"namespace":"ocp","name":"4.22","tag":"cli".*"stale":true'
}

nothing_is_open() {
  [[ "$(curl -fsS "http://127.0.0.1:${API_PORT}/api/v1/mirrors" | tr -d ' ')" == *'"total":0'* ]]
}

test_the_main_job_from_an_empty_target_through_events_and_restarts() {
  local before after
  use_free_ports
  start_run
  eventually 60 "not all images were mirrored: $(wanted)" all_mirrored
  expect "the list lost children" children_are_there "${TARGET_REGISTRY_PORT}" ocp_4.22_cli
  expect "the index lost children" children_are_there "${TARGET_REGISTRY_PORT}" ocp_builder_rhel-9-golang-1.25-openshift-4.22

  # An event.
  before="$(digest_at "${TARGET_REGISTRY_PORT}" openshift/ci ocp_4.22_cli)"
  "${HACK_DIR}/demo/update-image.sh" ocp/4.22:cli
  eventually 30 "the new image was not mirrored" all_mirrored
  after="$(digest_at "${TARGET_REGISTRY_PORT}" openshift/ci ocp_4.22_cli)"
  [[ "${after}" != "${before}" ]] || fail "the floating tag did not move"
  expect "the old image lost its date tag" has_date_tag "${before}"

  # A target that is down: the task is open and stale, and ends by itself when the target is back.
  eventually 20 "tasks stay open: $(open_tasks)" nothing_is_open
  "${HACK_DIR}/demo/pause-target.sh"
  "${HACK_DIR}/demo/update-image.sh" ocp/4.22:cli
  eventually 30 "the waiting task is not shown: $(open_tasks)" cli_is_shown_as_stale
  "${HACK_DIR}/demo/resume-target.sh"
  eventually 120 "the waiting task did not end" all_mirrored
  eventually 30 "tasks stay open: $(open_tasks)" nothing_is_open
  stop_run

  # The same state after a restart; nothing is pushed again.
  before="$(wanted)"
  start_run
  [[ "$(wanted)" == "${before}" ]] || fail "the image streams changed: $(wanted)"
  expect "an image was lost" all_mirrored
  "${HACK_DIR}/demo/update-image.sh" ci/ci-operator:latest
  eventually 30 "the event after the restart was not seen" all_mirrored
  (($(grep -c 'image mirror' "${STATE_DIR}/logs/worker.log") == 1)) ||
    fail "pushed again: $(grep 'image mirror' "${STATE_DIR}/logs/worker.log")"

  # When a part dies, everything else is stopped, and the reason is printed.
  kill -s KILL "$(cat "${STATE_DIR}/run/api.pid")"
  expect_status 1 wait "${RUN_PID}"
  RUN_PID=""
  expect_text "api ended by itself" out
  expect_nothing_runs

  # A fresh start deletes the state.
  start_run --fresh
  (($(wanted | wc -l) == 6)) || fail "not forgotten: $(wanted)"
  [[ "$(grep -c created "${STATE_DIR}/image-streams/ocp_4.22.yaml")" == 2 ]] || fail "not forgotten"
  eventually 60 "not all images were mirrored" all_mirrored
  stop_run
}

test_a_second_run_says_that_the_first_one_runs() {
  local first
  use_free_ports
  start_run
  first="${RUN_PID}"
  expect_status 1 "${RUN}" >second 2>&1
  expect_text "it is already running, as process ${first}" second
  STATE_DIR="${WORK}/other" expect_status 1 "${RUN}" >third 2>&1
  expect_text "port ${API_PORT} (API) is taken by" third
  expect_text "port ${TARGET_REGISTRY_PORT} (target registry) is taken by" third
  stop_run
}

test_a_wrong_worker_flag_is_reported_and_everything_stopped() {
  use_free_ports
  expect_status 1 "${RUN}" --no-such-flag >said 2>&1
  expect_text "worker ended by itself (exit status 2)" said
  expect_text "no-such-flag" said
  expect_nothing_runs
}

test_what_is_no_checkout_is_refused() {
  use_free_ports
  RELEASE="${WORK}" expect_status 2 "${RUN}" >said 2>&1
  expect_text "RELEASE=${WORK} is not a checkout of openshift/release" said
  [[ "$(wc -l <said)" == 1 ]] || fail "more than a line: $(cat said)"
}

test_the_small_commands_say_that_nothing_runs() {
  local command
  use_free_ports
  for command in pause-target resume-target update-image; do
    expect_status 1 "${HACK_DIR}/demo/${command}.sh" ocp/4.22:cli >said 2>&1
    expect_text "the demonstration does not run" said
  done
}

run_tests
