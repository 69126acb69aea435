"""Completes a run's tokens that come through Kafka, by docs/tokens-over-kafka.md and nothing else.

Arguments: brokers, topic of tokens, share group, address of a Temporal front end, namespace. It ends with 0
when a run that it served says that it is over, and prints how many records of each kind it had.
"""

import asyncio
import base64
import json
import sys
import time
import uuid
from collections import Counter

from confluent_kafka import AcknowledgeType, KafkaException, Producer, ShareConsumer
from temporalio.client import Client
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

VERSION = 1
LARGEST = 1 << 20
LAST_DELIVERY = 10
PASSING = {
    RPCStatusCode.UNAVAILABLE,
    RPCStatusCode.DEADLINE_EXCEEDED,
    RPCStatusCode.RESOURCE_EXHAUSTED,
    RPCStatusCode.ABORTED,
    RPCStatusCode.INTERNAL,
    RPCStatusCode.UNKNOWN,
}


def micros(since: float) -> int:
    return int((time.monotonic() - since) * 1_000_000)


def read(value: bytes | None) -> dict | None:
    """One flat object of this version; None for anything else."""
    if value is None or len(value) > LARGEST:
        return None
    try:
        record = json.loads(value)
    except ValueError:
        return None
    if not isinstance(record, dict) or record.get("v") != VERSION:
        return None
    flat = all(isinstance(field, (str, int)) for field in record.values())
    return record if flat and isinstance(record.get("deadline"), int) else None


class Completer:
    def __init__(self, brokers: str, topic: str, client: Client):
        self.name = str(uuid.uuid4())
        self.topic = topic
        self.client = client
        self.producer = Producer({"bootstrap.servers": brokers, "acks": "all", "enable.idempotence": True})
        self.counts = Counter()
        self.served = set()

    async def answer(self, record: dict, deliveries: int) -> AcknowledgeType:
        """What becomes of a record that can be read."""
        if record["namespace"] != self.client.namespace:
            self.counts["foreign"] += 1
            return AcknowledgeType.REJECT
        if record["deadline"] < time.time() * 1000:
            self.counts["stale"] += 1
            return AcknowledgeType.REJECT
        if record["kind"] == "probe":
            self.outcome(record, deliveries, {})
        elif record["kind"] == "token":
            self.served.add(record["run"])
            if deliveries >= LAST_DELIVERY:
                anew = {**record, "copy": record.get("copy", 0) + 1}
                self.producer.produce(self.topic, json.dumps(anew).encode())
            else:
                await self.complete(record, deliveries)
        self.counts[record["kind"]] += 1
        return AcknowledgeType.ACCEPT

    async def complete(self, record: dict, deliveries: int) -> None:
        began = time.monotonic()
        status = await self.call(record)
        self.counts[status] += 1
        took = micros(began)
        fields = {key: record[key] for key in ("execution", "activity", "attempt")}
        self.outcome(record, deliveries, {**fields, "status": status, "heldMicros": took, "callMicros": took})

    async def call(self, record: dict) -> str:
        """Makes the call, again while what hinders it may pass."""
        pause = 0.1
        while True:
            try:
                await self.call_once(record)
                return "ok"
            except RPCError as e:
                if e.status == RPCStatusCode.NOT_FOUND:
                    return "gone"
                if e.status not in PASSING:
                    return "refused"
            if time.time() * 1000 > record["deadline"]:
                return "unanswered"
            await asyncio.sleep(pause)
            pause = min(5, pause * 2)

    async def call_once(self, record: dict) -> None:
        if "token" in record:
            handle = self.client.get_async_activity_handle(task_token=base64.b64decode(record["token"]))
        else:
            handle = self.client.get_async_activity_handle(
                workflow_id=record["workflowId"], run_id=record["workflowRunId"] or None, activity_id=record["activityId"]
            )
        if record["call"] == "complete":
            await handle.complete(record["result"])
        elif record["call"] == "fail":
            await handle.fail(ApplicationError(record["failure"], type=record["failureType"]))
        else:
            await handle.report_cancellation()

    def outcome(self, record: dict, deliveries: int, fields: dict) -> None:
        outcome = {"v": VERSION, "kind": record["kind"], "run": record["run"], "completer": self.name}
        outcome |= {"deliveries": deliveries, **fields}
        if record.get("copy"):
            outcome["copy"] = record["copy"]
        self.producer.produce(self.topic + "-outcomes", json.dumps(outcome).encode(), key=record["run"].encode())


async def main(brokers: str, topic: str, group: str, address: str, namespace: str) -> None:
    completer = Completer(brokers, topic, await Client.connect(address, namespace=namespace))
    consumer = ShareConsumer(
        {"bootstrap.servers": brokers, "group.id": group, "share.acknowledgement.mode": "explicit"}
    )
    consumer.subscribe([topic])
    print("subscribed", flush=True)
    over = False
    while not over:
        lent = []
        for message in await asyncio.to_thread(consumer.poll, 0.2):
            if message.error() is None:
                lent.append(message)
        records = [read(message.value()) for message in lent]
        completer.counts["unreadable"] += records.count(None)
        decisions = await asyncio.gather(
            *(
                completer.answer(record, message.delivery_count() or 1)
                for record, message in zip(records, lent)
                if record is not None
            )
        )
        # The brokers have every outcome before any record is accepted.
        left = await asyncio.to_thread(completer.producer.flush, 30)
        for record, message in zip(records, lent):
            decision = AcknowledgeType.REJECT if record is None else decisions.pop(0)
            if left and decision == AcknowledgeType.ACCEPT:
                decision = AcknowledgeType.RELEASE
            consumer.acknowledge(message, decision)
        over = any(r and r["kind"] == "end" and r["run"] in completer.served for r in records)
        if lent:
            for partition, refusal in (await asyncio.to_thread(consumer.commit_sync)).items():
                if isinstance(refusal, KafkaException):
                    completer.counts["late"] += 1
                    print(f"refused on {partition.topic}: {refusal}", file=sys.stderr)
    consumer.close()
    print(json.dumps(completer.counts))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
