# shellcheck shell=bash
# A small test harness. A test file sources it, defines functions test_…, and ends with run_tests.
# Each test runs in a bash of its own ('set -e' would not hold in a function that is a condition), in
# an empty folder WORK.

WORK="${TEST_WORK:-}"
TEST_FILE="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
# shellcheck disable=SC2034 # for the test files
HACK_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

# expect MESSAGE COMMAND...: the command must succeed.
expect() {
  local message="$1"
  shift
  "$@" || fail "${message}"
}

# expect_text TEXT FILE: the file must contain the text.
expect_text() {
  grep -qF -e "$1" "$2" || fail "no '$1' in $2, which says: $(cat "$2")"
}

# expect_status STATUS COMMAND...: the command must end with this exit status.
expect_status() {
  local wanted="$1" status=0
  shift
  "$@" || status=$?
  ((status == wanted)) || fail "exit status ${status} instead of ${wanted}: $*"
}

# eventually SECONDS MESSAGE COMMAND...: the command must succeed within so many seconds.
eventually() {
  local deadline=$((SECONDS + $1)) message="$2"
  shift 2
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < deadline)) || fail "${message}"
    sleep 0.2
  done
}

# in_subshell COMMAND...: for commands that end the script.
in_subshell() {
  ("$@")
}

# Failures are printed here even while a test redirects standard error.
exec 9>&2

fail() {
  echo "  FAILED: $*" >&9
  exit 1
}

# free_port: prints a port that nothing listens on, from a range that the system does not use for
# outgoing connections.
free_port() {
  local port
  while true; do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/${port}") 2>/dev/null || break
  done
  printf '%s' "${port}"
}

run_tests() {
  local name passed=0 failed=0 work
  if [[ -n "${TEST_NAME:-}" ]]; then
    cd "${WORK}" || exit
    trap cleanup EXIT
    "${TEST_NAME}"
    return
  fi
  for name in $(declare -F | sed -n 's/^declare -f \(test_.*\)/\1/p'); do
    work="$(mktemp -d)"
    if TEST_NAME="${name}" TEST_WORK="${work}" bash "${TEST_FILE}" </dev/null; then
      passed=$((passed + 1))
      echo "ok ${name#test_}"
    else
      failed=$((failed + 1))
      echo "FAILED ${name#test_}"
    fi
    rm -rf "${work}"
  done
  echo "$(basename "$0"): ${passed} passed, ${failed} failed"
  ((failed == 0 && passed > 0))
}

# A test file may redefine this, to stop what its tests started.
cleanup() {
  :
}
