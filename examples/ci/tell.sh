#!/bin/sh
# tell.sh MESSAGE: tells a webhook (WEBHOOK_URL: Slack, Mattermost, Zulip and others take such JSON)
# and Sentry (SENTRY_DSN); whichever is set. Fails if one of them does not take it.
set -eu

# As the inside of a JSON string.
message=$(printf %s "$1" | tr -d '\000-\037' | sed 's/\\/\\\\/g; s/"/\\"/g')
failed=0

# The addresses are secrets: they go through standard input, where no list of processes shows them.
post() {
  printf 'url = "%s"\n%s\n' "$1" "${3-}" |
    curl -fsS --max-time 20 --retry 2 --config - -H 'Content-Type: application/json' \
      --data-binary "$2" >/dev/null || failed=1
}

if [ -n "${WEBHOOK_URL-}" ]; then
  post "$WEBHOOK_URL" "{\"text\":\"$message\"}"
fi

if [ -n "${SENTRY_DSN-}" ]; then
  # SCHEME://KEY@HOST/PROJECT
  scheme=${SENTRY_DSN%%://*}
  rest=${SENTRY_DSN#*://}
  key=${rest%%@*}
  place=${rest#*@}
  id=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  post "$scheme://${place%/*}/api/${place##*/}/envelope/" \
    "{\"event_id\":\"$id\"}
{\"type\":\"event\"}
{\"event_id\":\"$id\",\"level\":\"error\",\"logger\":\"migration-gate\",\"message\":\"$message\"}" \
    "header = \"X-Sentry-Auth: Sentry sentry_version=7, sentry_client=migration-gate/1, sentry_key=$key\""
fi

exit "$failed"
