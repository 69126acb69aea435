#!/usr/bin/env bash
# In the Go SDK's test environment an activity that awaits its completion never times out: its workflow does, after ten years.
# Guess: the test environment skips time to the nearest timeout, so that a lost completion ends after 10 s of test time.
# Seen: Go SDK 1.46.0: after ErrResultPending the start-to-close and the heartbeat timeout of 10 s are not applied. A timer of an hour fires
#       first; without a timer it is the workflow that times out, after 87,600 skipped hours, and the activity's error never comes. So a test of
#       what a workflow does about a lost completion does not test it. (The Java SDK's test server applies the timeouts.)
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }

cat > go.mod <<'GOMOD'
module lost
go 1.24
require go.temporal.io/sdk v1.46.0
GOMOD
cat > main.go <<'GO'
package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"
)

func Approve(ctx context.Context) error { return activity.ErrResultPending }

func approve(ctx workflow.Context) workflow.Future {
	return workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: 10 * time.Second,
		HeartbeatTimeout:    10 * time.Second,
		RetryPolicy:         &temporal.RetryPolicy{MaximumAttempts: 1},
	}), Approve)
}

func Alone(ctx workflow.Context) (string, error) {
	var timeout *temporal.TimeoutError
	if err := approve(ctx).Get(ctx, nil); errors.As(err, &timeout) {
		return timeout.TimeoutType().String(), nil
	}
	return "no timeout", nil
}

func BesideATimer(ctx workflow.Context) (first string, err error) {
	workflow.NewSelector(ctx).
		AddFuture(approve(ctx), func(workflow.Future) { first = "activity" }).
		AddFuture(workflow.NewTimer(ctx, time.Hour), func(workflow.Future) { first = "timer" }).
		Select(ctx)
	return
}

func run(order func(workflow.Context) (string, error)) {
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(quiet{})
	environment := suite.NewTestWorkflowEnvironment()
	environment.RegisterActivity(Approve)
	start := environment.Now()
	environment.ExecuteWorkflow(order)
	result := fmt.Sprint(environment.GetWorkflowError())
	_ = environment.GetWorkflowResult(&result)
	fmt.Println(environment.Now().Sub(start), result)
}

func main() {
	run(BesideATimer)
	run(Alone)
}

type quiet struct{}

func (quiet) Debug(string, ...interface{}) {}
func (quiet) Info(string, ...interface{})  {}
func (quiet) Warn(string, ...interface{})  {}
func (quiet) Error(string, ...interface{}) {}
GO
go mod tidy > /dev/null 2> go.txt || { cat go.txt >&2; exit 1; }
go build -o lost . 2> go.txt || { cat go.txt >&2; exit 1; }
seen=$(timeout 60 ./lost)

echo "$seen"
[[ $seen == "1h0m0s timer"*"87600h0m0s "*ScheduleToClose* ]] || fail "expected the timer first, and schedule-to-close after ten years."
