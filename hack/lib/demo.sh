# shellcheck shell=bash
# The parts that only the demonstration has: two registries, small images, image streams.
# Needs common.sh, ports.sh, processes.sh.

IMAGE_STREAMS_DIR="${STATE_DIR}/image-streams"
# The namespaces of the demonstration's images.
DEMO_NAMESPACES=(ocp ci openshift)

# registry_config NAME PORT: writes a registry's configuration, and prints its path.
registry_config() {
  local name="$1" port="$2" file="${STATE_DIR}/run/$1.yml"
  cat >"${file}" <<END
version: 0.1
log:
  level: warn
  accesslog:
    disabled: true
storage:
  filesystem:
    rootdirectory: "${STATE_DIR}/${name}"
  delete:
    enabled: true
http:
  addr: "127.0.0.1:${port}"
END
  printf '%s' "${file}"
}

# launch_registry NAME PORT
launch_registry() {
  local name="$1" port="$2" config
  config="$(registry_config "${name}" "${port}")"
  # Version 3 would try to send traces to a collector.
  start_process "${name}" env OTEL_TRACES_EXPORTER=none registry serve "${config}"
}

start_registry() {
  begin_log "$1"
  launch_registry "$1" "$2"
  wait_for "$1" 30 "the $1 on port $2" registry_answers "$2"
}

registry_answers() {
  curl -fsS --max-time 2 "http://127.0.0.1:$1/v2/"
}

# paused_file NAME: while this file exists, the part is meant to be down.
paused_file() {
  printf '%s' "${RUN_DIR}/$1.paused"
}

# seed_images: pushes missing images and writes their image streams.
seed_images() {
  local log="${LOG_DIR}/seed.log"
  begin_log seed
  with_progress "pushing the demonstration's images" "${log}" run_demo_program seed ||
    die "the demonstration's images could not be pushed: $(tail -n 3 "${log}")"
}

# run_demo_program COMMAND [ARGUMENT...]: runs the Java program that pushes images and writes image streams.
run_demo_program() {
  local command="$1"
  shift
  java -XX:TieredStopAtLevel=1 "${ROOT_DIR}/hack/demo/DemoImages.java" "${command}" \
    "127.0.0.1:${SOURCE_REGISTRY_PORT}" "${IMAGE_STREAMS_DIR}" "$@"
}

# save_settings: saves the ports for hack/mirrorctl and the commands in hack/demo, which run in another terminal.
save_settings() {
  local variable
  for variable in API_PORT SOURCE_REGISTRY_PORT TARGET_REGISTRY_PORT; do
    printf '%s=%q\n' "${variable}" "${!variable}"
  done >"${RUN_DIR}/settings"
}

# demo_runs: whether a demonstration uses the state folder now.
demo_runs() {
  [[ -r "${RUN_DIR}/settings" ]] && is_script "$(cat "${RUN_DIR}/pid" 2>/dev/null)"
}

# load_settings: loads the settings of the current run; exits with a message if there is none.
load_settings() {
  if ! demo_runs; then
    die "the demonstration does not run (no run uses the state in $(shown_path "${STATE_DIR}")); start it with hack/run-ci-images-mirror.sh"
  fi
  # shellcheck source=/dev/null
  source "${RUN_DIR}/settings"
}

# forget_state: deletes the state of the demonstration, and nothing else.
forget_state() {
  rm -rf "${STATE_DIR}"/temporal.db{,-wal,-shm,-journal} "${STATE_DIR}/source-registry" \
    "${STATE_DIR}/target-registry" "${IMAGE_STREAMS_DIR}" "${STATE_DIR}/trigger-token"
}
