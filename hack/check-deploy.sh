#!/usr/bin/env bash
# Checks docker-compose.yml against the Compose Specification (its own loader, built with Go) and the
# Kubernetes manifests against Kubernetes' schemas (kubernetes-validate, in a Python environment under
# .local). Nothing is started.
set -euo pipefail
# shellcheck source=lib/all.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

COMPOSE_CHECKER=github.com/compose-spec/compose-go/v2/cmd@v2.16.2
KUSTOMIZE=sigs.k8s.io/kustomize/kustomize/v5@v5.7.1
KUBERNETES_VALIDATE=kubernetes-validate==1.37.0
# The oldest Kubernetes version that the manifests support, and the newest that the checker knows.
KUBERNETES_VERSIONS=(1.29.1 1.37.0)

CHECK_DIR="${ROOT_DIR}/.local/check-deploy"

# checker NAME PACKAGE BINARY: builds a checker with Go, once.
checker() {
  local name="$1" package="$2" binary="$3" work
  [[ ! -x "${CHECK_DIR}/${name}" ]] || return 0
  command -v go >/dev/null ||
    die "checking deploy/ needs Go 1.24 or newer (https://go.dev/dl), to build ${package}."
  work="$(mktemp -d "${CHECK_DIR}/.${name}.XXXXXX")"
  with_progress "building ${package}" "${CHECK_DIR}/${name}.log" go_install "${work}" "${package}" ||
    die "go install ${package} failed: $(tail -n 3 "${CHECK_DIR}/${name}.log")"
  mv -f "${work}/${binary}" "${CHECK_DIR}/${name}"
  rmdir "${work}"
}

validator() {
  local venv="${CHECK_DIR}/venv"
  [[ ! -x "${venv}/bin/kubernetes-validate" ]] || return 0
  command -v python3 >/dev/null || die "checking deploy/ needs Python 3 with venv."
  with_progress "installing ${KUBERNETES_VALIDATE}" "${CHECK_DIR}/venv.log" make_venv "${venv}" ||
    die "installing ${KUBERNETES_VALIDATE} failed: $(tail -n 3 "${CHECK_DIR}/venv.log")"
}

make_venv() {
  rm -rf "$1"
  python3 -m venv "$1" && "$1/bin/pip" install --quiet "${KUBERNETES_VALIDATE}"
}

# The rules of deploy/monitoring, and that they fire when they should. Without promtool (package
# prometheus of Debian) this is skipped.
check_alerts() {
  if ! command -v promtool >/dev/null; then
    say "promtool is not installed; the alerts were not checked."
    return 0
  fi
  local command
  for command in "check rules alerts.yaml" "test rules alerts_test.yaml"; do
    # shellcheck disable=SC2086 # three words
    (cd "${ROOT_DIR}/deploy/monitoring" && promtool ${command}) >"${CHECK_DIR}/alerts.log" 2>&1 ||
      die "promtool ${command} failed: $(cat "${CHECK_DIR}/alerts.log")"
  done
  say "The alerts of deploy/monitoring fire when they should."
}

check_compose() {
  local ports=(API_PORT TEMPORAL_PORT TEMPORAL_UI_PORT METRICS_PORT SOURCE_REGISTRY_PORT TARGET_REGISTRY_PORT)
  unset "${ports[@]}"
  "${CHECK_DIR}/compose" -format json "${ROOT_DIR}/docker-compose.yml" >"${CHECK_DIR}/compose.json" ||
    die "docker-compose.yml does not conform to the Compose Specification (above)."
  "${CHECK_DIR}/venv/bin/python" - "${CHECK_DIR}/compose.json" <<'END' || die "docker-compose.yml uses names that it does not define (above)."
# The loader checks each part by itself; this checks that everything the services name is defined.
import json, sys

model = json.load(open(sys.argv[1]))
missing = []
for name, service in model["services"].items():
    named = {
        "services": list(service.get("depends_on", {})),
        "secrets": [secret["source"] for secret in service.get("secrets", [])],
        "volumes": [volume["source"] for volume in service.get("volumes", []) if volume["type"] == "volume"],
    }
    for kind, sources in named.items():
        missing += [f"{name}: no such {kind}: {source}" for source in sources if source not in model.get(kind, {})]
print("\n".join(missing), file=sys.stderr, end="\n" if missing else "")
sys.exit(1 if missing else 0)
END
  say "docker-compose.yml conforms to the Compose Specification."
}

