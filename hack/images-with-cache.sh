#!/usr/bin/env bash
# Builds the images with a cache of the classes that a start loads and links (JEP 514). Arguments go to Maven, such as
# -Dimage.goal=build -Dimage.prefix=quay.io/example/. The base image's Java makes the cache, so it must run here: Linux,
# and the image's architecture. The cache differs in each build, and so do the digests of these images.
set -euo pipefail
# shellcheck source=lib/all.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

WORK="$(mktemp -d)"

cleanup() {
  stop_progress
  stop_server
  rm -rf "${WORK}"
}

# build LOG ARGUMENT...
build() {
  local log="${WORK}/$1.log"
  shift
  with_progress "building the images" "${log}" mvn --batch-mode --no-transfer-progress --file "${ROOT_DIR}/pom.xml" \
    -Dquick -DskipTests -Pimages -pl worker,api -am "$@" package ||
    die "the build failed: $(grep '^\[ERROR\]' "${log}" | head -n 5)"
}

# unpack PART: unpacks its image, as 'docker save' would write it, into WORK.
unpack() {
  local root="${WORK}/$1" tar="${ROOT_DIR}/$1/target/jib-image.tar" layer
  mkdir -p "${root}"
  tar --extract --to-stdout --file "${tar}" config.json >"${root}.json"
  for layer in $(tar --extract --to-stdout --file "${tar}" manifest.json | jq -r '.[0].Layers[]'); do
    tar --extract --to-stdout --file "${tar}" "${layer}" |
      tar --extract --gzip --warning=no-unknown-keyword --directory "${root}"
  done
}

# java_of PART: the image's Java. Its PATH leads there, maybe by links inside the image.
java_of() {
  local root="${WORK}/$1" folder java target
  local -a path
  IFS=: read -r -a path < <(jq -r '.config.Env[]? | select(startswith("PATH=")) | .[5:]' "${root}.json")
  for folder in "${path[@]}"; do
    java="${folder}/java"
    while [[ -L "${root}${java}" ]]; do
      target="$(readlink "${root}${java}")"
      [[ "${target}" == /* ]] || target="$(dirname "${java}")/${target}"
      java="${target}"
    done
    if [[ -x "${root}${java}" ]]; then
      printf '%s' "${root}${java}"
      return
    fi
  done
  die "the base image has no java in its PATH (${path[*]})."
}

# make_cache PART: starts it until it is ready, and stops it, which writes the cache.
make_cache() {
  local root="${WORK}/$1" cache="${ROOT_DIR}/$1/target/cache/program.aot" java
  local -a entrypoint
  java="$(java_of "$1")"
  mapfile -t entrypoint < <(jq -r '.config.Entrypoint[1:][]' "${root}.json")
  # The class path names files inside the image. The JVM accepts another folder, if names, times and sizes are the same.
  sed "s|/opt/ci-images-mirror/|${root}&|g" "${root}/opt/ci-images-mirror/jib-classpath-file" >"${root}.classpath"
  entrypoint=("${entrypoint[@]/#@*/@${root}.classpath}")
  mkdir -p "$(dirname "${cache}")"
  rm -f "${cache}"
  start_until_ready "$1" "${java}" -Xmx256m -XX:AOTCacheOutput="${cache}" "${entrypoint[@]}"
  stop_it
  [[ -f "${cache}" ]] || die "the $1 of the image made no cache: $(tail -n 3 "${WORK}/log")"
  say "$1: a cache of $(($(stat -c %s "${cache}") >> 20)) MiB"
}

command -v jq >/dev/null || die "this needs jq."
stop_on_signal cleanup
find_jdk
require_maven
get_tools
build first "$@" -Dimage.goal=buildTar
start_server
for part in worker api; do
  unpack "${part}"
  make_cache "${part}"
done
build second -Dimage.cache "$@"
say "The images are built."
