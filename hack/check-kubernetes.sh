#!/usr/bin/env bash
# Applies the manifests of every overlay to a real Kubernetes API server, and checks what the worker's service account
# may do there, that pods pass the 'restricted' Pod Security Standard, and that the runbook's label finds one pod.
# Nothing runs in those pods: there is no node. Not part of .ci/run, because building the API server takes minutes.
# kube-apiserver, etcd and kubectl come from the PATH, or are built with Go, once, into .local/check-kubernetes.
set -euo pipefail
# shellcheck source=lib/all.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"
# shellcheck source=lib/api_server.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/api_server.sh"

OVERLAYS=(local app.ci trial)

overlay_folder() {
  printf '%s/deploy/kubernetes/overlays/%s' "${ROOT_DIR}" "$1"
}

# Objects that a cluster has and the overlays only name. The CustomResourceDefinition takes the place of OpenShift's
# image streams; without controllers nobody makes the service account 'default'.
prepare_cluster() {
  define_kind image.openshift.io ImageStream
}

# Prometheus Operator's PodMonitor is not part of Kubernetes either.
define_pod_monitors() {
  define_kind monitoring.coreos.com PodMonitor
}

# define_kind GROUP KIND: lets the API server take objects of a kind, whatever they contain.
define_kind() {
  local group="$1" kind="$2" singular="${2,,}"
  kubectl apply -f - <<END >/dev/null
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: ${singular}s.${group}
  annotations:
    api-approved.kubernetes.io: "stands in for the cluster's own API"
spec:
  group: ${group}
  scope: Namespaced
  names: {kind: ${kind}, listKind: ${kind}List, plural: ${singular}s, singular: ${singular}}
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
END
  kubectl wait --for condition=established --timeout=60s "crd/${singular}s.${group}" >/dev/null
}

# prepare_namespace NAMESPACE: makes what deploy/README.md asks for before 'kubectl apply'.
prepare_namespace() {
  local namespace="$1"
  kubectl create namespace "${namespace}" --dry-run=client -o yaml | kubectl apply -f - >/dev/null
  kubectl label --overwrite namespace "${namespace}" pod-security.kubernetes.io/enforce=restricted >/dev/null
  kubectl -n "${namespace}" create serviceaccount default --dry-run=client -o yaml | kubectl apply -f - >/dev/null
}

namespace_of() {
  kubectl kustomize "$(overlay_folder "$1")" | awk '$1 == "namespace:" { print $2; exit }'
}

# service_account_of OVERLAY: prints the name under which the pods of the worker run.
service_account_of() {
  kubectl kustomize "$(overlay_folder "$1")" | awk '$1 == "serviceAccountName:" { print $2; exit }'
}

# check_refusal OVERLAY: without Prometheus Operator, the API server must refuse the PodMonitor, and only that.
check_refusal() {
  local answer
  if answer="$(kubectl apply --server-side --dry-run=server -k "$(overlay_folder "$1")" 2>&1)"; then
    die "a cluster without Prometheus Operator took the PodMonitor of the overlay $1."
  fi
  grep -q 'no matches for kind "PodMonitor"' <<<"${answer}" ||
    die "without Prometheus Operator, the overlay $1 was refused for another reason: ${answer}"
  say "Without Prometheus Operator's definitions, the overlay $1 is refused: $(grep -m 1 PodMonitor <<<"${answer}")"
}

check_applies() {
  local overlay="$1" folder
  folder="$(overlay_folder "${overlay}")"
  kubectl apply --server-side --dry-run=server -k "${folder}" >"${CHECK_DIR}/applied-${overlay}.log" ||
    die "the API server refuses the overlay ${overlay} in a dry run (above)."
  kubectl apply --server-side -k "${folder}" >"${CHECK_DIR}/applied-${overlay}.log" ||
    die "the API server refuses the overlay ${overlay} (above)."
  kubectl diff --server-side -k "${folder}" >"${CHECK_DIR}/diff-${overlay}.log" ||
    die "the overlay ${overlay} differs from what the API server stored: $(cat "${CHECK_DIR}/diff-${overlay}.log")"
  say "The overlay ${overlay} is accepted: $(wc -l <"${CHECK_DIR}/applied-${overlay}.log") objects."
}

