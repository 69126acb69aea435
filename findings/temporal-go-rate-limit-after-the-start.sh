#!/usr/bin/env bash
# A Go worker limited to one activity in five seconds takes the others' tasks too, and they time out inside it before they run.
# Guess: WorkerActivitiesPerSecond holds the worker back from taking tasks, so that they wait in the queue, where start-to-close does not count.
# Seen: Temporal dev server 1.29.1 (CLI v1.5.1), Go SDK 1.46.0: the worker polls first and waits for its limit afterwards. Of three activities
#       with a start-to-close timeout of 3 s two time out; their functions begin 5 and 10 s after the server had them started, too late.
#       So a limit that should spare a slow target makes attempts fail that never reached it, and leaves the queue's backlog looking small.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
server=$(command -v temporal || true)
[ -n "$server" ] || { GOBIN="$dir" go install github.com/temporalio/cli/cmd/temporal@v1.5.1; server=$dir/temporal; }
port=$((20000 + RANDOM % 10000))

cat > go.mod <<'GOMOD'
module limited
go 1.24
require go.temporal.io/sdk v1.46.0
GOMOD
cat > main.go <<'GO'
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

var waited = make(chan time.Duration, 3)

func Load(ctx workflow.Context) (timedOut int, err error) {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: 3 * time.Second,
		RetryPolicy:         &temporal.RetryPolicy{MaximumAttempts: 1},
	})
	calls := make([]workflow.Future, 3)
	for i := range calls {
		calls[i] = workflow.ExecuteActivity(ctx, Call)
	}
	for _, call := range calls {
		if temporal.IsTimeoutError(call.Get(ctx, nil)) {
			timedOut++
		}
	}
	return
}

func Call(ctx context.Context) error {
	waited <- time.Since(activity.GetInfo(ctx).StartedTime)
	return nil
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func main() {
	var c client.Client
	var err error
	for i := 0; i < 100; i++ {
		if c, err = client.Dial(client.Options{HostPort: os.Args[1], Logger: quiet{}}); err == nil {
			break
		}
		time.Sleep(300 * time.Millisecond)
	}
	must(err)
	w := worker.New(c, "load", worker.Options{WorkerActivitiesPerSecond: 0.2})
	w.RegisterWorkflow(Load)
	w.RegisterActivity(Call)
	must(w.Start())
	run, err := c.ExecuteWorkflow(context.Background(), client.StartWorkflowOptions{TaskQueue: "load"}, Load)
	must(err)
	var timedOut int
	must(run.Get(context.Background(), &timedOut))
	fmt.Print("timed-out ", timedOut, " waited")
	for range 3 {
		fmt.Printf(" %.0f", (<-waited).Seconds())
	}
}

type quiet struct{}

func (quiet) Debug(string, ...interface{}) {}
func (quiet) Info(string, ...interface{})  {}
func (quiet) Warn(string, ...interface{})  {}
func (quiet) Error(string, ...interface{}) {}
GO
go mod tidy > /dev/null 2> go.txt || { cat go.txt >&2; exit 1; }
go build -o limited . 2> go.txt || { cat go.txt >&2; exit 1; }
"$server" server start-dev --headless --ip 127.0.0.1 --port "$port" --log-level error > server.txt 2>&1 &
pid=$!
trap 'kill "$pid"; wait "$pid" || true; rm -rf "$dir"' EXIT
seen=$(timeout 120 ./limited "127.0.0.1:$port" 2> errors.txt) || { cat errors.txt >&2; fail "the program ended with an error."; }

echo "of three activities, and the seconds from each one's start to the beginning of its function: $seen"
read -r _ timed_out _ first second third <<< "$seen"
[ "$timed_out" = 2 ] && [ "$first" -lt 3 ] && [ "$second" -ge 4 ] && [ "$third" -ge 8 ] ||
  fail "expected two of three to time out, and to begin 5 and 10 s after their starts."
