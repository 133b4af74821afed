#!/usr/bin/env bash
# Tests how the Temporal CLI and the registry are found, downloaded with a verified checksum, or built.
# The downloads come from a web server on this machine.
set -euo pipefail
# shellcheck source=assert.sh
source "$(dirname "${BASH_SOURCE[0]}")/assert.sh"
# shellcheck source=../lib/all.sh
source "${HACK_DIR}/lib/all.sh"
find_jdk

cleanup() {
  [[ -z "${SERVER_PID:-}" ]] || kill "${SERVER_PID}"
}

# Sets a PATH with the system's commands but without the tools that the tests search for.
prepare() {
  local command
  TOOLS_DIR="${WORK}/bin"
  HOME="${WORK}/home"
  mkdir -p "${WORK}/path" "${WORK}/www"
  for command in awk bash cat chmod curl cut dirname env find grep gzip head ln mkdir mktemp mv rm sed sha256sum \
    shasum sleep sort tail tar tr uname; do
    if type -P "${command}" >/dev/null; then
      ln -s "$(type -P "${command}")" "${WORK}/path/${command}"
    fi
  done
  JWEBSERVER="$(type -P jwebserver)"
  # shellcheck disable=SC2123 # the PATH is meant
  PATH="${WORK}/path"
  TOOL_CHECKSUMS="${WORK}/sums"
  : >"${TOOL_CHECKSUMS}"
}

serve() {
  local port
  port="$(free_port)"
  "${JWEBSERVER}" -b 127.0.0.1 -p "${port}" -d "${WORK}/www" >/dev/null 2>&1 &
  SERVER_PID=$!
  eventually 10 "the web server does not answer" port_answers "${port}"
  TEMPORAL_DOWNLOAD_URL="http://127.0.0.1:${port}/temporal"
  REGISTRY_DOWNLOAD_URL="http://127.0.0.1:${port}/registry"
}

# Directs downloads to a port that nothing listens on.
point_at_nobody() {
  TEMPORAL_DOWNLOAD_URL="http://127.0.0.1:$(free_port)"
  # shellcheck disable=SC2034 # get_registry reads it
  REGISTRY_DOWNLOAD_URL="${TEMPORAL_DOWNLOAD_URL}"
}

# make_archive TOOL TEXT: creates a release archive as the projects publish it; the tool prints the text.
make_archive() {
  local tool="$1" folder
  case "${tool}" in
    temporal)
      folder="${WORK}/www/temporal/v${TEMPORAL_VERSION}"
      ARCHIVE="${folder}/temporal_cli_${TEMPORAL_VERSION}_$(platform).tar.gz"
      ;;
    registry)
      folder="${WORK}/www/registry/v${REGISTRY_VERSION}"
      ARCHIVE="${folder}/registry_${REGISTRY_VERSION}_$(platform).tar.gz"
      ;;
  esac
  mkdir -p "${folder}" content
  write_tool "content/${tool}" "$2"
  echo "a licence" >content/LICENSE
  tar -czf "${ARCHIVE}" -C content "${tool}" LICENSE
  rm -r content
}

write_tool() {
  printf '#!%s\necho "%s"\n' "$(type -P bash)" "$2" >"$1"
  chmod 755 "$1"
}

# pin: pins the archive's checksum.
pin() {
  printf '%s  %s\n' "$(sha256_of "${ARCHIVE}")" "$(basename_of "${ARCHIVE}")" >>"${TOOL_CHECKSUMS}"
}

basename_of() {
  printf '%s' "${1##*/}"
}

# Installs a fake Go that builds nothing, but records the requested package.
fake_go() {
  cat >"${WORK}/path/go" <<END
#!$(type -P bash)
if [[ "\$1" == install ]]; then
  echo "\${@: -1}" >"${WORK}/built"
  printf '#!%s\necho "%s"\n' "$(type -P bash)" "\${FAKE_ANSWER}" >"\${GOBIN}/\${FAKE_TOOL}"
  chmod 755 "\${GOBIN}/\${FAKE_TOOL}"
else
  echo "${WORK}/gopath"
fi
END
  chmod 755 "${WORK}/path/go"
}

# expect_only NAME: no partial or temporary files may remain beside the tool.
expect_only() {
  local others
  others="$(find "${TOOLS_DIR}" -mindepth 1 ! -name "$1")"
  [[ -z "${others}" ]] || fail "left behind: ${others}"
}

use_tools_dir() {
  PATH="${PATH}:${TOOLS_DIR}"
}

test_a_tool_on_the_path_is_used() {
  prepare
  write_tool path/temporal "temporal version 9"
  use_tools_dir
  get_temporal
  [[ "$(command -v temporal)" == "${WORK}/path/temporal" ]] || fail "found $(command -v temporal)"
}

