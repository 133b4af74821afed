# shellcheck shell=bash
# Builds the jars if they are missing or older than their sources. Needs common.sh, jdk.sh.

WORKER_JAR="${ROOT_DIR}/worker/target/ci-images-mirror-worker.jar"
API_JAR="${ROOT_DIR}/api/target/ci-images-mirror-api.jar"
BENCH_JAR="${ROOT_DIR}/bench/target/ci-images-mirror-bench.jar"

build_if_needed() {
  is_built || build_jars
}

build_bench_if_needed() {
  { is_built && jar_is_new "${BENCH_JAR}" workflows activities bench; } || build_jars
}

build_jars() {
  local log="${STATE_DIR}/logs/build.log" stamp="${ROOT_DIR}/.local/built"
  require_maven
  mkdir -p "$(dirname "${log}")" "${ROOT_DIR}/.local"
  say "Building the jars with Maven (a minute or two; longer the first time, when libraries are downloaded)"
  touch "${stamp}.new"
  if ! with_progress "building" "${log}" mvn --batch-mode --no-transfer-progress --file "${ROOT_DIR}/pom.xml" \
    -Dquick -DskipTests package; then
    say "error: the build failed; the whole log is $(shown_path "${log}"). Its errors:"
    grep -E '^\[ERROR\]' "${log}" | head -n 15 | cut -c 1-300 | sed 's/^/    /' >&2 || tail -n 15 "${log}" >&2
    exit 1
  fi
  mv -f "${stamp}.new" "${stamp}"
}

# Whether each jar exists and is newer than its sources. The jar itself has the same time in every build,
# so the time of the plain jar that it was made from counts.
is_built() {
  jar_is_new "${WORKER_JAR}" workflows activities worker && jar_is_new "${API_JAR}" workflows api
}

jar_is_new() {
  local jar="$1" module reference paths=("${ROOT_DIR}/pom.xml")
  shift
  [[ -f "${jar}" ]] || return 1
  for module in "$@"; do
    paths+=("${ROOT_DIR}/${module}/pom.xml" "${ROOT_DIR}/${module}/src/main")
  done
  for reference in "${jar}.original" "${ROOT_DIR}/.local/built"; do
    if [[ -f "${reference}" && -z "$(find "${paths[@]}" -newer "${reference}" -print 2>/dev/null | head -n 1)" ]]; then
      return 0
    fi
  done
  return 1
}
