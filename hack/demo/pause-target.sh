#!/usr/bin/env bash
# Stops the target registry of the running demonstration, to simulate an outage; resume-target.sh
# starts it again.
set -euo pipefail
# shellcheck source=../lib/all.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib/all.sh"

load_settings
touch "$(paused_file target-registry)"
if pid="$(cat "${RUN_DIR}/target-registry.pid" 2>/dev/null)"; then
  kill -s TERM "${pid}"
fi
deadline=$((SECONDS + 20))
while [[ -e "${RUN_DIR}/target-registry.pid" ]]; do
  ((SECONDS < deadline)) || die "the target registry did not stop within 20 s; see $(shown_path "${LOG_DIR}/target-registry.log")"
  sleep 0.2
done
say "The target registry (127.0.0.1:${TARGET_REGISTRY_PORT}) is down, and tasks wait for it. $(shown_path "${ROOT_DIR}/hack/demo/resume-target.sh") starts it again."
