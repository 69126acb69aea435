"""Carries out docker-compose.yml and the Dockerfile without a container engine.

It has no command of the stack's own: what runs, with which environment, among which mounts and in
which order, is read from the two files. Services are processes of this machine in namespaces that
hold the containers' paths, names and addresses; `images.py` says which program stands for which
image, and which images cannot be had.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True

import build  # noqa: E402
import load_test  # noqa: E402
import machine  # noqa: E402
import rules  # noqa: E402
import stack as compose  # noqa: E402
from engine import Engine  # noqa: E402
from failure import Failure  # noqa: E402
from images import Images  # noqa: E402
from local import Local  # noqa: E402

BEGAN = time.monotonic()


def main() -> int:
    cache = Path(os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache")))
    parser = argparse.ArgumentParser(prog=".ci/compose", description=__doc__.splitlines()[0])
    parser.add_argument("--project", type=Path, default=Path(__file__).parents[2], help="the folder of the files")
    parser.add_argument(
        "--tools", type=Path, default=cache / "tokenstorm-ci/bin", help="where .ci/run built the server"
    )
    arguments = parser.parse_args()
    try:
        machine.enter()
        carry_out(arguments.project.resolve(), Local.find(arguments.tools))
    except Failure as e:
        print(f"compose: FAILED: {e}", file=sys.stderr, flush=True)
        return 1
    return 0


def carry_out(project: Path, local: Local) -> None:
    stack = compose.load(project, project / ".env.example")
    images = Images(local, machine.SCRATCH)
    nothing = machine.SCRATCH / "empty.env"
    nothing.touch()
    compose.refuses_without(project, "GRAFANA_ADMIN_PASSWORD", nothing)
    complain(rules.broken(project, stack))
    say(f"{len(stack.services)} services keep the rules")

    say("building the Dockerfile")
    executed = [service for service in stack.in_order() if not images.absent(service.image)]
    of_service = {
        service.name: build.image(service.build, images) if service.build else images.of(service.image)
        for service in executed
    }
    complain([complaint for service in executed for complaint in rules.commands(service, of_service[service.name])])

    engine = Engine(stack, of_service)
    engine.network.enter()
    try:
        run(stack, engine)
    except Failure as e:
        raise Failure(f"{e}\n{engine.logs()}") from e
    for service in stack.services.values():
        if reason := images.absent(service.image):
            say(f"not executed: {service.name} ({reason})")


def run(stack: compose.Stack, engine: Engine) -> None:
    order = [service.name for service in stack.in_order() if service.name in engine.network.addresses]
    for name in order:
        if name == "harness":
            # As it would run on `up`, but for the load.
            planned = (*(stack.services[name].command or ()), "--dry-run")
            engine.completed(engine.start(name, planned))
        else:
            engine.start(name)
        say(f"{name} started")
    for container in engine.running():
        engine.healthy(container)
    load_test.short_run(engine, say)
    for name in sorted(stack.one_shots()):
        # A second `up` runs them again.
        engine.completed(engine.start(name))
    for container in engine.running():
        engine.healthy(container)
    killed = engine.stop()
    complain([f"{name} had to be killed, as it did not end within its time" for name in killed])


def complain(complaints: list[str]) -> None:
    if complaints:
        raise Failure("\n  ".join(["", *complaints]))


def say(text: str) -> None:
    print(f"compose: {time.monotonic() - BEGAN:5.1f} s  {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
