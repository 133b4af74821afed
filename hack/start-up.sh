#!/usr/bin/env bash
# Measures how long worker and API take until they are ready, and how much processor time: the jars, the same classes
# as they are in the images, and these with an ahead-of-time cache (JEP 514), which a start and a stop makes.
#   hack/start-up.sh [ROUNDS]    default 5; Linux only
# JAVA_OPTIONS are the JVM's; the garbage collector matters to the cache.
set -euo pipefail
# shellcheck source=lib/all.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

ROUNDS="${1:-5}"
WORK="$(mktemp -d)"
read -r -a JVM <<<"${JAVA_OPTIONS:--Xmx256m} --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
TICKS="$(getconf CLK_TCK)"
PIDS=()

stop_all_processes() {
  ((${#PIDS[@]} == 0)) || kill "${PIDS[@]}" 2>/dev/null || true
  rm -rf "${WORK}"
}

# await URL PID
await() {
  until curl -fsS --max-time 2 -o /dev/null "$1" 2>/dev/null; do
    kill -0 "$2" 2>/dev/null || die "process $2 ended: $(tail -n 3 "${WORK}/log")"
    sleep 0.05
  done
}

# start PART OPTION...: starts it with these options of the JVM, which end with the program.
start() {
  local part="$1"
  shift
  if [[ "${part}" == worker ]]; then
    set -- "$@" --image-streams="${WORK}/streams" --source-registry=127.0.0.1:1 --target-repository=127.0.0.1:1/a/b \
      --insecure-registry=127.0.0.1:1 --metrics-host=127.0.0.1 --metrics-port="${METRICS_PORT}"
  else
    set -- "$@" --host=127.0.0.1 --port="${API_PORT}"
  fi
  java "${JVM[@]}" "$@" --temporal-address="${TEMPORAL_ADDRESS}" >"${WORK}/log" 2>&1 &
  PID=$!
}

# measure PART OPTION...: prints "seconds CPU-seconds" until the part is ready.
measure() {
  local url="http://127.0.0.1:${METRICS_PORT}/readyz" began stat
  [[ "$1" == worker ]] || url="http://127.0.0.1:${API_PORT}/api/health"
  began="${EPOCHREALTIME/./}"
  start "$@"
  await "${url}" "${PID}"
  stat="$(sed 's/.*) //' "/proc/${PID}/stat")"
  awk -v us="$((${EPOCHREALTIME/./} - began))" -v ticks="${TICKS}" \
    '{ printf "%.2f %.2f\n", us / 1e6, ($12 + $13) / ticks }' <<<"${stat}"
  kill "${PID}"
  wait "${PID}" 2>/dev/null || true
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

stop_on_signal stop_all_processes
find_jdk
require_maven
get_tools
build_if_needed
for variable in METRICS_PORT API_PORT TEMPORAL_PORT; do
  printf -v "${variable}" '%s' "$((20000 + RANDOM % 12000))"
done
TEMPORAL_ADDRESS="127.0.0.1:${TEMPORAL_PORT}"
temporal server start-dev --headless --port "${TEMPORAL_PORT}" --log-level error >"${WORK}/temporal.log" 2>&1 &
PIDS+=($!)
until temporal operator namespace describe --address "${TEMPORAL_ADDRESS}" --namespace default >/dev/null 2>&1; do
  kill -0 "${PIDS[0]}" || die "Temporal ended: $(tail -n 3 "${WORK}/temporal.log")"
  sleep 0.2
done
mkdir "${WORK}/streams"

printf '| process | started from | seconds to ready | CPU seconds |\n| --- | --- | ---: | ---: |\n'
for part in worker api; do
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
