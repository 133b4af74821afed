# shellcheck shell=bash
# Which ports the demonstration uses, and whether they are free. Needs common.sh.

API_PORT="${API_PORT:-8090}"
TEMPORAL_PORT="${TEMPORAL_PORT:-7233}"
TEMPORAL_UI_PORT="${TEMPORAL_UI_PORT:-8233}"
SOURCE_REGISTRY_PORT="${SOURCE_REGISTRY_PORT:-5050}"
TARGET_REGISTRY_PORT="${TARGET_REGISTRY_PORT:-5051}"
METRICS_PORT="${METRICS_PORT:-9090}"

# port_answers PORT: whether something on this machine accepts connections on the port.
port_answers() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null || (exec 3<>"/dev/tcp/::1/$1") 2>/dev/null
}

# free_port: prints a port that nothing listens on, from a range that the system does not use for
# outgoing connections.
free_port() {
  local port
  while true; do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    port_answers "${port}" || break
  done
  printf '%s' "${port}"
}

# port_owner PORT: prints "process 123 (java)" if lsof or ss can tell, or "another process".
port_owner() {
  local port="$1" pid=""
  if command -v lsof >/dev/null; then
    pid="$(lsof -nP -t -iTCP:"${port}" -sTCP:LISTEN 2>/dev/null | head -n 1)" || true
  fi
  if [[ -z "${pid}" ]] && command -v ss >/dev/null; then
    pid="$(ss -Hltnp "sport = :${port}" 2>/dev/null | sed -n 's/.*pid=\([0-9]*\).*/\1/p' | head -n 1)" || true
  fi
  if [[ -n "${pid}" ]]; then
    printf 'process %s (%s)' "${pid}" "$(ps -o comm= -p "${pid}" 2>/dev/null | sed 's|.*/||')"
  else
    printf 'another process'
  fi
}

# check_ports VARIABLE...: fails, with a line for every port that is taken, invalid or used twice.
check_ports() {
  local variable port other taken=0
  declare -A used=()
  for variable in "$@"; do
    port="${!variable}"
    if [[ ! "${port}" =~ ^[0-9]{1,5}$ ]] || ((10#${port} < 1 || 10#${port} > 65535)); then
      say "error: ${variable}=${port} is not a port (1 to 65535)."
      taken=1
      continue
    fi
    other="${used[${port}]:-}"
    used["${port}"]="${variable}"
    if [[ -n "${other}" ]]; then
      say "error: port ${port} is used twice; change ${other} or ${variable}."
      taken=1
    elif port_answers "${port}"; then
      say "error: port ${port} ($(port_use "${variable}")) is taken by $(port_owner "${port}"); stop that, or set ${variable} to a free port."
      taken=1
    fi
  done
  return "${taken}"
}

port_use() {
  case "$1" in
    API_PORT) printf 'API' ;;
    TEMPORAL_PORT) printf 'Temporal' ;;
    TEMPORAL_UI_PORT) printf 'Temporal Web UI' ;;
    SOURCE_REGISTRY_PORT) printf 'source registry' ;;
    TARGET_REGISTRY_PORT) printf 'target registry' ;;
    METRICS_PORT) printf "the worker's metrics" ;;
  esac
}
