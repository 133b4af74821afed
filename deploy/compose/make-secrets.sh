#!/usr/bin/env bash
# Writes the files that docker-compose.yml takes its secrets from, into .local/secrets, unless they are
# there: the password of the database, the token for triggering tasks, and credentials for registries
# (none; replace the file by a docker config file to use registries that ask for them).
set -euo pipefail

folder="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/.local/secrets"
# The folder is closed to others. The files are not: compose mounts each one alone, and the users in
# the containers are others than the one who starts them.
mkdir -p "${folder}"
chmod 700 "${folder}"

# write NAME COMMAND...: the command's output becomes the file, at once and once only.
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
echo "The secrets stand in ${folder}."
