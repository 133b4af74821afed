# shellcheck shell=bash
# A Kubernetes API server of its own with an empty etcd, without nodes or controllers. Needs all.sh.

KUBERNETES_VERSION=1.35.4
ETCD_VERSION=3.6.13
CHECK_DIR="${ROOT_DIR}/.local/check-kubernetes"
# shellcheck disable=SC2034 # for processes.sh
RUN_DIR="${CHECK_DIR}/run"
LOG_DIR="${CHECK_DIR}/logs"

# get_api_server: puts kube-apiserver, etcd and kubectl on the PATH: installed, or built with Go.
get_api_server() {
  export PATH="${CHECK_DIR}:${PATH}"
  command -v jq >/dev/null || die "checking deploy/kubernetes needs jq."
  build_program kube-apiserver k8s.io/kubernetes/cmd/kube-apiserver
  build_program kubectl k8s.io/kubernetes/cmd/kubectl
  build_program etcd go.etcd.io/etcd/server/v3
}

# build_program NAME PACKAGE: builds a program unless it is installed. Its module cannot be installed by 'go install',
# because it replaces other modules.
build_program() {
  local name="$1" package="$2"
  ! command -v "${name}" >/dev/null || return 0
  command -v go >/dev/null || die "${name} is not on the PATH, and there is no Go (https://go.dev/dl) to build it with."
  say "Building ${name} from source, once; this takes some minutes."
  with_progress "building ${name}" "${CHECK_DIR}/${name}.log" "build_in_module" "${name}" "${package}" ||
    die "building ${name} failed: $(tail -n 5 "${CHECK_DIR}/${name}.log")"
}

build_in_module() {
  local name="$1" package="$2" work="${CHECK_DIR}/module-$1"
  rm -rf "${work}"
  mkdir -p "${work}"
  cd "${work}" || return
  printf '//go:build tools\n\npackage tools\n\nimport _ "%s"\n' "${package}" >tools.go
  go mod init tools && require_modules "${name}" && go mod tidy -e || return
  go build -trimpath -ldflags "-s -w $(version_flags)" -o "${CHECK_DIR}/${name}" "${package}"
}

require_modules() {
  local source module
  if [[ "$1" == etcd ]]; then
    go mod edit -require="go.etcd.io/etcd/server/v3@v${ETCD_VERSION}"
    return
  fi
  go mod edit -require="k8s.io/kubernetes@v${KUBERNETES_VERSION}" || return
  source="$(go mod download -json "k8s.io/kubernetes@v${KUBERNETES_VERSION}" | sed -n 's/^\t"GoMod": "\(.*\)",$/\1/p')"
  # Kubernetes' own go.mod takes these from its folder 'staging'; their releases have the same number after the dot.
  while read -r module; do
    go mod edit -replace="${module}=${module}@v0.${KUBERNETES_VERSION#1.}" || return
  done < <(sed -n 's/^\t*\(k8s\.io\/[^ ]*\) => \.\/staging.*/\1/p' "${source}")
}

version_flags() {
  local package=k8s.io/component-base/version minor="${KUBERNETES_VERSION#1.}"
  printf -- '-X %s.gitVersion=v%s -X %s.gitMajor=1 -X %s.gitMinor=%s' \
    "${package}" "${KUBERNETES_VERSION}" "${package}" "${package}" "${minor%.*}"
}

# start_api_server: starts both on free ports, and makes kubectl use them.
start_api_server() {
  local client peer token keys="${CHECK_DIR}/keys"
  mkdir -p "${RUN_DIR}" "${LOG_DIR}" "${keys}"
  rm -rf "${CHECK_DIR}/etcd-data" "${LOG_DIR:?}"/*.log
  client="$(free_port)"
  peer="$(free_port)"
  start_process etcd etcd --data-dir "${CHECK_DIR}/etcd-data" --unsafe-no-fsync \
    --listen-client-urls "http://127.0.0.1:${client}" --advertise-client-urls "http://127.0.0.1:${client}" \
    --listen-peer-urls "http://127.0.0.1:${peer}" --initial-advertise-peer-urls "http://127.0.0.1:${peer}" \
    --initial-cluster "default=http://127.0.0.1:${peer}"
  wait_for etcd 60 etcd port_answers "${client}"
  openssl genrsa -out "${keys}/service-accounts.key" 2048 2>/dev/null
  token="$(openssl rand -hex 16)"
  printf '%s,admin,admin,system:masters\n' "${token}" >"${keys}/tokens.csv"
  API_SERVER_PORT="$(free_port)"
  start_process kube-apiserver kube-apiserver --etcd-servers="http://127.0.0.1:${client}" --bind-address=127.0.0.1 \
    --secure-port="${API_SERVER_PORT}" --cert-dir="${keys}" --token-auth-file="${keys}/tokens.csv" \
    --authorization-mode=RBAC --service-account-issuer=https://kubernetes.default.svc \
    --service-account-key-file="${keys}/service-accounts.key" \
    --service-account-signing-key-file="${keys}/service-accounts.key" --endpoint-reconciler-type=none \
    --service-cluster-ip-range=10.0.0.0/16
  kubeconfig_for "${token}" >"${CHECK_DIR}/admin.kubeconfig"
  export KUBECONFIG="${CHECK_DIR}/admin.kubeconfig"
  wait_for kube-apiserver 120 kube-apiserver kubectl get --raw /readyz
  say "Kubernetes $(kubectl version -o json 2>/dev/null | jq -r .serverVersion.gitVersion) runs on port ${API_SERVER_PORT}."
}

# kubeconfig_for TOKEN: prints a kubeconfig for this API server, whose certificate is its own.
kubeconfig_for() {
  cat <<END
apiVersion: v1
kind: Config
clusters: [{name: check, cluster: {server: "https://127.0.0.1:${API_SERVER_PORT}", insecure-skip-tls-verify: true}}]
users: [{name: check, user: {token: "$1"}}]
contexts: [{name: check, context: {cluster: check, user: check}}]
current-context: check
END
}

stop_api_server() {
  local name
  stop_progress
  for name in watch kube-apiserver etcd; do
    stop_process "${name}" 10
  done
}
