# shellcheck shell=bash
# The help and the instructions that the run script prints. Needs common.sh, ports.sh, processes.sh, parts.sh, demo.sh.

print_help() {
  cat <<END
Usage: [RELEASE=<checkout>] hack/run-ci-images-mirror.sh [--fresh] [WORKER FLAG...]

Without RELEASE: a complete demonstration on this machine. Two registries, small images in one of
them, a Temporal development server, the worker that mirrors, and the API. Needs a JDK 25 and Maven;
gets everything else. The state is kept in .local/, and the next start continues with it.

With RELEASE=<checkout of openshift/release>: the real thing, as a dry run unless --dry-run=false is
given: image streams of the cluster that the kubeconfig names, the real registries, the rules of the
checkout. The state is kept in .local/release/.

  --fresh      delete the state of earlier runs first (tasks, registries, image streams, token)
  --help       print this text
  WORKER FLAG  anything else is passed to the worker, and overrides the flags of this script

Environment:
  API_PORT TEMPORAL_PORT TEMPORAL_UI_PORT METRICS_PORT SOURCE_REGISTRY_PORT TARGET_REGISTRY_PORT
                        ports (${API_PORT} ${TEMPORAL_PORT} ${TEMPORAL_UI_PORT} ${METRICS_PORT} ${SOURCE_REGISTRY_PORT} ${TARGET_REGISTRY_PORT})
  TEMPORAL_ADDRESS      host:port of a Temporal to use; no development server is started then
  TEMPORAL_UI_ADDRESS   address of that Temporal's Web UI, for links
  TEMPORAL_NAMESPACE    namespace in Temporal (${TEMPORAL_NAMESPACE})
  REGISTRY_CONFIG       with RELEASE: docker config file with the registries' credentials
                        (~/.docker/config.json)
  STATE_DIR             folder for the state ($(shown_path "${STATE_DIR}"))
  JAVA_HOME             JDK ${REQUIRED_JAVA} or newer; otherwise the usual places are searched
END
}

print_instructions() {
  local api="http://127.0.0.1:${API_PORT}" state
  state="$(shown_path "${STATE_DIR}")"
  cat <<END

ci-images-mirror is ready.
  API and page      ${api}/
  Temporal Web UI   ${UI_ADDRESS:-of the Temporal at ${TEMPORAL_ADDRESS}}${UI_ADDRESS:+/namespaces/${TEMPORAL_NAMESPACE}/workflows}
  Metrics           http://127.0.0.1:${METRICS_PORT}/metrics
  Logs              ${state}/logs/ (worker.log, api.log, …)
  Command line      $(mirrorctl_command) status (docs/mirrorctl.md)

Query the state; the last two commands make a task check its tag now:
  curl -s ${api}/api/health
  curl -s '${api}/api/v1/mirrors?action=summarize'
  curl -s '${api}/api/v1/mirrors?action=show&limit=10'
  curl -s ${api}/api/v1/mirrors/$(example_tag)
  curl -s -X POST -H "Authorization: Bearer \$(cat ${state}/trigger-token)" ${api}/api/v1/mirrors/$(example_tag)/trigger
  $(shown_path "$(command -v temporal)") workflow signal --address ${TEMPORAL_ADDRESS} --namespace ${TEMPORAL_NAMESPACE} --workflow-id $(example_id) --name trigger
END
  if [[ -n "${RELEASE}" ]]; then
    if has_flag dry-run; then
      printf '\nThe worker was started with your --dry-run. Its log follows; Ctrl-C stops everything.\n\n'
    else
      printf '\nThis is a dry run: nothing is pushed (--dry-run=false pushes). The worker'\''s log follows; Ctrl-C stops everything.\n\n'
    fi
  else
    print_demo_instructions
  fi
}

# The command line with what it needs to find this run; it finds the demonstration by itself.
mirrorctl_command() {
  local command
  command="$(shown_path "${ROOT_DIR}/hack/mirrorctl")"
  if [[ -n "${RELEASE}" ]]; then
    printf '%s --api=%s --token-file=%s/trigger-token' "${command}" "${api}" "${state}"
  else
    with_state "${command}"
  fi
}

# with_state COMMAND: the command with the state folder of this run, if it is not the usual one.
with_state() {
  [[ "${STATE_DIR}" == "${ROOT_DIR}/.local" ]] || printf 'STATE_DIR=%s ' "$(shown_path "${STATE_DIR}")"
  printf '%s' "$1"
}

example_tag() {
  if [[ -n "${RELEASE}" ]]; then printf 'ci/ci-operator/latest'; else printf 'ocp/4.22/cli'; fi
}

example_id() {
  # The worker's default is a dry run.
  [[ " ${WORKER_ARGUMENTS[*]} ${USER_ARGUMENTS[*]} " =~ dry-run[=\ ]false\  ]] || printf 'dry-run/'
  if [[ -n "${RELEASE}" ]]; then printf 'mirror/ci_ci-operator_latest'; else printf 'mirror/ocp_4.22_cli'; fi
}

print_demo_instructions() {
  local demo
  demo="$(with_state "$(shown_path "${ROOT_DIR}/hack/demo")")"
  cat <<END

List the mirrored tags (every image has a floating tag and a date tag):
  curl -s http://127.0.0.1:${TARGET_REGISTRY_PORT}/v2/openshift/ci/tags/list
Cause an event, from another terminal: push a new image and update the tag's image stream
  ${demo}/update-image.sh ocp/4.22:cli
Make a task wait: stop the target, cause an event, list the open tasks, start the target again
  ${demo}/pause-target.sh
  ${demo}/update-image.sh ocp/4.22:cli
  curl -s '${api}/api/v1/mirrors?action=show&limit=10'
  ${demo}/resume-target.sh
Image streams are in $(shown_path "${IMAGE_STREAMS_DIR}")/; edit them as you like.
Ctrl-C stops everything; the next start continues where this one ended (--fresh deletes its state).
END
}
