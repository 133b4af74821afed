# shellcheck shell=bash
# Starts the worker or the API by itself, until it is ready: for hack/start-up.sh and hack/images-with-cache.sh. Needs
# common.sh, tools.sh. WORK is a folder for files.

# start_server: a Temporal development server without a database, and ports for all.
start_server() {
  local variable
  for variable in METRICS_PORT API_PORT TEMPORAL_PORT; do
    printf -v "${variable}" '%s' "$((20000 + (RANDOM * 32768 + RANDOM) % 12000))"
  done
  TEMPORAL_ADDRESS="127.0.0.1:${TEMPORAL_PORT}"
  mkdir -p "${WORK}/streams"
  temporal server start-dev --headless --ip 127.0.0.1 --port "${TEMPORAL_PORT}" --log-level error >"${WORK}/temporal.log" 2>&1 &
  SERVER_PID=$!
  until temporal operator namespace describe --address "${TEMPORAL_ADDRESS}" --namespace default >/dev/null 2>&1; do
    kill -0 "${SERVER_PID}" 2>/dev/null || die "Temporal ended: $(tail -n 3 "${WORK}/temporal.log")"
    sleep 0.2
  done
}

stop_server() {
  [[ -z "${SERVER_PID:-}" ]] || kill "${SERVER_PID}" 2>/dev/null || true
}

# start_until_ready PART JAVA OPTION...: starts the worker or the API with these options of the JVM, which end with the
# program, and returns when it is ready. PROCESS_PID is its id.
start_until_ready() {
  local part="$1" url flags
  shift
  if [[ "${part}" == worker ]]; then
    url="http://127.0.0.1:${METRICS_PORT}/readyz"
    flags=(--image-streams="${WORK}/streams" --source-registry=127.0.0.1:1 --target-repository=127.0.0.1:1/a/b
      --insecure-registry=127.0.0.1:1 --metrics-host=127.0.0.1 --metrics-port="${METRICS_PORT}")
  else
    url="http://127.0.0.1:${API_PORT}/api/health"
    flags=(--host=127.0.0.1 --port="${API_PORT}")
  fi
  "$@" "${flags[@]}" --temporal-address="${TEMPORAL_ADDRESS}" >"${WORK}/log" 2>&1 &
  PROCESS_PID=$!
  until curl -fsS --max-time 2 -o /dev/null "${url}" 2>/dev/null; do
    kill -0 "${PROCESS_PID}" 2>/dev/null || die "the ${part} ended: $(tail -n 3 "${WORK}/log")"
    sleep 0.05
  done
}

# stop_it: ends it, and waits until it has.
stop_it() {
  kill "${PROCESS_PID}"
  wait "${PROCESS_PID}" 2>/dev/null || true
}
