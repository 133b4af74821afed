#!/usr/bin/env bash
# Starts the target registry of the running demonstration again, after pause-target.sh.
set -euo pipefail
# shellcheck source=../lib/all.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib/all.sh"

load_settings
rm -f "$(paused_file target-registry)"
deadline=$((SECONDS + 20))
until registry_answers "${TARGET_REGISTRY_PORT}" >/dev/null 2>&1; do
  ((SECONDS < deadline)) || die "the target registry did not answer within 20 s; see $(shown_path "${LOG_DIR}/target-registry.log")"
  sleep 0.2
done
say "The target registry (127.0.0.1:${TARGET_REGISTRY_PORT}) is up again. Tasks that waited for it continue by themselves."
