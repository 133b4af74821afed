#!/usr/bin/env bash
# Runs ci-images-mirror; see --help.
set -euo pipefail

RELEASE="${RELEASE:-}"
# shellcheck source=lib/all.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

USER_ARGUMENTS=()
WORKER_ARGUMENTS=()
FRESH=""

read_arguments() {
  while (($#)); do
    case "$1" in
      --help | -h)
        print_help
        exit 0
        ;;
      --fresh) FRESH=1 ;;
      *) USER_ARGUMENTS+=("$1") ;;
    esac
    shift
  done
}

demo_flags() {
  local namespace
  add_flag image-streams "${IMAGE_STREAMS_DIR}"
  add_flag source-registry "127.0.0.1:${SOURCE_REGISTRY_PORT}"
  add_flag target-repository "127.0.0.1:${TARGET_REGISTRY_PORT}/openshift/ci"
  WORKER_ARGUMENTS+=("--insecure-registry=127.0.0.1:${SOURCE_REGISTRY_PORT}")
  WORKER_ARGUMENTS+=("--insecure-registry=127.0.0.1:${TARGET_REGISTRY_PORT}")
  for namespace in "${DEMO_NAMESPACES[@]}"; do
    WORKER_ARGUMENTS+=("--additional-image-stream-namespace=${namespace}")
  done
  add_flag dry-run false
}

# Prints the variables of the ports that this run listens on.
needed_ports() {
  printf '%s\n' API_PORT METRICS_PORT
  [[ -n "${TEMPORAL_ADDRESS:-}" ]] || printf '%s\n' TEMPORAL_PORT TEMPORAL_UI_PORT
  [[ -n "${RELEASE}" ]] || printf '%s\n' SOURCE_REGISTRY_PORT TARGET_REGISTRY_PORT
}

start_registries() {
  rm -f "$(paused_file target-registry)"
  start_registry source-registry "${SOURCE_REGISTRY_PORT}"
  start_registry target-registry "${TARGET_REGISTRY_PORT}"
  save_settings
  seed_images
}

main() {
  local variables
  read_arguments "$@"
  if [[ -n "${RELEASE}" ]]; then release_flags; else demo_flags; fi
  stop_on_signal stop_all
  claim_run
  mapfile -t variables < <(needed_ports)
  check_ports "${variables[@]}" || exit 1
  find_jdk
  get_tools
  build_if_needed
  [[ -z "${FRESH}" ]] || forget_state

  say "Starting Temporal …"
  start_temporal
  if [[ -z "${RELEASE}" ]]; then
    say "Starting the registries and filling the source …"
    start_registries
  fi
  say "Starting the worker …"
  start_worker
  say "Starting the API …"
  start_api
  print_instructions
  [[ -z "${RELEASE}" ]] || follow_worker_log
  supervise
}

main "$@"
