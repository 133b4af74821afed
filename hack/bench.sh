#!/usr/bin/env bash
# Measures ci-images-mirror side by side with other tools, and prints a table. Arguments go to the
# bench: copy, compare, end-to-end or memory, each with --help. docs/performance.md says what they do.
# BENCH_JAVA_OPTIONS: options for Java, for instance of a profiler.
set -euo pipefail
# shellcheck source=lib/all.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

stop_on_signal stop_progress
find_jdk
get_tools
get_peers
build_bench_if_needed
trap - EXIT INT TERM
cd "${ROOT_DIR}"
read -r -a java_options <<<"${BENCH_JAVA_OPTIONS:-}"
exec java "${java_options[@]}" -jar "${BENCH_JAR}" "$@"
