#!/usr/bin/env bash
# Gets the tools that tests and demonstration need besides a JDK and Maven: the Temporal CLI and an
# image registry. Puts them into .local/bin unless they are already installed, and prints where they are.
set -euo pipefail
# shellcheck source=lib/all.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

stop_on_signal stop_progress
get_tools
printf 'temporal: %s\nregistry: %s\n' "$(command -v temporal)" "$(command -v registry)"
