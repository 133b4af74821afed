#!/usr/bin/env bash
# Measures ci-images-mirror side by side with other tools, and prints a table. Arguments go to the
# bench: copy, compare, digests, end-to-end or memory, each with --help. docs/performance.md describes them.
# BENCH_JAVA_OPTIONS: options for Java, for instance of a profiler. TMPDIR: folder for images during the
# run (1 GB and more).
set -euo pipefail
# shellcheck source=lib/all.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

# Images, registries and logs of a run; always removed at its end.
WORK_DIR="$(mktemp -d "${TMPDIR:-/tmp}/ci-images-mirror-bench.XXXXXX")"
BENCH_PID=""

stop_bench() {
  stop_progress
  if [[ -n "${BENCH_PID}" ]] && kill -s TERM "${BENCH_PID}" 2>/dev/null; then
    { wait "${BENCH_PID}" || true; } 2>/dev/null
  fi
  rm -rf "${WORK_DIR}"
}

stop_on_signal stop_bench
find_jdk
get_tools
get_peers
build_bench_if_needed
cd "${ROOT_DIR}"
read -r -a java_options <<<"${BENCH_JAVA_OPTIONS:-}"
# In the background, because bash handles a signal during 'wait', but not during a command.
java -Djava.io.tmpdir="${WORK_DIR}" "${java_options[@]}" -jar "${BENCH_JAR}" "$@" &
BENCH_PID=$!
wait "${BENCH_PID}"
