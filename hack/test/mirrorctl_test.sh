#!/usr/bin/env bash
# Tests the script mirrorctl with a JDK that only prints its arguments and the demonstration it is told of.
set -euo pipefail
# shellcheck source=assert.sh
source "$(dirname "${BASH_SOURCE[0]}")/assert.sh"

# make_project: a folder with the scripts, without a jar, and a JDK beside it.
make_project() {
  mkdir -p project/hack jdk/bin
  cp -R "${HACK_DIR}/lib" "${HACK_DIR}/mirrorctl" project/hack/
  # shellcheck disable=SC2016 # for the script
  printf '#!/bin/sh\nenv | grep ^MIRRORCTL_DEMO_ | sort\nprintf "<%%s>\\n" "$@"\nexit 3\n' | tee jdk/bin/java jdk/bin/javac >/dev/null
  chmod +x jdk/bin/java jdk/bin/javac
  printf 'JAVA_VERSION="25.0.1"\n' >jdk/release
}

make_jar() {
  mkdir -p project/api/target
  touch project/api/target/ci-images-mirror-api.jar
}

test_arguments_and_exit_status_are_passed_on() {
  make_project
  make_jar
  JAVA_HOME="${WORK}/jdk" expect_status 3 project/hack/mirrorctl park a/b:c --reason="two  words" '' >said
  printf '<%s>\n' ctl park a/b:c "--reason=two  words" '' >wanted
  tail -n 5 said | diff - wanted || fail "arguments differ"
  expect_text "<${WORK}/project/api/target/ci-images-mirror-api.jar>" said
}

test_it_works_from_anywhere_and_through_a_link() {
  make_project
  make_jar
  mkdir bin elsewhere
  ln -s ../project/hack/mirrorctl bin/mirrorctl
  cd elsewhere
  JAVA_HOME="${WORK}/jdk" expect_status 3 ../bin/mirrorctl status >said
  expect_text "<status>" said
}

test_without_a_jar_it_says_what_to_do() {
  make_project
  JAVA_HOME="${WORK}/jdk" expect_status 1 project/hack/mirrorctl status 2>said
  expect_text "mvn -Dquick -DskipTests package" said
}

test_without_a_jdk_it_says_what_to_install() {
  make_project
  make_jar
  JAVA_HOME="" JDK_SEARCH="${WORK}/none" expect_status 1 project/hack/mirrorctl status 2>said
  expect_text "no JDK 25 or newer found" said
}

# claim_state FOLDER: a state folder as a demonstration leaves it, whose script is process DEMO.
claim_state() {
  mkdir -p "$1/run"
  printf '%s\n' "${DEMO}" >"$1/run/pid"
  printf '%s=%s\n' API_PORT 18123 SOURCE_REGISTRY_PORT 1 TARGET_REGISTRY_PORT 2 >"$1/run/settings"
}

start_demo() {
  # A process with the name of the demonstration's script.
  (exec -a run-ci-images-mirror sleep 60) &
  DEMO=$!
}

DEMO=""

cleanup() {
  [[ -z "${DEMO}" ]] || kill "${DEMO}" 2>/dev/null || true
}

test_the_running_demonstration_of_its_checkout_is_the_default_from_anywhere() {
  make_project
  make_jar
  start_demo
  claim_state project/.local
  mkdir elsewhere
  cd elsewhere
  JAVA_HOME="${WORK}/jdk" expect_status 3 ../project/hack/mirrorctl status >said
  expect_text "MIRRORCTL_DEMO_API=http://127.0.0.1:18123" said
  expect_text "MIRRORCTL_DEMO_TOKEN_FILE=${WORK}/project/.local/trigger-token" said
}

test_a_demonstration_with_another_state_folder_is_named_by_it() {
  make_project
  make_jar
  start_demo
  claim_state other
  STATE_DIR=other JAVA_HOME="${WORK}/jdk" expect_status 3 project/hack/mirrorctl status >said
  expect_text "MIRRORCTL_DEMO_TOKEN_FILE=${WORK}/other/trigger-token" said
}

test_a_demonstration_that_has_ended_is_none() {
  make_project
  make_jar
  start_demo
  claim_state project/.local
  kill "${DEMO}"
  wait "${DEMO}" || true
  JAVA_HOME="${WORK}/jdk" expect_status 3 project/hack/mirrorctl status >said 2>&1
  ! grep MIRRORCTL_DEMO said || fail "a demonstration that has ended is used"
  expect_text "<status>" said
}

run_tests
