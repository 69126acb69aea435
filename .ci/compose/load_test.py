"""What must be seen once a load test runs in the stack."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable

from engine import Engine
from failure import Failure
from prometheus import Prometheus

SHORT_RUN = ("run", "--rate", "5/s", "--duration", "15s", "--completers", "16")
RESULTS = "results"
SETTLES_WITHIN = 300.0
LINGERS = 25.0
"""Seconds, a little less than the half minute that was promised."""


def short_run(engine: Engine, say: Callable[[str], None]) -> None:
    """`docker compose run harness run …`, watched by the stack's own Prometheus."""
    _limits_are_known(engine)
    prometheus = Prometheus(f"{engine.network.addresses['prometheus']}:9090")
    say(f"harness {' '.join(SHORT_RUN)}")
    harness = engine.start("harness", SHORT_RUN)
    engine.healthy(harness)
    prometheus.await_value('up{job="tokenstorm"} == 1', 1)
    _scraped_each_second(prometheus)
    closed = prometheus.await_value('sum(tokenstorm_workflows_total{state="completed"})', 1)
    say(f"Prometheus has the harness up, {closed:.0f} workflows so far")
    _published_ports_answer(engine)

    code = harness.wait(SETTLES_WITHIN)
    ended = time.time()
    if code != 0:
        raise Failure(f"the run ended with {code}")
    _same_story(engine, prometheus, ended)
    _server_is_watched(prometheus)
    say("the run passed; result.json and Prometheus agree")


def _scraped_each_second(prometheus: Prometheus) -> None:
    for target in prometheus.targets():
        if target["scrapePool"] == "tokenstorm":
            if target["scrapeInterval"] != "1s":
                raise Failure(f"the harness is scraped every {target['scrapeInterval']}, not every second")
            return
    raise Failure("Prometheus has no job tokenstorm")


def _same_story(engine: Engine, prometheus: Prometheus, ended: float) -> None:
    """The harness lingered, and Prometheus took its final values."""
    files = list(engine.volume(RESULTS).glob("*/result.json"))
    if len(files) != 1:
        raise Failure(f"the volume {RESULTS} has {len(files)} result.json in place of one")
    lingered = ended - files[0].stat().st_mtime
    if lingered < LINGERS:
        raise Failure(f"the harness ended {lingered:.0f} s after its result was written")
    result = json.loads(files[0].read_text(encoding="utf-8"))
    query = f'sum(max_over_time(tokenstorm_workflows_total{{state="completed",run="{result["run_id"]}"}}[5m]))'
    scraped, written = prometheus.value(query), result["ledger"]["workflows"]["completed"]
    if scraped != written:
        raise Failure(f"Prometheus saw {scraped} completed workflows, result.json says {written}")


def _limits_are_known(engine: Engine) -> None:
    """The server itself would only log that it knows no such setting."""
    server = engine.container("temporal")
    file = server.service.environment["DYNAMIC_CONFIG_FILE_PATH"]
    judged = server.execute(["temporal-server", "validate-dynamic-config", file], 10)
    if judged.returncode != 0 or "error:" in judged.stdout or "warning:" in judged.stdout:
        raise Failure(f"the server's limits: {judged.stdout.strip()}")


def _server_is_watched(prometheus: Prometheus) -> None:
    prometheus.await_value('up{job="temporal"} == 1', 1)
    prometheus.await_value('sum(service_requests{job="temporal",operation="RespondActivityTaskCompleted"})', 1)
    unwell = [rule["name"] for rule in prometheus.rules() if rule["health"] == "err"]
    if unwell:
        raise Failure(f"Prometheus cannot evaluate the rules {', '.join(unwell)}")


def _published_ports_answer(engine: Engine) -> None:
    """Whatever is published is listened on, and not on the container's loopback address alone."""
    for container in engine.running():
        for published in container.service.ports:
            port = int(published.rsplit(":", 1)[1].split("/")[0])
            address = (engine.network.addresses[container.service.name], port)
            try:
                socket.create_connection(address, timeout=5).close()
            except OSError as e:
                raise Failure(f"{container.service.name} publishes {published}, but nothing answers ({e})") from e
