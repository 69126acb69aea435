"""Plays client and worker of Temporal's Python SDK against the front end whose address it is given.

Retries, the timeouts, heartbeats, a timer, a signal and cancellation, in a workflow that has nothing
in common with the greeting. It prints what came of each, and exits with 0 if that is right.
"""

import asyncio
import logging
import os
import sys
from datetime import timedelta

from temporalio import activity, workflow
from temporalio.client import Client, WorkflowFailureError
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError, CancelledError, TimeoutError, TimeoutType
from temporalio.worker import Worker

QUEUE = "shipment-python"


@activity.defn
async def weigh() -> int:
    """Fails twice, for reasons that pass."""
    attempt = activity.info().attempt
    if attempt < 3:
        raise RuntimeError(f"the scale is busy, attempt {attempt}")
    return attempt


@activity.defn
async def pack() -> int:
    """Is too slow the first time."""
    attempt = activity.info().attempt
    if attempt == 1:
        await asyncio.sleep(30)
    return attempt


@activity.defn
async def load() -> int:
    """Says how far it has come, falls silent, and goes on from there the next time."""
    details = activity.info().heartbeat_details
    if details:
        return int(details[0])
    activity.heartbeat(7)
    await asyncio.sleep(30)
    return 0


@activity.defn
async def refuse() -> None:
    """Fails for good."""
    raise ApplicationError("refused", type="Refusal", non_retryable=True)


@activity.defn
async def watch() -> None:
    """Goes on until it is cancelled."""
    while True:
        await asyncio.sleep(0.1)
        activity.heartbeat()


OPTIONS = {
    "start_to_close_timeout": timedelta(seconds=1),
    "heartbeat_timeout": timedelta(seconds=1),
    "retry_policy": RetryPolicy(initial_interval=timedelta(milliseconds=50), maximum_attempts=4),
}
PATIENT = {**OPTIONS, "start_to_close_timeout": timedelta(minutes=1)}


@workflow.defn
class Shipment:
    """Weighs, packs and loads, and says what came of it."""

    def __init__(self) -> None:
        self.signalled = ""

    @workflow.signal
    def enough(self, by: str) -> None:
        self.signalled = by

    @workflow.run
    async def run(self) -> list[str]:
        said = [f"weighed at attempt {await workflow.execute_activity(weigh, **OPTIONS)}"]
        said.append(f"packed at attempt {await workflow.execute_activity(pack, **OPTIONS)}")
        said.append(f"loaded {await workflow.execute_activity(load, **PATIENT)}")
        try:
            await workflow.execute_activity(refuse, **OPTIONS)
        except ActivityError as e:
            right = isinstance(e.cause, ApplicationError) and e.cause.type == "Refusal"
            said.append(f"refused for good: {str(right).lower()}")
        try:
            await workflow.execute_activity(
                weigh,
                task_queue=QUEUE + "-nobody",
                schedule_to_start_timeout=timedelta(seconds=1),
                start_to_close_timeout=timedelta(seconds=1),
            )
        except ActivityError as e:
            right = isinstance(e.cause, TimeoutError) and e.cause.type == TimeoutType.SCHEDULE_TO_START
            said.append(f"nobody came: {str(right).lower()}")
        watching = workflow.start_activity(
            watch, cancellation_type=workflow.ActivityCancellationType.WAIT_CANCELLATION_COMPLETED, **PATIENT
        )
        await workflow.wait_condition(lambda: self.signalled != "")
        await asyncio.sleep(0.3)
        watching.cancel()
        try:
            await watching
        except ActivityError as e:
            said.append(f"stopped by {self.signalled}: {str(isinstance(e.cause, CancelledError)).lower()}")
        return said


@workflow.defn
class Storage:
    """Waits until it is cancelled from outside, and tidies up."""

    @workflow.run
    async def run(self) -> None:
        try:
            await asyncio.sleep(3600)
        finally:
            await workflow.execute_activity(weigh, **OPTIONS)


async def main(address: str) -> None:
    client = await Client.connect(address)
    async with Worker(
        client,
        task_queue=QUEUE,
        workflows=[Shipment, Storage],
        activities=[weigh, pack, load, refuse, watch],
    ):
        shipment = await client.start_workflow(Shipment.run, id="shipment-python", task_queue=QUEUE)
        await shipment.signal(Shipment.enough, "signal")
        for line in await shipment.result():
            print(line)
        storage = await client.start_workflow(Storage.run, id="storage-python", task_queue=QUEUE)
        await storage.cancel()
        try:
            await storage.result()
            print("cancelled from outside: false")
        except WorkflowFailureError as e:
            print(f"cancelled from outside: {str(isinstance(e.cause, CancelledError)).lower()}")


if __name__ == "__main__":
    # Activities fail here on purpose.
    logging.getLogger("temporalio").setLevel(logging.CRITICAL)
    asyncio.run(asyncio.wait_for(main(sys.argv[1]), 120))
    # Threads of the SDK's core can outlive the interpreter's end, which then aborts.
    sys.stdout.flush()
    os._exit(0)
