# shellcheck shell=bash
# Gets the two tools that tests and demonstration need besides Java: the Temporal CLI (with its
# development server) and an image registry. Needs common.sh and download.sh.

TEMPORAL_VERSION=1.5.1
REGISTRY_VERSION=3.0.0
# A mirror inside the firewall serves the same archives under the same paths.
TEMPORAL_DOWNLOAD_URL="${TEMPORAL_DOWNLOAD_URL:-https://github.com/temporalio/cli/releases/download}"
REGISTRY_DOWNLOAD_URL="${REGISTRY_DOWNLOAD_URL:-https://github.com/distribution/distribution/releases/download}"

# get_tools: puts 'temporal' and 'registry' on the PATH: installed, downloaded or built.
get_tools() {
  export PATH="${PATH}:${TOOLS_DIR}"
  get_temporal
  get_registry
}

get_temporal() {
  local system
  have_tool temporal && return
  if system="$(platform)" && download_tool temporal "${TEMPORAL_DOWNLOAD_URL}/v${TEMPORAL_VERSION}" \
    "temporal_cli_${TEMPORAL_VERSION}_${system}.tar.gz" checksums.txt; then
    return
  fi
  build_tool temporal "github.com/temporalio/cli/cmd/temporal@v${TEMPORAL_VERSION}" "2.5 to 5" && return
  die "no Temporal CLI: it is not on the PATH, could not be downloaded, and there is no Go to build it with.
  Install it ('brew install temporal', or https://docs.temporal.io/cli) or Go 1.24 or newer (https://go.dev/dl),
  or set TEMPORAL_DOWNLOAD_URL to a server that has v${TEMPORAL_VERSION}/temporal_cli_${TEMPORAL_VERSION}_<os>_<arch>.tar.gz."
}

get_registry() {
  local archive system debian
  have_tool registry && return
  if system="$(platform)"; then
    archive="registry_${REGISTRY_VERSION}_${system}.tar.gz"
    if [[ "${system}" != darwin_* ]] && download_tool registry \
      "${REGISTRY_DOWNLOAD_URL}/v${REGISTRY_VERSION}" "${archive}" "${archive}.sha256"; then
      return
    fi
  fi
  build_tool registry "github.com/distribution/distribution/v3/cmd/registry@v${REGISTRY_VERSION}" "1.5 to 3" && return
  if debian="$(command -v docker-registry)"; then
    mkdir -p "${TOOLS_DIR}"
    ln -sfn "${debian}" "${TOOLS_DIR}/registry"
    say "Using ${debian} as the registry."
    return
  fi
  die "no image registry: 'registry' is not on the PATH, could not be downloaded, and there is no Go to build it with.
  Install it ('apt install docker-registry', or https://distribution.github.io/distribution) or Go 1.24 or newer (https://go.dev/dl),
  or set REGISTRY_DOWNLOAD_URL to a server that has v${REGISTRY_VERSION}/registry_${REGISTRY_VERSION}_<os>_<arch>.tar.gz."
}

# have_tool TOOL: whether it is on the PATH, which includes .local/bin, or in Go's folder for programs.
have_tool() {
  local tool="$1" folder path
  if path="$(command -v "${tool}")"; then
    works "${tool}" "${path}" && return
    say "Skipping ${path}: it is not the ${tool} that is needed."
  fi
  for folder in "${TOOLS_DIR}" "$(go_bin_folder)"; do
    if [[ -x "${folder}/${tool}" ]] && works "${tool}" "${folder}/${tool}"; then
      export PATH="${folder}:${PATH}"
      return
    fi
  done
  return 1
}

# works TOOL PATH: checks the program's --version, because there are other programs called 'registry'.
works() {
  local answer
  answer="$("$2" --version 2>/dev/null </dev/null)" || return 1
  case "$1" in
    temporal) [[ "${answer}" == temporal\ version* ]] ;;
    registry) [[ "${answer}" == *distribution* ]] ;;
  esac
}

go_bin_folder() {
  local gopath
  if command -v go >/dev/null && gopath="$(go env GOPATH 2>/dev/null)" && [[ -n "${gopath}" ]]; then
    printf '%s/bin' "${gopath%%:*}"
  else
    printf '%s/go/bin' "${HOME:-/nonexistent}"
  fi
}

# build_tool TOOL PACKAGE MINUTES [BUILT]: builds the tool from its source with Go, which names it BUILT.
build_tool() {
  local tool="$1" package="$2" minutes="$3" built="${4:-$1}" work
  command -v go >/dev/null || { say "  Go is not on the PATH, so ${tool} is not built from source"; return 1; }
  mkdir -p "${TOOLS_DIR}"
  work="$(mktemp -d "${TOOLS_DIR}/.${tool}.XXXXXX")"
  say "Building ${tool} from source: go install ${package} (${minutes} minutes on two cores, once)"
  if ! with_progress "building ${tool}" "${work}/go.log" go_install "${work}" "${package}" ||
    [[ ! -x "${work}/${built}" ]]; then
    say "  go install failed; its last lines:"
    tail -n 5 "${work}/go.log" | sed 's/^/    /' >&2
    rm -rf "${work}"
    return 1
  fi
  mv -f "${work}/${built}" "${TOOLS_DIR}/${tool}"
  rm -rf "${work}"
}

go_install() {
  local bin="$1" package="$2"
  if [[ -z "${HOME:-}" ]]; then
    # Without HOME, Go has no folder for its caches. -modcacherw makes them deletable.
    export GOPATH="${ROOT_DIR}/.local/go" GOCACHE="${ROOT_DIR}/.local/go-cache"
    export GOFLAGS="${GOFLAGS:-} -modcacherw"
  fi
  GOBIN="${bin}" CGO_ENABLED=0 go install -v -ldflags '-s -w' "${package}"
}
