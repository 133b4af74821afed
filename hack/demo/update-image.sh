#!/usr/bin/env bash
# Causes an event in the running demonstration: pushes a new image to the source registry and makes it
# the newest item of an image stream tag. Usage: update-image.sh NAMESPACE/NAME:TAG
set -euo pipefail
# shellcheck source=../lib/all.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib/all.sh"

if (($# != 1)); then
  say "usage: $0 NAMESPACE/NAME:TAG, for instance $0 ocp/4.22:cli"
  exit 2
fi
load_settings
find_jdk
run_demo_program update "$1"
