#!/usr/bin/env bash
# Builds the images of the last commit twice, in two fresh clones, pushes them to a registry of its own, and checks what
# is in them. Takes about three minutes on two cores. The base image has one file; what is run in the images is this
# machine's Java.
set -euo pipefail
# shellcheck source=assert.sh
source "$(dirname "${BASH_SOURCE[0]}")/assert.sh"
# shellcheck source=../lib/all.sh
source "${HACK_DIR}/lib/all.sh"

FOLDER=/opt/ci-images-mirror

# put_blob FILE: prints its digest.
put_blob() {
  local digest location
  digest="sha256:$(sha256sum "$1" | cut -d' ' -f1)"
  location="$(curl -sSf -o /dev/null -D - -X POST "http://${REGISTRY}/v2/base/blobs/uploads/" | tr -d '\r' |
    sed -n 's/^[Ll]ocation: //p')"
  [[ "${location}" == *\?* ]] && location+="&" || location+="?"
  curl -sSf -o /dev/null -H 'Content-Type: application/octet-stream' -T "$1" "${location}digest=${digest}"
  printf '%s' "${digest}"
}

# push_base: pushes an image with one file, and prints its name.
push_base() {
  local manifest='application/vnd.oci.image.manifest.v1+json' layer config
  mkdir -p base/etc
  echo "the base" >base/etc/base
  tar --create --directory base etc >base.tar
  gzip --no-name --keep base.tar
  layer="$(put_blob base.tar.gz)"
  printf '{"architecture":"amd64","os":"linux","config":{"Env":["PATH=/usr/bin:/bin"]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
    "$(sha256sum base.tar | cut -d' ' -f1)" >config.json
  config="$(put_blob config.json)"
  printf '{"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"application/vnd.oci.image.config.v1+json","size":%s,"digest":"%s"},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","size":%s,"digest":"%s"}]}' \
    "${manifest}" "$(stat -c %s config.json)" "${config}" "$(stat -c %s base.tar.gz)" "${layer}" >manifest.json
  curl -sSf -o /dev/null -X PUT -H "Content-Type: ${manifest}" --data-binary @manifest.json "http://${REGISTRY}/v2/base/manifests/1"
  printf '%s/base@sha256:%s' "${REGISTRY}" "$(sha256sum manifest.json | cut -d' ' -f1)"
}

# build_images TAG: builds and pushes both images from a fresh clone.
build_images() {
  git clone --quiet "${ROOT_DIR}" "$1"
  # Another time of all files, as another machine has.
  find "$1" -exec touch -d '2026-01-01' {} +
  with_progress "building the images" "build-$1.log" mvn --batch-mode --no-transfer-progress --file "$1/pom.xml" -Dquick \
    -DskipTests -Pimages -Dimage.base="${BASE}" -Dimage.goal=build -Dimage.prefix="${REGISTRY}/" -Dimage.tag="$1" \
    -Dimage.source=https://sources.example/ci-images-mirror -Djib.allowInsecureRegistries=true -pl worker,api -am package ||
    fail "the build failed: $(grep '^\[ERROR\]' "build-$1.log" | head -n 5)"
}

# in_registry PATH: what the registry has there.
in_registry() {
  curl -sSf -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' "http://${REGISTRY}/v2/$1"
}

digest_of() {
  in_registry "$1/manifests/$2" | sha256sum
}

# unpack NAME: the image's configuration in NAME.json, and its files in the folder NAME.
unpack() {
  local layer
  in_registry "$1/manifests/first" >"$1.manifest.json"
  in_registry "$1/blobs/$(jq -r .config.digest "$1.manifest.json")" >"$1.json"
  mkdir -p "$1"
  for layer in $(jq -r '.layers[].digest' "$1.manifest.json"); do
    in_registry "$1/blobs/${layer}" | tar --extract --gzip --warning=no-unknown-keyword --directory "$1"
  done
}

# expect_value EXPECTED QUERY FILE: what jq prints for the query.
expect_value() {
  local actual
  actual="$(jq -rc "$2" "$3")"
  [[ "${actual}" == "$1" ]] || fail "$2 of $3 is ${actual} instead of $1"
}

# run_in IMAGE ARGUMENT...: the image's entrypoint and user, with Java and its libraries from this machine.
run_in() {
  local image="$1" entrypoint
  shift
  mapfile -t entrypoint < <(jq -r '.config.Entrypoint[]' "${image}.json")
  # shellcheck disable=SC2016 # the inner bash expands them
  unshare --mount bash -euc '
    root="$1"
    for folder in usr lib lib64 bin proc dev "${JAVA_HOME#/}"; do
      [[ -e "/${folder}" ]] || continue
      mkdir -p "${root}/${folder}"
      mount --rbind "/${folder}" "${root}/${folder}"
    done
    shift
    exec env -i PATH="${JAVA_HOME}/bin:/usr/bin:/bin:/usr/sbin" chroot --userspec=10001:0 "${root}" "$@"' \
    bash "${PWD}/${image}" "${entrypoint[@]}" "$@"
}

