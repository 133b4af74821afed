# shellcheck shell=bash
# Sources everything in this folder.

LIB_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck source=common.sh
source "${LIB_DIR}/common.sh"
# shellcheck source=jdk.sh
source "${LIB_DIR}/jdk.sh"
# shellcheck source=download.sh
source "${LIB_DIR}/download.sh"
# shellcheck source=tools.sh
source "${LIB_DIR}/tools.sh"
# shellcheck source=peers.sh
source "${LIB_DIR}/peers.sh"
# shellcheck source=ports.sh
source "${LIB_DIR}/ports.sh"
# shellcheck source=processes.sh
source "${LIB_DIR}/processes.sh"
# shellcheck source=build.sh
source "${LIB_DIR}/build.sh"
# shellcheck source=startup.sh
source "${LIB_DIR}/startup.sh"
# shellcheck source=demo.sh
source "${LIB_DIR}/demo.sh"
# shellcheck source=parts.sh
source "${LIB_DIR}/parts.sh"
# shellcheck source=release.sh
source "${LIB_DIR}/release.sh"
# shellcheck source=instructions.sh
source "${LIB_DIR}/instructions.sh"
