#!/bin/sh
# Creates the Temporal namespace that the worker and the API use, unless it exists. Runs in the image
# temporalio/admin-tools. The CLI reads the address and the namespace from TEMPORAL_ADDRESS and
# TEMPORAL_NAMESPACE.
set -eu

tries=60
until temporal operator cluster health >/dev/null 2>&1; do
  tries=$((tries - 1))
  if [ "${tries}" -eq 0 ]; then
    echo "error: Temporal at ${TEMPORAL_ADDRESS} is not healthy after two minutes:" >&2
    temporal operator cluster health
    exit 1
  fi
  sleep 2
done

if temporal operator namespace describe >/dev/null 2>&1; then
  echo "The namespace ${TEMPORAL_NAMESPACE} exists."
else
  # The retention: how long ended tasks can still be inspected.
  temporal operator namespace create --namespace "${TEMPORAL_NAMESPACE}" --retention 168h
fi
