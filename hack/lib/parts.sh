# shellcheck shell=bash
# The parts of every run: Temporal, worker and API. Needs common.sh, ports.sh, processes.sh,
# build.sh.

TEMPORAL_NAMESPACE="${TEMPORAL_NAMESPACE:-default}"
TOKEN_FILE="${STATE_DIR}/trigger-token"
# The last two suppress warnings about libraries, which would only clutter the logs.
JAVA_OPTIONS=(-Xmx256m -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED
  --sun-misc-unsafe-memory-access=allow)

# start_temporal: starts the development server, unless TEMPORAL_ADDRESS names a running server.
start_temporal() {
  if [[ -n "${TEMPORAL_ADDRESS:-}" ]]; then
    address_answers "${TEMPORAL_ADDRESS}" ||
      die "nothing accepts connections at TEMPORAL_ADDRESS=${TEMPORAL_ADDRESS}; start that Temporal, or unset TEMPORAL_ADDRESS to use a development server."
    UI_ADDRESS="${TEMPORAL_UI_ADDRESS:-}"
    return
  fi
  TEMPORAL_ADDRESS="127.0.0.1:${TEMPORAL_PORT}"
  UI_ADDRESS="http://127.0.0.1:${TEMPORAL_UI_PORT}"
  begin_log temporal
  start_process temporal temporal server start-dev --ip 127.0.0.1 --port "${TEMPORAL_PORT}" \
    --ui-port "${TEMPORAL_UI_PORT}" --namespace "${TEMPORAL_NAMESPACE}" \
    --db-filename "${STATE_DIR}/temporal.db" --sqlite-pragma journal_mode=WAL \
    --sqlite-pragma synchronous=NORMAL --log-level warn
  wait_for temporal 60 "Temporal on port ${TEMPORAL_PORT}" temporal_answers
  wait_for temporal 30 "Temporal's Web UI on port ${TEMPORAL_UI_PORT}" curl -fsS --max-time 2 "${UI_ADDRESS}/"
}

temporal_answers() {
  temporal operator namespace describe --address "${TEMPORAL_ADDRESS}" \
    --namespace "${TEMPORAL_NAMESPACE}" --command-timeout 2s
}

# address_answers HOST:PORT
address_answers() {
  (exec 3<>"/dev/tcp/${1%:*}/${1##*:}") 2>/dev/null
}

# has_flag NAME: whether the user gave this flag to the worker, in either spelling.
has_flag() {
  local argument
  for argument in "${USER_ARGUMENTS[@]}"; do
    argument="${argument#--}"
    argument="${argument#quayIOCIImagesDistributorOptions.}"
    [[ "${argument%%=*}" != "$1" ]] || return 0
  done
  return 1
}

# add_flag NAME VALUE: adds a flag for the worker, unless the user gave it.
add_flag() {
  has_flag "$1" || WORKER_ARGUMENTS+=("--$1=$2")
}

start_worker() {
  add_flag temporal-address "${TEMPORAL_ADDRESS}"
  add_flag temporal-namespace "${TEMPORAL_NAMESPACE}"
  add_flag metrics-host 127.0.0.1
  add_flag metrics-port "${METRICS_PORT}"
  begin_log worker
  start_process worker java "${JAVA_OPTIONS[@]}" -jar "${WORKER_JAR}" \
    "${WORKER_ARGUMENTS[@]}" "${USER_ARGUMENTS[@]}"
  wait_for worker 120 "the worker (http://127.0.0.1:${METRICS_PORT}/readyz)" \
    curl -fsS --max-time 2 "http://127.0.0.1:${METRICS_PORT}/readyz"
}

start_api() {
  local arguments=(--host 127.0.0.1 --port "${API_PORT}" --temporal-address "${TEMPORAL_ADDRESS}"
    --temporal-namespace "${TEMPORAL_NAMESPACE}" --trigger-token-file "${TOKEN_FILE}")
  [[ -z "${UI_ADDRESS}" ]] || arguments+=(--temporal-ui-address "${UI_ADDRESS}")
  make_token
  begin_log api
  start_process api java "${JAVA_OPTIONS[@]}" -jar "${API_JAR}" "${arguments[@]}"
  wait_for api 120 "the API on port ${API_PORT}" api_is_healthy
}

api_is_healthy() {
  [[ "$(curl -fsS --max-time 5 "http://127.0.0.1:${API_PORT}/api/health")" == *'"ok":true'* ]]
}

# make_token: creates the token that callers need to trigger a task; only the owner can read it.
make_token() {
  [[ -s "${TOKEN_FILE}" ]] && return
  (umask 077 && head -c 24 /dev/urandom | od -An -v -tx1 | tr -d ' \n' >"${TOKEN_FILE}")
}

# follow_worker_log: also shows the log on the terminal, from its beginning.
follow_worker_log() {
  tail -n +1 -f "${LOG_DIR}/worker.log" >&2 &
  FOLLOWER_PID=$!
}

# supervise: never returns; exits when a part ends by itself.
supervise() {
  local name
  while true; do
    for name in "${!PROCESS_PIDS[@]}"; do
      is_running "${name}" || part_ended "${name}"
    done
    resume_paused
    pause 0.5
  done
}

# A part that was paused on purpose is not a failure.
part_ended() {
  if [[ -e "$(paused_file "$1")" ]]; then
    say "$(date +%T) $1 is paused."
    forget_process "$1"
  else
    fail_ended "$1"
  fi
}

resume_paused() {
  if [[ -z "${RELEASE}" && -z "${PROCESS_PIDS[target-registry]:-}" &&
    ! -e "$(paused_file target-registry)" ]]; then
    launch_registry target-registry "${TARGET_REGISTRY_PORT}"
    say "$(date +%T) target-registry is running again."
  fi
}

# hurry: handles a second Ctrl-C. A signal within a second counts as the first, delivered twice.
hurry() {
  if ((SECONDS > STOPPING_SINCE + 1)); then
    HURRY=1
  fi
}

# stop_all: stops the worker first, because it finishes running pushes, and Temporal last, because it
# keeps the state of all tasks.
stop_all() {
  local status=$? name
  STOPPING_SINCE="${SECONDS}"
  trap hurry INT
  trap '' TERM
  exec 2>&"${TERMINAL}"
  stop_progress
  if ((${#PROCESS_PIDS[@]})); then
    say ""
    say "Stopping (Ctrl-C again to kill) …"
    for name in worker api target-registry source-registry temporal; do
      case "${name}" in
        worker) stop_process "${name}" 45 ;;
        *) stop_process "${name}" 15 ;;
      esac
    done
    say "Stopped. The state is kept in $(shown_path "${STATE_DIR}")."
  fi
  [[ -z "${FOLLOWER_PID:-}" ]] || kill "${FOLLOWER_PID}" 2>/dev/null || true
  release_run
  trap - EXIT
  # A stop by a signal is not a failure.
  case "${status}" in
    130 | 143) exit 0 ;;
    *) exit "${status}" ;;
  esac
}
