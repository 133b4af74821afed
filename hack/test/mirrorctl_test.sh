#!/usr/bin/env bash
# Tests the script mirrorctl with a JDK that only prints its arguments.
set -euo pipefail
# shellcheck source=assert.sh
source "$(dirname "${BASH_SOURCE[0]}")/assert.sh"

# make_project: a folder with the scripts, without a jar, and a JDK beside it.
make_project() {
  mkdir -p project/hack jdk/bin
  cp -R "${HACK_DIR}/lib" "${HACK_DIR}/mirrorctl" project/hack/
  # shellcheck disable=SC2016 # for the script
  printf '#!/bin/sh\nprintf "<%%s>\\n" "$@"\nexit 3\n' | tee jdk/bin/java jdk/bin/javac >/dev/null
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

run_tests
