# shellcheck shell=bash
# The run against the real cluster and the real registries (RELEASE=…). Needs common.sh, parts.sh.

refuse() {
  say "error: $*"
  exit 2
}

# release_flags: adds the flags that the worker has in production, but for a dry run.
release_flags() {
  local config="${RELEASE}/core-services/image-mirroring/_config.yaml" registry_config=""
  [[ -d "${RELEASE}/ci-operator/config" ]] ||
    refuse "RELEASE=${RELEASE} is not a checkout of openshift/release: it has no folder ci-operator/config."
  [[ -f "${config}" ]] || has_flag config ||
    refuse "RELEASE=${RELEASE} has no file core-services/image-mirroring/_config.yaml; name another with --config."
  registry_config="$(registry_config_file)" || exit $?
  has_cluster ||
    refuse "no cluster to read image streams from: there is no kubeconfig (KUBECONFIG, ~/.kube/config); log in with 'oc login', or name files with --image-streams."
  add_flag release-repo-git-sync-path "${RELEASE}"
  add_flag config "${config}"
  add_flag dry-run true
  add_flag additional-image-stream-namespace ci
  [[ -z "${registry_config}" ]] || add_flag registry-config "${registry_config}"
}

# registry_config_file: prints the path of the file with registry credentials, if there is one.
registry_config_file() {
  local usual="${HOME:-/nonexistent}/.docker/config.json"
  if [[ -n "${REGISTRY_CONFIG:-}" ]]; then
    [[ -r "${REGISTRY_CONFIG}" ]] || refuse "REGISTRY_CONFIG=${REGISTRY_CONFIG} cannot be read."
    printf '%s' "${REGISTRY_CONFIG}"
  elif [[ -r "${usual}" ]]; then
    printf '%s' "${usual}"
  fi
}

has_cluster() {
  has_flag image-streams || [[ -n "${KUBECONFIG:-}" || -r "${HOME:-/nonexistent}/.kube/config" ||
    -n "${KUBERNETES_SERVICE_HOST:-}" ]]
}
