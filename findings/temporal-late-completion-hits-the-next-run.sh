#!/usr/bin/env bash
# With the Go SDK, a late completion by id completes the activity of the workflow's next run.
# Guess: the call was meant for a run that is closed, so the server answers not found, and a repeated call does no harm.
# Seen: Temporal dev server 1.29.1 (CLI v1.5.1), Go SDK 1.46.0: activities have the same id, "5", in each run. CompleteActivityByID
#       without a run id, made once more after the workflow id was used again, completes the second run's activity with the first run's
#       result. With the first run's id it is refused. (The Java SDK 1.39.0 gives its activities other ids in each run.)
set -euo pipefail
dir=$(mktemp -d)
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
server=$(command -v temporal || true)
[ -n "$server" ] || { GOBIN="$dir" go install github.com/temporalio/cli/cmd/temporal@v1.5.1; server=$dir/temporal; }
port=$((20000 + RANDOM % 10000))

cat > go.mod <<'GOMOD'
module late
go 1.24
require go.temporal.io/sdk v1.46.0
GOMOD
cat > main.go <<'GO'
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

var parked = make(chan string, 10)

func Order(ctx workflow.Context) (result string, err error) {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: 5 * time.Minute})
	err = workflow.ExecuteActivity(ctx, Approve).Get(ctx, &result)
	return
}

func Approve(ctx context.Context) (string, error) {
	parked <- activity.GetInfo(ctx).ActivityID
	return "", activity.ErrResultPending
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func main() {
	ctx := context.Background()
	var c client.Client
	var err error
	for i := 0; i < 100; i++ {
		if c, err = client.Dial(client.Options{HostPort: os.Args[1], Logger: quiet{}}); err == nil {
			break
		}
		time.Sleep(300 * time.Millisecond)
	}
	must(err)
	w := worker.New(c, "orders", worker.Options{})
	w.RegisterWorkflow(Order)
	w.RegisterActivity(Approve)
	must(w.Start())
	start := client.StartWorkflowOptions{ID: "order-17", TaskQueue: "orders"}
	complete := func(run, activity string) string {
		err := c.CompleteActivityByID(ctx, "default", "order-17", run, activity, "first-result", nil)
		var notFound *serviceerror.NotFound
		if errors.As(err, &notFound) {
			return "refused"
		}
		must(err)
		return "taken"
	}
	var result string

	first, err := c.ExecuteWorkflow(ctx, start, Order)
	must(err)
	id := <-parked
	fmt.Println("first-call", complete("", id))
	must(first.Get(ctx, &result))

	second, err := c.ExecuteWorkflow(ctx, start, Order)
	must(err)
	fmt.Println("same-id", id == <-parked)
	fmt.Println("late-with-run-id", complete(first.GetRunID(), id))
	fmt.Println("late", complete("", id))
	must(second.Get(ctx, &result))
	fmt.Println("second-run", result)
}

type quiet struct{}

func (quiet) Debug(string, ...interface{}) {}
func (quiet) Info(string, ...interface{})  {}
func (quiet) Warn(string, ...interface{})  {}
func (quiet) Error(string, ...interface{}) {}
GO
go mod tidy > /dev/null 2> go.txt || { cat go.txt >&2; exit 1; }
go build -o late . 2> go.txt || { cat go.txt >&2; exit 1; }
"$server" server start-dev --headless --ip 127.0.0.1 --port "$port" --log-level error > server.txt 2>&1 &
pid=$!
trap 'kill "$pid"; wait "$pid" || true; rm -rf "$dir"' EXIT
seen=$(timeout 120 ./late "127.0.0.1:$port" 2> errors.txt | xargs) || { cat errors.txt >&2; fail "the program ended with an error."; }

echo "$seen"
[ "$seen" = "first-call taken same-id true late-with-run-id refused late taken second-run first-result" ] ||
  fail "expected the repeated completion to be taken by the second run."