# check_kubernetes OVERLAY FOLDER [ROLE...]: builds it and checks its objects. The service account may have the worker's
# own role, and the given ones of the cluster. PodMonitor is not Kubernetes' own, so that there is no schema for it.
check_kubernetes() {
  local overlay="$1" folder="$2" built="${CHECK_DIR}/kubernetes-$1.yaml" version
  shift 2
  "${CHECK_DIR}/kustomize" build "${folder}" >"${built}" || die "kustomize cannot build ${folder} (above)."
  "${CHECK_DIR}/venv/bin/python" - "${built}" "$@" <<'END' || die "the overlay ${overlay} would not work (above)."
import sys, yaml

objects = list(yaml.safe_load_all(open(sys.argv[1])))
problems = []
for name in [o["metadata"]["name"] for o in objects if o["kind"] == "Namespace"]:
    problems.append(f"the namespace {name} belongs to the cluster, not to this service")
namespaces = {o["metadata"].get("namespace") for o in objects if not o["kind"].startswith("ClusterRole")}
for binding in [o for o in objects if o["kind"] == "ClusterRoleBinding"]:
    if {subject.get("namespace") for subject in binding["subjects"]} != namespaces:
        problems.append(f"{binding['metadata']['name']} does not bind the service account in {namespaces}")
    accounts = {o["metadata"]["name"] for o in objects if o["kind"] == "ServiceAccount"}
    if {subject["name"] for subject in binding["subjects"]} != accounts:
        problems.append(f"{binding['metadata']['name']} does not bind the service account {accounts}")
bound = sorted(o["roleRef"]["name"] for o in objects if o["kind"].endswith("RoleBinding"))
own = [o["metadata"]["name"] for o in objects if o["kind"] == "ClusterRole" and "imagestreams" in str(o["rules"])]
if bound != sorted(own + sys.argv[2:]):
    problems.append(f"the service account has the roles {bound}, and needs {sorted(own + sys.argv[2:])}")
by_cluster = "system:auth-delegator" in bound
for o in [o for o in objects if o["kind"] == "Deployment"]:
    for container in o["spec"]["template"]["spec"]["containers"]:
        flags = {argument.partition("=")[0] for argument in container.get("args", [])}
        if container["name"] == "api" and ("--authorization" in flags) != by_cluster:
            problems.append(f"the API of {o['metadata']['name']} has the flags {flags}, which do not fit the roles")
        if container["name"] == "api" and ("--trigger-token-file" in flags) == by_cluster:
            problems.append(f"the API of {o['metadata']['name']} must have one of both ways to decide who may do what")
pods = [o["spec"]["template"] for o in objects if o["kind"] == "Deployment"]
found = [p for p in pods if p["metadata"]["labels"].get("app") == "ci-images-mirror"]
if len(found) != 1:
    problems.append(f"'oc port-forward' by the label app=ci-images-mirror needs one Deployment, not {len(found)}")
for pod in found:
    containers = {c["name"]: c for c in pod["spec"]["containers"]}
    if "ci-images-mirror" not in containers:
        problems.append("'oc logs -c ci-images-mirror' finds no such container")
    if 8090 not in [port["containerPort"] for c in containers.values() for port in c.get("ports", [])]:
        problems.append("'oc port-forward' finds no port 8090")
ports = {port["name"] for p in pods for c in p["spec"]["containers"] for port in c.get("ports", [])}
monitors = [o for o in objects if o["kind"] == "PodMonitor"]
for monitor in monitors:
    scraped = {endpoint["port"] for endpoint in monitor["spec"]["podMetricsEndpoints"]}
    if scraped != ports:
        problems.append(f"{monitor['metadata']['name']} scrapes {scraped}, and worker and API serve metrics at {ports}")
    admitted = [
        {port["port"] for port in rule["ports"]}
        for o in objects if o["kind"] == "NetworkPolicy"
        for rule in o["spec"]["ingress"] if "openshift-user-workload-monitoring" in str(rule)
    ]
    if scraped not in admitted:
        problems.append(f"{monitor['metadata']['name']} scrapes {scraped}, and the network admits Prometheus to {admitted}")
print("\n".join(problems), file=sys.stderr, end="\n" if problems else "")
with open(sys.argv[1], "w") as file:
    yaml.safe_dump_all([o for o in objects if o["kind"] != "PodMonitor"], file)
sys.exit(1 if problems else 0)
END
  for version in "${KUBERNETES_VERSIONS[@]}"; do
    "${CHECK_DIR}/venv/bin/kubernetes-validate" --strict --quiet --kubernetes-version "${version}" "${built}" ||
      die "the overlay ${overlay} does not conform to Kubernetes ${version} (above)."
  done
  say "The overlay ${overlay} conforms to Kubernetes ${KUBERNETES_VERSIONS[*]}: $(grep -c '^kind:' "${built}") objects."
}

# Everybody can label a pod of their own namespace as one of this service, so that its label alone opens no port.
check_network() {
  "${CHECK_DIR}/venv/bin/python" - "${ROOT_DIR}"/deploy/temporal/network.yaml "${ROOT_DIR}"/deploy/kubernetes/base/network.yaml \
    <<'END' || die "a NetworkPolicy admits every namespace (above)."
import sys, yaml

problems = []
for path in sys.argv[1:]:
    for policy in yaml.safe_load_all(open(path)):
        for rule in policy["spec"]["ingress"]:
            # No sender at all means every sender, and an empty selector every namespace.
            if any(sender.get("namespaceSelector") == {} for sender in rule.get("from") or [{"namespaceSelector": {}}]):
                problems.append(f"{path}: ports {[port['port'] for port in rule.get('ports', [])]}")
print("\n".join(problems), file=sys.stderr, end="\n" if problems else "")
sys.exit(1 if problems else 0)
END
}

# cluster_authorization OVERLAY: makes a copy of the manifests where the overlay lets the cluster decide who may do what.
cluster_authorization() {
  rm -rf "${CHECK_DIR}/kubernetes"
  cp -R "${ROOT_DIR}/deploy/kubernetes" "${CHECK_DIR}/kubernetes"
  printf 'components: [../../components/cluster-authorization]\n' \
    >>"${CHECK_DIR}/kubernetes/overlays/$1/kustomization.yaml"
}

stop_on_signal stop_progress
mkdir -p "${CHECK_DIR}"
checker compose "${COMPOSE_CHECKER}" cmd
checker kustomize "${KUSTOMIZE}" kustomize
validator
check_alerts
check_compose
check_network
for overlay in local app.ci trial; do
  check_kubernetes "${overlay}" "${ROOT_DIR}/deploy/kubernetes/overlays/${overlay}"
  cluster_authorization "${overlay}"
  check_kubernetes "${overlay}-cluster-authorization" "${CHECK_DIR}/kubernetes/overlays/${overlay}" \
    system:auth-delegator
done