# rules_of NAMESPACE ACCOUNT: prints all rules that apply to a service account, one on each line.
rules_of() {
  kubectl create --validate=false -o json -f - --as="system:serviceaccount:$1:$2" --as-group=system:authenticated \
    --as-group=system:serviceaccounts --as-group="system:serviceaccounts:$1" <<END |
{"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectRulesReview","spec":{"namespace":"$1"}}
END
    jq -r '.status | (.resourceRules, .nonResourceRules)[] | [.apiGroups, .resources, .resourceNames, .nonResourceURLs,
           .verbs] | map(. // [] | sort | join(",")) | join(" ")' | sort -u
}

# check_rules OVERLAY: the worker's account may do what every account may do, and read image streams; nothing else.
check_rules() {
  local overlay="$1" namespace account own
  namespace="$(namespace_of "${overlay}")"
  account="$(service_account_of "${overlay}")"
  own="$(comm -13 <(rules_of "${namespace}" default) <(rules_of "${namespace}" "${account}"))"
  [[ "${own}" == "image.openshift.io imagestreams   get,list,watch" ]] ||
    die "${namespace}/${account} may do something else than read image streams: ${own:-nothing}"
  say "The service account ${namespace}/${account} may read image streams, and nothing else."
}

# questions NAMESPACE: prints an access review for each verb on each resource, in three places.
questions() {
  jq -n --arg namespace "$1" '{apiVersion: "v1", kind: "List", items: [
    ("image.openshift.io imagestreams", "image.openshift.io imagestreams/status", "image.openshift.io imagestreamtags",
     "image.openshift.io images", " pods", " pods/log", " pods/exec", " secrets", " configmaps", " serviceaccounts",
     " serviceaccounts/token", " events", " namespaces", " nodes", "apps deployments", "coordination.k8s.io leases",
     "rbac.authorization.k8s.io clusterroles", "rbac.authorization.k8s.io clusterrolebindings",
     "apiextensions.k8s.io customresourcedefinitions", "networking.k8s.io networkpolicies") as $of |
    ($of | split(" ")) as [$group, $resource] | ($resource | split("/")) as [$name, $sub] |
    ("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", "impersonate", "escalate",
     "bind") as $verb | ($namespace, "kube-system", "") as $place |
    {apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview", spec: {resourceAttributes:
      {group: $group, resource: $name, subresource: ($sub // ""), verb: $verb, namespace: $place}}}]}'
}

# check_table OVERLAY: asks the API server with a token of the account, verb by verb.
check_table() {
  local overlay="$1" namespace account token answers expected allowed
  namespace="$(namespace_of "${overlay}")"
  account="$(service_account_of "${overlay}")"
  token="$(kubectl -n "${namespace}" create token "${account}")"
  kubeconfig_for "${token}" >"${CHECK_DIR}/worker.kubeconfig"
  answers="${CHECK_DIR}/answers-${overlay}.json"
  questions "${namespace}" | kubectl --kubeconfig "${CHECK_DIR}/worker.kubeconfig" create --validate=false -o json -f - |
    jq '.items[]? // .' | jq -s . >"${answers}"
  allowed="$(jq -r '.[] | select(.status.allowed) | .spec.resourceAttributes |
    "\(.verb) \(.resource)/\(.subresource // "") in \(.namespace // "all")"' "${answers}" | sort)"
  expected="$(printf '%s imagestreams/ in %s\n' get "${namespace}" get kube-system get all list "${namespace}" \
    list kube-system list all watch "${namespace}" watch kube-system watch all | sort)"
  [[ "${allowed}" == "${expected}" ]] ||
    die "${namespace}/${account} may do something else: $(diff <(printf '%s' "${expected}") <(printf '%s' "${allowed}"))"
  say "Of $(jq length "${answers}") actions, ${namespace}/${account} may do these: get, list, watch imagestreams."
}

# check_reading OVERLAY: the account lists, gets and watches image streams of another namespace, and creates none.
check_reading() {
  local overlay="$1" stream
  local worker=(kubectl --kubeconfig "${CHECK_DIR}/worker.kubeconfig")
  kubectl create namespace ocp --dry-run=client -o yaml | kubectl apply -f - >/dev/null
  kubectl -n ocp delete imagestream --all >/dev/null
  stream='{"apiVersion":"image.openshift.io/v1","kind":"ImageStream","metadata":{"name":"4.22","namespace":"ocp"}}'
  start_process watch timeout 60 "${worker[@]}" get imagestreams --all-namespaces --watch --output-watch-events \
    --no-headers
  kubectl create -f - <<<"${stream}" >/dev/null
  wait_for watch 30 "the watch of image streams" grep -q 'ADDED.*4.22' "${LOG_DIR}/watch.log"
  stop_process watch 5
  "${worker[@]}" get imagestreams --all-namespaces --no-headers | grep -q 4.22 ||
    die "the account of the overlay ${overlay} does not list the image stream."
  "${worker[@]}" -n ocp get imagestream 4.22 >/dev/null ||
    die "the account of the overlay ${overlay} does not get the image stream."
  if "${worker[@]}" -n ocp delete imagestream 4.22 >/dev/null 2>&1; then
    die "the account of the overlay ${overlay} could delete an image stream."
  fi
  say "The account lists, gets and watches image streams of another namespace, and cannot delete one."
}

# check_pods OVERLAY: makes a pod of each Deployment, which no controller does here.
check_pods() {
  local overlay="$1" namespace found name
  namespace="$(namespace_of "${overlay}")"
  kubectl -n "${namespace}" delete pods --all --force --grace-period=0 >/dev/null 2>&1
  kubectl -n "${namespace}" get deployments -o json | jq -c '.items[] | {apiVersion: "v1", kind: "Pod", spec:
    .spec.template.spec, metadata: (.spec.template.metadata + {name: (.metadata.name + "-0")})}' |
    while read -r pod; do
      kubectl -n "${namespace}" create -f - <<<"${pod}" >/dev/null || exit 1
    done || die "a pod of the overlay ${overlay} is refused where pods must be 'restricted' (above)."
  # The line of the original's runbook.
  found="$(kubectl get pods -n "${namespace}" -l app=ci-images-mirror --no-headers \
    -o custom-columns=":metadata.name")"
  (($(wc -w <<<"${found}") == 1)) ||
    die "-l app=ci-images-mirror must find one pod in ${namespace}, and finds: ${found:-none}"
  for name in ${found}; do
    kubectl -n "${namespace}" get pod "${name}" -o json | jq -e '[.spec.containers[] |
      select(.name == "ci-images-mirror")] | length == 1' >/dev/null || die "'-c ci-images-mirror' finds no container."
    kubectl -n "${namespace}" get pod "${name}" -o json | jq -e '[.spec.containers[].ports[]?.containerPort] |
      index(8090)' >/dev/null || die "no container of ${name} has port 8090."
  done
  say "Pods of the overlay ${overlay} are 'restricted'; -l app=ci-images-mirror finds one: ${found}"
}

# The two checks above would prove nothing if the API server admitted every pod.
check_admission() {
  local namespace="$1"
  if kubectl -n "${namespace}" run root --image=root --dry-run=server >/dev/null 2>&1; then
    die "the API server admits a pod that is not 'restricted' in ${namespace}."
  fi
}

main() {
  local overlay namespace
  stop_on_signal stop_api_server
  mkdir -p "${CHECK_DIR}"
  get_api_server
  start_api_server
  prepare_cluster
  prepare_namespace "$(namespace_of app.ci)"
  check_refusal app.ci
  define_pod_monitors
  kubectl apply --server-side --dry-run=server -f "${ROOT_DIR}/deploy/temporal/network.yaml" >/dev/null ||
    die "the API server refuses deploy/temporal/network.yaml (above)."
  for overlay in "${OVERLAYS[@]}"; do
    say ""
    say "== overlay ${overlay}"
    namespace="$(namespace_of "${overlay}")"
    prepare_namespace "${namespace}"
    check_admission "${namespace}"
    check_applies "${overlay}"
    check_rules "${overlay}"
    check_table "${overlay}"
    check_reading "${overlay}"
    check_pods "${overlay}"
  done
}

main "$@" </dev/null
