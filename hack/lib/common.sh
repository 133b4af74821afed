# shellcheck shell=bash
# What every script here needs: the repository's root, the state folder, and messages. Only defines
# variables and functions.

if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] < 404)); then
  echo "This script needs bash 4.4 or newer, and this is bash ${BASH_VERSION}. On a Mac: brew install bash." >&2
  exit 1
fi

ROOT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
# The folder for the state of a run. Real tasks (RELEASE is set) and those of the demonstration must not
# share a Temporal, so each has its own. Tools always go to .local/bin of the repository.
STATE_DIR="${STATE_DIR:-${ROOT_DIR}/.local${RELEASE:+/release}}"
case "${STATE_DIR}" in
  /*) ;;
  *) STATE_DIR="${PWD}/${STATE_DIR}" ;;
esac
# shellcheck disable=SC2034 # for the scripts that source this
TOOLS_DIR="${ROOT_DIR}/.local/bin"

# Seconds between two progress messages of a long step.
HEARTBEAT_SECONDS="${HEARTBEAT_SECONDS:-15}"

say() {
  printf '%s\n' "$*" >&2
}

die() {
  say "error: $*"
  exit 1
}

# Prints a path, relative to the current folder if it is below it.
shown_path() {
  local path="$1"
  case "${path}" in
    "${PWD}"/*) printf '%s' "${path#"${PWD}/"}" ;;
    *) printf '%s' "${path}" ;;
  esac
}

# with_progress TITLE LOG COMMAND...: runs the command with its output in LOG, prints every few seconds
# that it still runs and its last line, and returns its exit status. It runs in the background, because
# bash handles a signal during 'wait', but not during a command.
with_progress() {
  run_with_progress "$@" &
  PROGRESS_PID=$!
  wait "${PROGRESS_PID}"
}

PROGRESS_PID=""

run_with_progress() {
  local title="$1" log="$2" started="${SECONDS}" next last pid
  shift 2
  next=$((SECONDS + HEARTBEAT_SECONDS))
  # A process group of its own, so that everything the command started can be stopped with it.
  set -m
  "$@" </dev/null >"${log}" 2>&1 &
  pid=$!
  set +m
  trap 'kill -s TERM -- "-${pid}" 2>/dev/null; exit 143' TERM
  while kill -0 "${pid}" 2>/dev/null; do
    sleep 0.3
    if ((SECONDS >= next)); then
      next=$((SECONDS + HEARTBEAT_SECONDS))
      last="$(tail -n 1 "${log}" | tr -d '\r' | cut -c 1-100)"
      say "  … ${title}, $((SECONDS - started)) s so far${last:+: ${last}}"
    fi
  done
  wait "${pid}"
}

# Stops the command that with_progress runs, if any. For a script's EXIT trap.
stop_progress() {
  if [[ -n "${PROGRESS_PID}" ]]; then
    kill -s TERM "${PROGRESS_PID}" 2>/dev/null || true
  fi
}

# stop_on_signal CLEANUP: runs the command whenever and however the script ends.
stop_on_signal() {
  # shellcheck disable=SC2064 # expand the name now
  trap "$1" EXIT
  # A second signal shortly after the first, as 'timeout' sends it, must not interrupt the cleanup.
  trap 'trap "" INT TERM; exit 130' INT
  trap 'trap "" INT TERM; exit 143' TERM
}
