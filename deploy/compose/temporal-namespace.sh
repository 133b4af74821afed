#!/bin/sh
# Creates the Temporal namespace that worker and API use, unless it is there. Runs in the image
# temporalio/admin-tools; the address and the namespace come from TEMPORAL_ADDRESS and
# TEMPORAL_NAMESPACE, which the CLI reads by itself.
set -eu

tries=60
until temporal operator cluster health >/dev/null 2>&1; do
  tries=$((tries - 1))
  if [ "${tries}" -eq 0 ]; then
    echo "Temporal at ${TEMPORAL_ADDRESS} does not become healthy:" >&2
    temporal operator cluster health
    exit 1
  fi
  sleep 2
done

if temporal operator namespace describe >/dev/null 2>&1; then
  echo "The namespace ${TEMPORAL_NAMESPACE} is there."
else
  # How long ended tasks can still be looked at.
  temporal operator namespace create --namespace "${TEMPORAL_NAMESPACE}" --retention 168h
fi
