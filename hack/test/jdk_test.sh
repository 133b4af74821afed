#!/usr/bin/env bash
# Tests which JDK is chosen.
set -euo pipefail
# shellcheck source=assert.sh
source "$(dirname "${BASH_SOURCE[0]}")/assert.sh"
# shellcheck source=../lib/all.sh
source "${HACK_DIR}/lib/all.sh"

# make_jdk FOLDER VERSION: creates the files of a JDK that the search looks at.
make_jdk() {
  mkdir -p "$1/bin"
  printf '#!/bin/sh\n' | tee "$1/bin/java" "$1/bin/javac" >/dev/null
  chmod +x "$1/bin/java" "$1/bin/javac"
  printf 'IMPLEMENTOR="Test"\nJAVA_VERSION="%s"\n' "$2" >"$1/release"
}

chosen_jdk() {
  (find_jdk && printf '%s' "${JAVA_HOME}")
}

test_java_home_wins_when_it_is_new_enough() {
  make_jdk mine 26.0.1
  make_jdk other 25.0.2
  JAVA_HOME="${WORK}/mine" JDK_SEARCH="${WORK}/other" chosen_jdk >chosen
  expect_text "${WORK}/mine" chosen
}

test_an_old_java_home_is_passed_over() {
  make_jdk old 17.0.9
  make_jdk other 25.0.2
  JAVA_HOME="${WORK}/old" JDK_SEARCH="${WORK}/old:${WORK}/missing:${WORK}/other" chosen_jdk >chosen
  expect_text "${WORK}/other" chosen
}

test_java_8_is_not_taken_for_version_8_of_something_newer() {
  make_jdk old 1.8.0_392
  [[ "$(jdk_version old)" == 8 ]] || fail "1.8.0_392 was read as $(jdk_version old)"
}

test_a_runtime_without_compiler_is_no_jdk() {
  make_jdk runtime 25
  rm runtime/bin/javac
  expect_status 1 jdk_version runtime
}

test_a_jdk_without_release_file_is_asked() {
  make_jdk asked 25
  rm asked/release
  # shellcheck disable=SC2016 # for the script
  printf '#!/bin/sh\necho '\''openjdk version "25.0.1" 2025-10-21 LTS'\'' >&2\n' >asked/bin/java
  [[ "$(jdk_version asked)" == 25 ]] || fail "read as '$(jdk_version asked)'"
}

test_the_jdk_found_comes_first_on_the_path() {
  make_jdk found 25.0.2
  JAVA_HOME="" JDK_SEARCH="${WORK}/found" find_jdk
  [[ "$(command -v java)" == "${WORK}/found/bin/java" ]] || fail "java is $(command -v java)"
}

test_none_found_says_what_to_install() {
  make_jdk old 21.0.5
  JAVA_HOME="" JDK_SEARCH="${WORK}/old" expect_status 1 chosen_jdk 2>said
  expect_text "no JDK 25 or newer found" said
  expect_text "adoptium.net" said
}

run_tests
