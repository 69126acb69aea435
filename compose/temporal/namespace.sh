#!/bin/sh
# Registers the namespace TEMPORAL_NAMESPACE at TEMPORAL_ADDRESS and waits until it can be used.
set -eu

known() {
  temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1
}

attempts=30
until known || temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 24h; do
  attempts=$((attempts - 1))
  [ "$attempts" -gt 0 ] || exit 1
  sleep 2
done

attempts=30
until temporal workflow count --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; do
  attempts=$((attempts - 1))
  [ "$attempts" -gt 0 ] || { echo "namespace $TEMPORAL_NAMESPACE cannot be used" >&2; exit 1; }
  sleep 1
done
# That was the frontend. The server's other parts renew what they know of namespaces every 2 seconds.
sleep 5
echo "namespace $TEMPORAL_NAMESPACE is ready"
