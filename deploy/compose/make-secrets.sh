#!/usr/bin/env bash
# Writes the files that docker-compose.yml reads its secrets from to .local/secrets, unless they exist:
# the database's password, the token for triggering tasks, and credentials for registries (none; to
# use registries that require credentials, replace the file with a docker config file).
set -euo pipefail

folder="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/.local/secrets"
# Only the folder is private. The files must be readable by everybody: compose mounts each one by
# itself, and containers run as other users.
mkdir -p "${folder}"
chmod 700 "${folder}"

# write NAME COMMAND...: writes the command's output to the file, atomically, unless the file exists.
write() {
  local file="${folder}/$1"
  shift
  if [[ ! -s "${file}" ]]; then
    "$@" >"${file}.new"
    chmod 444 "${file}.new"
    mv "${file}.new" "${file}"
  fi
}

random_word() {
  head -c 24 /dev/urandom | od -An -v -tx1 | tr -d ' \n'
}

write postgres-password random_word
write trigger-token random_word
write registry-config.json printf '{"auths": {}}\n'
echo "The secrets are in ${folder}."
