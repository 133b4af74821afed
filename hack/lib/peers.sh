# shellcheck shell=bash
# Gets the tools that the bench compares with. All are optional: a missing tool is not measured.
# Needs common.sh and tools.sh.

REGSYNC_VERSION=0.11.7
CRANE_VERSION=0.22.1

# get_peers: puts the tools that Go can build on the PATH, and prints how to get the others.
get_peers() {
  PATH="${PATH}:${TOOLS_DIR}:$(go_bin_folder)"
  get_peer regsync "github.com/regclient/regclient/cmd/regsync@v${REGSYNC_VERSION}"
  get_peer crane "github.com/google/go-containerregistry/cmd/crane@v${CRANE_VERSION}"
  command -v skopeo >/dev/null ||
    say "skopeo is not on the PATH; to measure it too: apt install skopeo"
  command -v docker-registry >/dev/null ||
    say "docker-registry is not on the PATH, so the bench uses 'registry'; the published figures are from docker-registry 2.8 (apt install docker-registry)"
  command -v oc >/dev/null ||
    say "oc is not on the PATH; to measure 'oc image mirror' too: https://mirror.openshift.com/pub/openshift-v4/clients"
}

# get_peer TOOL PACKAGE
get_peer() {
  command -v "$1" >/dev/null || build_tool "$1" "$2" "1 to 2" ||
    say "$1 is neither on the PATH nor can it be built, so it is not measured"
}
