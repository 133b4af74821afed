#!/usr/bin/env bash
# Sends some thousand generated requests to a running API, and compares the answers with its OpenAPI document
# (schemathesis, in a Python environment under .local): no answer may be 5xx or differ from the document. Use an API
# whose tasks may be triggered, such as the demonstration's. Takes some minutes.
#   hack/check-api.sh [http://127.0.0.1:8090 [file with the token]]
set -euo pipefail
# shellcheck source=lib/all.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

SCHEMATHESIS=schemathesis==4.32.5
CHECK_DIR="${ROOT_DIR}/.local/check-api"

ADDRESS="${1:-http://127.0.0.1:8090}"
TOKEN=(--exclude-method POST)
[[ -z "${2:-}" ]] || TOKEN=(--header "Authorization: Bearer $(tr -d '[:space:]' <"$2")")

mkdir -p "${CHECK_DIR}"
if [[ ! -x "${CHECK_DIR}/bin/schemathesis" ]]; then
  { python3 -m venv "${CHECK_DIR}" && "${CHECK_DIR}/bin/pip" install --quiet "${SCHEMATHESIS}"; } ||
    die "installing ${SCHEMATHESIS} failed; this needs Python 3.10 or newer and a package index."
fi
# Below what the API allows itself at Temporal, or its refusals (503) would be findings. A stream of events ends after
# 50 s only.
exec "${CHECK_DIR}/bin/schemathesis" run "${ADDRESS}/v3/api-docs" "${TOKEN[@]}" \
  --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance \
  --exclude-path /api/v1/events --rate-limit 4/s --request-timeout 30 --wait-for-schema 120 --max-examples 60
