#!/usr/bin/env bash
# Measures how long worker and API take until they are ready, and how much processor time: the jars, the same classes
# as they are in the images, and these with a cache of loaded classes (JEP 514), which a start and a stop makes.
#   hack/start-up.sh [ROUNDS [worker|api]]    default 5 and both; Linux only
# JAVA_OPTIONS are the JVM's, by default -Xmx256m.
set -euo pipefail
# shellcheck source=lib/all.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

ROUNDS="${1:-5}"
PARTS=(worker api)
[[ -z "${2:-}" ]] || PARTS=("$2")
WORK="$(mktemp -d)"
read -r -a JVM <<<"${JAVA_OPTIONS:--Xmx256m} --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
TICKS="$(getconf CLK_TCK)"

cleanup() {
  stop_server
  rm -rf "${WORK}"
}

# measure PART OPTION...: prints "seconds CPU-seconds" until the part is ready.
measure() {
  local part="$1" began="${EPOCHREALTIME/./}"
  shift
  start_until_ready "${part}" java "${JVM[@]}" "$@"
  # Fields 14 and 15 of the file; the first two are cut off, because the second may contain spaces.
  sed 's/.*) //' "/proc/${PROCESS_PID}/stat" | awk -v us="$((${EPOCHREALTIME/./} - began))" -v ticks="${TICKS}" \
    '{ printf "%.2f %.2f\n", us / 1e6, ($12 + $13) / ticks }'
  stop_it
}

# unpack JAR FOLDER: as in the images, a jar beside the jars of the libraries. Puts the class path into CLASS_PATH.
unpack() {
  mkdir "$2"
  cp -p "$1.original" "$2/program.jar"
  (cd "$2" && jar --extract --file "$1" BOOT-INF/lib BOOT-INF/classpath.idx)
  CLASS_PATH="$2/program.jar$(sed -n "s|^- \"\(.*\)\"$|:$2/\1|p" "$2/BOOT-INF/classpath.idx" | tr -d '\n')"
}

median() {
  sort -n | sed -n "$(((ROUNDS + 1) / 2))p"
}

stop_on_signal cleanup
find_jdk
require_maven
get_tools
build_if_needed
start_server

printf '| process | started from | seconds to ready | CPU seconds |\n| --- | --- | ---: | ---: |\n'
for part in "${PARTS[@]}"; do
  main="org.openshift.ci.mirror.${part}.${part^}Main"
  jar="${ROOT_DIR}/${part}/target/ci-images-mirror-${part}.jar"
  unpack "${jar}" "${WORK}/${part}"
  cache="${WORK}/${part}.aot"
  measure "${part}" -XX:AOTCacheOutput="${cache}" -cp "${CLASS_PATH}" "${main}" >/dev/null
  say "${part}: the cache has $(($(stat -c %s "${cache}") >> 20)) MiB"
  for ((round = 0; round < ROUNDS; round++)); do
    measure "${part}" -jar "${jar}" >>"${WORK}/${part}.jar-file"
    measure "${part}" -cp "${CLASS_PATH}" "${main}" >>"${WORK}/${part}.image"
    measure "${part}" -XX:AOTCache="${cache}" -XX:AOTMode=on -cp "${CLASS_PATH}" "${main}" >>"${WORK}/${part}.cache"
  done
  for how in jar-file image cache; do
    printf '| %s | %s | %s | %s |\n' "${part}" "${how}" "$(cut -d' ' -f1 "${WORK}/${part}.${how}" | median)" \
      "$(cut -d' ' -f2 "${WORK}/${part}.${how}" | median)"
  done
done
