#!/usr/bin/env bash
# The cron string "0 0 13 * 5" starts a workflow on each 13th and each Friday as a CronSchedule, and on Friday the 13th only as a Schedule.
# Guess: Schedules take over cron strings as they are: with a day of the month and a day of the week given, either is enough.
# Seen: Temporal dev server 1.29.1 (CLI v1.5.1): a workflow with the cron schedule has its next start within a week, a Schedule of the same
#       string on Fridays the 13th only, up to 14 months away. The CLI calls --cron of workflows deprecated and sends its users to Schedules, so
#       a load test that is moved there all but ceases to run, and nothing says so.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
cli=$(command -v temporal || true)
[ -n "$cli" ] || { GOBIN="$dir" go install github.com/temporalio/cli/cmd/temporal@v1.5.1; cli=$dir/temporal; }
port=$((20000 + RANDOM % 10000))
"$cli" server start-dev --headless --ip 127.0.0.1 --port "$port" --log-level error > server.txt 2>&1 &
pid=$!
trap 'kill "$pid"; wait "$pid" || true; rm -rf "$dir"' EXIT
temporal() { "$cli" --address "127.0.0.1:$port" "$@"; }
for _ in $(seq 100); do temporal operator cluster health > health.txt 2>&1 && break; sleep 0.3; done

cron='0 0 13 * 5'
temporal workflow start --workflow-id nightly --type Load --task-queue load --cron "$cron" > start.txt 2>&1
temporal schedule create --schedule-id nightly --workflow-id scheduled --type Load --task-queue load --cron "$cron" > create.txt 2>&1
temporal workflow show --workflow-id nightly --output json > workflow.json 2> show.txt
temporal schedule describe --schedule-id nightly --output json > schedule.json

seen=$(python3 -c '
import json
from datetime import datetime
started = json.load(open("workflow.json"))["events"][0]
backoff = int(started["workflowExecutionStartedEventAttributes"]["firstWorkflowTaskBackoff"].rstrip("s"))
print("cron-schedule-within-a-week", backoff <= 7 * 86400)
days = [datetime.fromisoformat(time[:10]) for time in json.load(open("schedule.json"))["info"]["futureActionTimes"]]
print("schedule", {day.strftime("%a-%d") for day in days})')

echo "$seen"
[ "$seen" = "cron-schedule-within-a-week True
schedule {'Fri-13'}" ] || fail "expected a start within a week, and Fridays the 13th only."
