# shellcheck shell=bash
# Downloads a tool from a release archive and verifies its checksum. Needs common.sh.

# The checksums of the archives; tests replace the file.
TOOL_CHECKSUMS="${TOOL_CHECKSUMS:-${ROOT_DIR}/hack/lib/tools.sha256}"

# platform: prints os_arch as release archives name it; fails on a platform without archives.
platform() {
  local os arch
  case "$(uname -s)" in
    Linux) os=linux ;;
    Darwin) os=darwin ;;
    *) return 1 ;;
  esac
  case "$(uname -m)" in
    x86_64 | amd64) arch=amd64 ;;
    aarch64 | arm64) arch=arm64 ;;
    *) return 1 ;;
  esac
  printf '%s_%s\n' "${os}" "${arch}"
}

sha256_of() {
  if command -v sha256sum >/dev/null; then
    sha256sum "$1" | cut -d ' ' -f 1
  else
    shasum -a 256 "$1" | cut -d ' ' -f 1
  fi
}

# fetch URL FILE: downloads with short timeouts for the connection and for a stalled transfer.
fetch() {
  curl --fail --silent --show-error --location --connect-timeout 5 --speed-limit 4096 \
    --speed-time 15 --max-time 300 --output "$2" "$1"
}

# sum_in FILE ARCHIVE: prints the checksum of the archive from a list in sha256sum's format.
sum_in() {
  awk -v name="$2" '{ file = $2; sub(/^\*/, "", file); sub(/.*\//, "", file) }
    file == name && length($1) == 64 { print tolower($1); exit }' "$1"
}

# expected_sum ARCHIVE BASE_URL SUMS_NAME WORK: prints the pinned checksum, or the published one.
expected_sum() {
  local archive="$1" base_url="$2" sums_name="$3" work="$4" sum
  sum="$(sum_in "${TOOL_CHECKSUMS}" "${archive}")"
  if [[ -z "${sum}" ]] && fetch "${base_url}/${sums_name}" "${work}/sums" 2>/dev/null; then
    sum="$(sum_in "${work}/sums" "${archive}")"
  fi
  printf '%s' "${sum}"
}

# download_tool TOOL BASE_URL ARCHIVE SUMS_NAME: puts the tool into TOOLS_DIR, or prints why it cannot.
download_tool() {
  local tool="$1" base_url="$2" archive="$3" sums_name="$4" work expected actual
  command -v curl >/dev/null || { say "  curl is not on the PATH, so nothing is downloaded"; return 1; }
  mkdir -p "${TOOLS_DIR}"
  work="$(mktemp -d "${TOOLS_DIR}/.${tool}.XXXXXX")"
  say "Downloading ${tool}: ${base_url}/${archive}"
  if ! with_progress "downloading ${tool}" "${work}/curl.log" fetch "${base_url}/${archive}" "${work}/${archive}"; then
    say "  not available: $(tail -n 1 "${work}/curl.log")"
    rm -rf "${work}"
    return 1
  fi
  expected="$(expected_sum "${archive}" "${base_url}" "${sums_name}" "${work}")"
  actual="$(sha256_of "${work}/${archive}")"
  if [[ "${expected}" != "${actual}" ]]; then
    say "  refused: the SHA-256 of ${archive} is ${actual}, expected ${expected:-unknown (no sum is published)}"
    rm -rf "${work}"
    return 1
  fi
  if ! tar -xzf "${work}/${archive}" -C "${work}" || [[ ! -f "${work}/${tool}" ]]; then
    say "  refused: ${archive} does not contain a file '${tool}'"
    rm -rf "${work}"
    return 1
  fi
  chmod 755 "${work}/${tool}"
  # A rename is atomic, so another script never sees half a tool.
  mv -f "${work}/${tool}" "${TOOLS_DIR}/${tool}"
  rm -rf "${work}"
}
