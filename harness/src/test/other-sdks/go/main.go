// Command shipment plays client and worker of Temporal's Go SDK against the front end whose address it
// is given: retries, the timeouts, heartbeats, a timer, a signal and cancellation, in a workflow that
// has nothing in common with the greeting. It prints what came of each, and exits with 0 if that is right.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

const queue = "shipment-go"

// Weigh fails twice, for reasons that pass.
func Weigh(ctx context.Context) (int32, error) {
	attempt := activity.GetInfo(ctx).Attempt
	if attempt < 3 {
		return 0, fmt.Errorf("the scale is busy, attempt %d", attempt)
	}
	return attempt, nil
}

// Pack is too slow the first time.
func Pack(ctx context.Context) (int32, error) {
	attempt := activity.GetInfo(ctx).Attempt
	if attempt == 1 {
		<-ctx.Done()
		time.Sleep(500 * time.Millisecond)
		return 0, ctx.Err()
	}
	return attempt, nil
}

// Load says how far it has come, falls silent, and goes on from there the next time.
func Load(ctx context.Context) (int, error) {
	if activity.HasHeartbeatDetails(ctx) {
		var loaded int
		err := activity.GetHeartbeatDetails(ctx, &loaded)
		return loaded, err
	}
	activity.RecordHeartbeat(ctx, 7)
	<-ctx.Done()
	return 0, ctx.Err()
}

// Refuse fails for good.
func Refuse(context.Context) error {
	return temporal.NewNonRetryableApplicationError("refused", "Refusal", nil)
}

// Watch goes on until it is cancelled.
func Watch(ctx context.Context) (string, error) {
	for {
		select {
		case <-ctx.Done():
			return "", temporal.NewCanceledError("stopped watching")
		case <-time.After(100 * time.Millisecond):
			activity.RecordHeartbeat(ctx)
		}
	}
}

// Shipment weighs, packs and loads, and says what came of it.
func Shipment(ctx workflow.Context) ([]string, error) {
	var said []string
	say := func(format string, values ...any) { said = append(said, fmt.Sprintf(format, values...)) }
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: time.Second,
		HeartbeatTimeout:    time.Second,
		WaitForCancellation: true,
		RetryPolicy:         &temporal.RetryPolicy{InitialInterval: 50 * time.Millisecond, MaximumAttempts: 4},
	})
	var attempt int32
	if err := workflow.ExecuteActivity(ctx, Weigh).Get(ctx, &attempt); err != nil {
		return nil, err
	}
	say("weighed at attempt %d", attempt)
	if err := workflow.ExecuteActivity(ctx, Pack).Get(ctx, &attempt); err != nil {
		return nil, err
	}
	say("packed at attempt %d", attempt)

	patient := workflow.WithStartToCloseTimeout(ctx, time.Minute)
	var loaded int
	if err := workflow.ExecuteActivity(patient, Load).Get(ctx, &loaded); err != nil {
		return nil, err
	}
	say("loaded %d", loaded)

	var failed *temporal.ApplicationError
	err := workflow.ExecuteActivity(ctx, Refuse).Get(ctx, nil)
	say("refused for good: %t", errors.As(err, &failed) && failed.Type() == "Refusal")

	nobody := workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		TaskQueue:              queue + "-nobody",
		ScheduleToStartTimeout: time.Second,
		StartToCloseTimeout:    time.Second,
	})
	var late *temporal.TimeoutError
	err = workflow.ExecuteActivity(nobody, Weigh).Get(ctx, nil)
	say("nobody came: %t", errors.As(err, &late) && late.TimeoutType() == enumspb.TIMEOUT_TYPE_SCHEDULE_TO_START)

	watching, cancel := workflow.WithCancel(patient)
	watch := workflow.ExecuteActivity(watching, Watch)
	var signalled string
	workflow.GetSignalChannel(ctx, "enough").Receive(ctx, &signalled)
	if err := workflow.Sleep(ctx, 300*time.Millisecond); err != nil {
		return nil, err
	}
	cancel()
	say("stopped by %s: %t", signalled, temporal.IsCanceledError(watch.Get(ctx, nil)))
	return said, nil
}

// Storage waits until it is cancelled from outside, and tidies up.
func Storage(ctx workflow.Context) error {
	err := workflow.Sleep(ctx, time.Hour)
	tidy, _ := workflow.NewDisconnectedContext(ctx)
	tidy = workflow.WithActivityOptions(tidy, workflow.ActivityOptions{
		StartToCloseTimeout: 10 * time.Second,
		RetryPolicy:         &temporal.RetryPolicy{InitialInterval: 50 * time.Millisecond},
	})
	if failed := workflow.ExecuteActivity(tidy, Weigh).Get(tidy, nil); failed != nil {
		return failed
	}
	return err
}

// quiet says nothing of the failures that are meant to happen.
type quiet struct{}

func (quiet) Debug(string, ...any) {}
func (quiet) Info(string, ...any)  {}
func (quiet) Warn(string, ...any)  {}
func (quiet) Error(string, ...any) {}

var _ log.Logger = quiet{}

func run(address string) error {
	ctx, stop := context.WithTimeout(context.Background(), 2*time.Minute)
	defer stop()
	c, err := client.Dial(client.Options{HostPort: address, Logger: quiet{}})
	if err != nil {
		return err
	}
	defer c.Close()
	w := worker.New(c, queue, worker.Options{})
	w.RegisterWorkflow(Shipment)
	w.RegisterWorkflow(Storage)
	for _, one := range []any{Weigh, Pack, Load, Refuse, Watch} {
		w.RegisterActivity(one)
	}
	if err := w.Start(); err != nil {
		return err
	}
	defer w.Stop()

	shipment, err := c.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: "shipment-go", TaskQueue: queue}, Shipment)
	if err != nil {
		return err
	}
	if err := c.SignalWorkflow(ctx, shipment.GetID(), "", "enough", "signal"); err != nil {
		return err
	}
	var said []string
	if err := shipment.Get(ctx, &said); err != nil {
		return err
	}
	for _, line := range said {
		fmt.Println(line)
	}

	storage, err := c.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: "storage-go", TaskQueue: queue}, Storage)
	if err != nil {
		return err
	}
	if err := c.CancelWorkflow(ctx, storage.GetID(), ""); err != nil {
		return err
	}
	fmt.Printf("cancelled from outside: %t\n", temporal.IsCanceledError(storage.Get(ctx, nil)))
	return nil
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: shipment HOST:PORT")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
