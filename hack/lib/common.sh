# shellcheck shell=bash
# What every script here needs: the repository's root, the state folder, and messages.
# Source it; it runs nothing by itself.

if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] < 404)); then
  echo "This script needs bash 4.4 or newer, and this is bash ${BASH_VERSION}. On a Mac: brew install bash." >&2
  exit 1
fi

ROOT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
# Where a run keeps what it makes. Real tasks (RELEASE is set) and the demonstration's must not meet
# in one Temporal. Tools always go to .local/bin of the repository.
STATE_DIR="${STATE_DIR:-${ROOT_DIR}/.local${RELEASE:+/release}}"
case "${STATE_DIR}" in
  /*) ;;
  *) STATE_DIR="${PWD}/${STATE_DIR}" ;;
esac
# shellcheck disable=SC2034 # for the scripts that source this
TOOLS_DIR="${ROOT_DIR}/.local/bin"

# Seconds between two signs of life of a long step.
HEARTBEAT_SECONDS="${HEARTBEAT_SECONDS:-15}"

say() {
  printf '%s\n' "$*" >&2
}

die() {
  say "error: $*"
  exit 1
}

# Shows a path the short way: relative to where the user stands, if it lies below.
shown_path() {
  local path="$1"
  case "${path}" in
    "${PWD}"/*) printf '%s' "${path#"${PWD}/"}" ;;
    *) printf '%s' "${path}" ;;
  esac
}

# with_progress TITLE LOG COMMAND...: runs the command with its output in LOG, and says every few
# seconds that it still runs and what it printed last. Its exit status is the command's. It runs in
# the background, because bash obeys a signal during 'wait', but not during a command.
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
  # A process group of its own, so that stopping it stops all that it started.
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

# Ends what with_progress has under way. For a script's EXIT trap.
stop_progress() {
  if [[ -n "${PROGRESS_PID}" ]]; then
    kill -s TERM "${PROGRESS_PID}" 2>/dev/null || true
  fi
}

# stop_on_signal CLEANUP: runs the command when the script ends, however it ends.
stop_on_signal() {
  # shellcheck disable=SC2064 # the name is to be filled in now
  trap "$1" EXIT
  # A second signal on the heels of the first (as timeout sends) must not end the cleanup.
  trap 'trap "" INT TERM; exit 130' INT
  trap 'trap "" INT TERM; exit 143' TERM
}