test_a_tool_where_go_puts_it_is_used() {
  prepare
  mkdir -p home/go/bin
  write_tool home/go/bin/registry "registry github.com/distribution/distribution/v3 v3.0.0"
  use_tools_dir
  get_registry
  [[ "$(command -v registry)" == "${WORK}/home/go/bin/registry" ]] || fail "found $(command -v registry)"
}

test_the_right_archive_becomes_the_tool() {
  prepare
  make_archive temporal "temporal version ${TEMPORAL_VERSION}"
  pin
  serve
  use_tools_dir
  get_temporal
  [[ "$(temporal --version)" == "temporal version ${TEMPORAL_VERSION}" ]] || fail "it says $(temporal --version)"
  expect_only temporal
}

test_another_program_called_registry_is_passed_over() {
  prepare
  write_tool path/registry "Windows registry editor"
  make_archive registry "registry github.com/distribution/distribution/v3 v3.0.0"
  pin
  serve
  PATH="${TOOLS_DIR}:${PATH}"
  get_registry 2>said
  expect_text "Skipping ${WORK}/path/registry" said
  [[ "$(registry --version)" == *distribution* ]] || fail "it says $(registry --version)"
}

test_a_published_checksum_serves_where_none_is_pinned() {
  prepare
  make_archive registry "registry github.com/distribution/distribution/v3 v3.0.0"
  printf '%s  %s\n' "$(sha256_of "${ARCHIVE}")" "$(basename_of "${ARCHIVE}")" >"${ARCHIVE}.sha256"
  serve
  use_tools_dir
  get_registry
  [[ -x "${TOOLS_DIR}/registry" ]] || fail "no registry in ${TOOLS_DIR}"
}

test_a_wrong_checksum_is_refused() {
  prepare
  make_archive temporal "temporal version ${TEMPORAL_VERSION}"
  pin
  make_archive temporal "temporal version of somebody else"
  serve
  use_tools_dir
  expect_status 1 in_subshell get_temporal 2>said
  expect_text "refused: the SHA-256 of" said
  expect_only nothing
}

test_an_archive_without_any_checksum_is_refused() {
  prepare
  make_archive temporal "temporal version ${TEMPORAL_VERSION}"
  serve
  use_tools_dir
  expect_status 1 in_subshell get_temporal 2>said
  expect_text "no sum is published" said
}

test_a_server_that_is_down_leads_to_a_build_from_source() {
  prepare
  fake_go
  point_at_nobody
  export FAKE_TOOL=temporal FAKE_ANSWER="temporal version built"
  use_tools_dir
  get_temporal 2>said
  expect_text "not available: curl:" said
  expect_text "github.com/temporalio/cli/cmd/temporal@v${TEMPORAL_VERSION}" built
  [[ "$(temporal --version)" == "temporal version built" ]] || fail "it says $(temporal --version)"
}

test_a_refused_archive_leads_to_a_build_from_source() {
  prepare
  make_archive registry "registry github.com/distribution/distribution/v3 v3.0.0"
  pin
  make_archive registry "registry github.com/distribution/distribution/v3 of somebody else"
  serve
  fake_go
  export FAKE_TOOL=registry FAKE_ANSWER="registry github.com/distribution/distribution/v3 built"
  use_tools_dir
  get_registry 2>said
  expect_text "refused: the SHA-256" said
  [[ "$(registry --version)" == *built ]] || fail "it says $(registry --version)"
}

test_debians_registry_serves_where_nothing_else_can_be_had() {
  prepare
  write_tool path/docker-registry "docker-registry github.com/docker/distribution 2.8.2"
  point_at_nobody
  use_tools_dir
  get_registry 2>said
  [[ "$(registry --version)" == docker-registry* ]] || fail "it says $(registry --version)"
}

test_nothing_to_be_had_says_what_to_install() {
  prepare
  point_at_nobody
  expect_status 1 in_subshell get_temporal 2>said
  expect_text "no Temporal CLI" said
  expect_text "docs.temporal.io/cli" said
}

test_two_at_once_do_not_harm_each_other() {
  local first second
  prepare
  make_archive temporal "temporal version ${TEMPORAL_VERSION}"
  pin
  serve
  use_tools_dir
  get_temporal 2>/dev/null &
  first=$!
  get_temporal 2>/dev/null &
  second=$!
  expect "the first failed" wait "${first}"
  expect "the second failed" wait "${second}"
  [[ "$(temporal --version)" == "temporal version ${TEMPORAL_VERSION}" ]] || fail "it says $(temporal --version)"
}

run_tests
