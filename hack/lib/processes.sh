# shellcheck shell=bash
# Starts, watches and stops the parts of the demonstration. Needs common.sh.

RUN_DIR="${STATE_DIR}/run"
LOG_DIR="${STATE_DIR}/logs"

# A copy of standard error for the cleanup: a signal may arrive while standard error is redirected (see
# pause), and the messages of the cleanup would be lost.
exec {TERMINAL}>&2

declare -A PROCESS_PIDS=()
# Set by a second Ctrl-C while everything is being stopped: kill without waiting.
HURRY=""

# start_process NAME COMMAND...: starts a part in a process group of its own, so that Ctrl-C reaches only
# this script, which stops the parts in order.
start_process() {
  local name="$1"
  shift
  set -m
  "$@" </dev/null >>"${LOG_DIR}/${name}.log" 2>&1 {TERMINAL}>&- &
  PROCESS_PIDS["${name}"]=$!
  set +m
  printf '%s\n' "${PROCESS_PIDS[${name}]}" >"${RUN_DIR}/${name}.pid"
}

# begin_log NAME: begins a new log, and keeps the previous one.
begin_log() {
  local log="${LOG_DIR}/$1.log"
  [[ ! -e "${log}" ]] || mv -f "${log}" "${log}.1"
  : >"${log}"
}

is_running() {
  [[ -n "${PROCESS_PIDS[$1]:-}" ]] && kill -0 "${PROCESS_PIDS[$1]}" 2>/dev/null
}

# fail_ended NAME: reports that a part ended by itself, and exits.
fail_ended() {
  local name="$1" status
  wait_status "${name}"
  status="${ENDED_STATUS}"
  say "error: ${name} ended by itself (exit status ${status}). The last lines of $(shown_path "${LOG_DIR}/${name}.log"):"
  show_tail "${name}"
  forget_process "${name}"
  exit 1
}

# wait_status NAME: puts the exit status of an ended process into ENDED_STATUS. Must not run in a
# subshell, because only the parent can wait for a process.
wait_status() {
  ENDED_STATUS=0
  { wait "${PROCESS_PIDS[$1]}" || ENDED_STATUS=$?; } 2>/dev/null
}

show_tail() {
  tail -n 20 "${LOG_DIR}/$1.log" | cut -c 1-400 | sed 's/^/    /' >&2
}

forget_process() {
  unset "PROCESS_PIDS[$1]"
  rm -f "${RUN_DIR}/$1.pid"
}

# wait_for NAME SECONDS WHAT CHECK...: waits until the check passes, while the part runs.
wait_for() {
  local name="$1" seconds="$2" what="$3" deadline
  shift 3
  deadline=$((SECONDS + seconds))
  until "$@" >/dev/null 2>&1; do
    is_running "${name}" || fail_ended "${name}"
    if ((SECONDS >= deadline)); then
      say "error: ${what} did not answer within ${seconds} s. The last lines of $(shown_path "${LOG_DIR}/${name}.log"):"
      show_tail "${name}"
      exit 1
    fi
    pause 0.2
  done
}

# pause SECONDS: a sleep that a signal ends. Standard error is redirected, because bash would report
# killed processes while it waits.
pause() {
  sleep "$1" &
  { wait "$!" || true; } 2>/dev/null
}

# stop_process NAME SECONDS: sends SIGTERM, and SIGKILL if the process still runs after that time.
stop_process() {
  local name="$1" seconds="$2" deadline pid="${PROCESS_PIDS[$1]:-}"
  [[ -n "${pid}" ]] || return 0
  deadline=$((SECONDS + seconds))
  kill -s TERM "${pid}" 2>/dev/null || true
  while kill -0 "${pid}" 2>/dev/null; do
    if [[ -n "${HURRY}" ]] || ((SECONDS >= deadline)); then
      say "  ${name} (process ${pid}) did not end in time and was killed."
      kill -s KILL "${pid}" 2>/dev/null || true
      break
    fi
    pause 0.1
  done
  { wait "${pid}" || true; } 2>/dev/null
  forget_process "${name}"
}

# claim_run: claims the state folder, or exits with a message if another run uses it.
claim_run() {
  local owner="" left
  mkdir -p "${RUN_DIR}" "${LOG_DIR}"
  if ! (set -o noclobber && printf '%s\n' "$$" >"${RUN_DIR}/pid") 2>/dev/null; then
    owner="$(cat "${RUN_DIR}/pid" 2>/dev/null)" || true
    if is_script "${owner}"; then
      say "error: it is already running, as process ${owner}, with its state in $(shown_path "${STATE_DIR}")."
      say "  Stop it (Ctrl-C there, or 'kill ${owner}'), or set STATE_DIR and other ports for a second run."
      exit 1
    fi
    printf '%s\n' "$$" >"${RUN_DIR}/pid"
  fi
  RUN_CLAIMED=1
  left="$(leftover_pids)"
  if [[ -n "${left}" ]]; then
    say "error: parts of a killed run are still running. Stop them with: kill ${left}"
    exit 1
  fi
}

is_script() {
  [[ "$1" =~ ^[0-9]+$ ]] && ps -o args= -p "$1" 2>/dev/null | grep -q 'run-ci-images-mirror'
}

# leftover_pids: prints the processes of an earlier run that are still alive and use this state folder.
leftover_pids() {
  local file pid found=()
  for file in "${RUN_DIR}"/*.pid; do
    [[ -r "${file}" ]] || continue
    pid="$(cat "${file}")"
    if [[ "${pid}" =~ ^[0-9]+$ ]] && ps -o args= -p "${pid}" 2>/dev/null |
      grep -qF -e "${STATE_DIR}" -e ci-images-mirror; then
      found+=("${pid}")
    else
      rm -f "${file}"
    fi
  done
  printf '%s' "${found[*]}"
}

release_run() {
  [[ -z "${RUN_CLAIMED:-}" ]] || rm -f "${RUN_DIR}/pid"
}