# check_image PART MAIN PORT
check_image() {
  local name="ci-images-mirror-$1" commit library
  commit="$(git -C "${ROOT_DIR}" rev-parse HEAD)"
  unpack "${name}"

  expect_value '"10001:0"' '.config.User | tojson' "${name}.json"
  expect_value "${FOLDER}" .config.WorkingDir "${name}.json"
  expect_value "[\"$3/tcp\"]" '.config.ExposedPorts | keys' "${name}.json"
  expect_value "[\"java\",\"-cp\",\"@${FOLDER}/jib-classpath-file\",\"org.openshift.ci.mirror.$2\"]" \
    '.config.Entrypoint | [.[0]] + .[-3:]' "${name}.json"
  expect_value -XX:+ExitOnOutOfMemoryError '.config.Entrypoint[1]' "${name}.json"
  expect_value "${name}" '.config.Labels["org.opencontainers.image.title"]' "${name}.json"
  expect_value "${commit}" '.config.Labels["org.opencontainers.image.revision"]' "${name}.json"
  expect_value https://sources.example/ci-images-mirror '.config.Labels["org.opencontainers.image.source"]' "${name}.json"
  expect_value Apache-2.0 '.config.Labels["org.opencontainers.image.licenses"]' "${name}.json"
  expect_value "${BASE}" '.config.Labels["org.opencontainers.image.base.name"]' "${name}.json"
  expect_value true '.created == .config.Labels["org.opencontainers.image.created"]' "${name}.json"
  # Libraries change less often than this project, so they are a layer of their own, and by far the largest.
  expect_value dependencies '.history[1].comment' "${name}.json"
  expect_value 1 '.layers | index(max_by(.size))' "${name}.manifest.json"

  expect "the base is missing" test -f "${name}/etc/base"
  expect "healthy.sh differs" cmp "${ROOT_DIR}/deploy/healthy.sh" "${name}${FOLDER}/healthy.sh"
  expect_value "${name}" .metadata.component.name "${name}${FOLDER}/sbom/application.cdx.json"
  for library in "${name}${FOLDER}"/libs/temporal-sdk-*.jar "${name}${FOLDER}"/libs/grpc-netty-shaded-*.jar; do
    library="$(basename "${library}" .jar)"
    expect_value true "[.components[] | .name + \"-\" + .version] | index(\"${library}\") != null" \
      "${name}${FOLDER}/sbom/application.cdx.json"
  done
  expect "there are files that others may write" test -z "$(find "${name}${FOLDER}" -perm /022 -print -quit)"

  if unshare --mount true 2>/dev/null && ((EUID == 0)); then
    expect_value "${name} $(jq -r '.config.Labels["org.opencontainers.image.version"]' "${name}.json") (commit ${commit}, $(jq -r .created "${name}.json"))" \
      . <(run_in "${name}" --version | jq -R .)
  else
    say "  not run: entering an image needs root and 'unshare'"
  fi
}

test_the_worker_image_is_as_documented() {
  check_image worker worker.WorkerMain 9090
}

test_the_api_image_is_as_documented() {
  check_image api api.ApiMain 8090
}

test_two_builds_have_one_digest() {
  local name
  for name in ci-images-mirror-worker ci-images-mirror-api; do
    expect "the two builds of ${name} differ" test "$(digest_of "${name}" first)" = "$(digest_of "${name}" second)"
  done
}

test_a_base_that_may_change_is_refused() {
  expect_status 1 mvn --batch-mode --quiet --file "${ROOT_DIR}/pom.xml" --non-recursive -Dquick -Pimages \
    -Dimage.base=eclipse-temurin:25-jre validate >said
  expect_text "The base image eclipse-temurin:25-jre may change at any time. Name it by its digest" said
}

stop_fixture() {
  kill "${REGISTRY_PID}"
  rm -rf "${FIXTURE}"
}

start_fixture() {
  local port
  find_jdk
  require_maven
  get_tools
  export FIXTURE REGISTRY BASE
  FIXTURE="$(mktemp -d)"
  cd "${FIXTURE}"
  port="$(free_port)"
  REGISTRY="127.0.0.1:${port}"
  printf 'version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: %s}}\nhttp: {addr: "%s"}\n' \
    "${FIXTURE}/registry" "${REGISTRY}" >registry.yaml
  OTEL_TRACES_EXPORTER=none registry serve registry.yaml >registry.log 2>&1 &
  REGISTRY_PID=$!
  stop_on_signal stop_fixture
  eventually 20 "the registry does not answer" curl -sSf "http://${REGISTRY}/v2/"
  BASE="$(push_base)"
  build_images first
  build_images second
}

if [[ -z "${TEST_NAME:-}" ]]; then
  start_fixture
else
  find_jdk
fi
run_tests
