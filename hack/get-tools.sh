#!/usr/bin/env bash
# Gets what tests and demonstration need beside a JDK and Maven, into .local/bin unless it is there
# already: the Temporal CLI and an image registry. Prints where they are.
set -euo pipefail
# shellcheck source=lib/all.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

stop_on_signal stop_progress
get_tools
printf 'temporal: %s\nregistry: %s\n' "$(command -v temporal)" "$(command -v registry)"
