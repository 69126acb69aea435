"""The compose file, as docker-compose itself understands it."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from failure import Failure

HEALTHY = "service_healthy"
COMPLETED = "service_completed_successfully"


@dataclass(frozen=True)
class Mount:
    source: str
    target: str
    read_only: bool

    @property
    def named(self) -> bool:
        """Whether it is a named volume and not a path of the project."""
        return not self.source.startswith("/")


@dataclass(frozen=True)
class Healthcheck:
    """Times are in seconds."""

    test: tuple[str, ...]
    interval: float = 30
    timeout: float = 30
    start_period: float = 0
    retries: int = 3


@dataclass(frozen=True)
class Service:
    name: str
    image: str
    build: Path | None
    pull_policy: str | None
    entrypoint: tuple[str, ...] | None
    command: tuple[str, ...] | None
    environment: dict[str, str]
    mounts: tuple[Mount, ...]
    ports: tuple[str, ...]
    depends_on: dict[str, str]
    healthcheck: Healthcheck | None
    restart: str
    memory: str | None
    stop_grace: float
    unprivileged: bool


@dataclass(frozen=True)
class Stack:
    services: dict[str, Service]
    volumes: frozenset[str]

    def one_shots(self) -> set[str]:
        """The services that others wait for to end."""
        return {
            name
            for service in self.services.values()
            for name, condition in service.depends_on.items()
            if condition == COMPLETED
        }

    def in_order(self) -> list[Service]:
        """Each service after those it depends on."""
        ordered: dict[str, Service] = {}

        def visit(name: str, path: tuple[str, ...]) -> None:
            if name in path:
                raise Failure(f"services depend on each other in a circle: {' -> '.join((*path, name))}")
            if name in ordered:
                return
            if name not in self.services:
                raise Failure(f"{path[-1]} depends on {name}, which is no service")
            for dependency in self.services[name].depends_on:
                visit(dependency, (*path, name))
            ordered[name] = self.services[name]

        for name in self.services:
            visit(name, ())
        return list(ordered.values())


def load(project: Path, environment: Path) -> Stack:
    """Reads what `docker-compose config` makes of the project's file; its complaints are raised."""
    done = _config(project, environment)
    if done.returncode != 0:
        raise Failure(f"docker-compose config: {done.stderr.strip()}")
    document = yaml.safe_load(done.stdout)
    services = {name: _service(name, body) for name, body in document["services"].items()}
    return Stack(services, frozenset(document.get("volumes") or {}))


def refuses_without(project: Path, variable: str, nothing: Path) -> None:
    """Makes sure that the file cannot be used while a variable is not set; `nothing` is an empty file."""
    done = _config(project, nothing)
    if done.returncode == 0 or variable not in done.stderr:
        raise Failure(f"docker-compose config accepts the file without {variable}")


def _config(project: Path, environment: Path) -> subprocess.CompletedProcess[str]:
    command = ["docker-compose", "--env-file", str(environment), "--project-directory", str(project)]
    return subprocess.run(
        [*command, "-f", str(project / "docker-compose.yml"), "config"],
        env={"PATH": os.environ["PATH"], "HOME": "/root"},
        capture_output=True,
        text=True,
        check=False,
    )


def seconds(text: str) -> float:
    """A duration such as 1m30s."""
    units = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
    parts = re.findall(r"(\d+(?:\.\d+)?)(h|ms|m|s)", text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        raise Failure(f"{text!r} is no duration")
    return sum(float(number) * units[unit] for number, unit in parts)


def _service(name: str, body: dict[str, Any]) -> Service:
    build = body.get("build")
    return Service(
        name=name,
        image=body.get("image", ""),
        build=Path(build["context"]) if build else None,
        pull_policy=body.get("pull_policy"),
        entrypoint=_words(body.get("entrypoint")),
        command=_words(body.get("command")),
        environment={key: _plain(value) for key, value in (body.get("environment") or {}).items()},
        mounts=tuple(_mount(entry) for entry in body.get("volumes") or []),
        ports=tuple(map(_port, body.get("ports") or [])),
        depends_on={key: value["condition"] for key, value in (body.get("depends_on") or {}).items()},
        healthcheck=_healthcheck(body.get("healthcheck")),
        restart=str(body.get("restart", "no")),
        memory=body.get("mem_limit"),
        stop_grace=seconds(body.get("stop_grace_period", "10s")),
        unprivileged="ALL" in body.get("cap_drop", []),
    )


def _port(entry: str | dict[str, Any]) -> str:
    """`127.0.0.1:80:80/tcp`; docker-compose writes those without an address as a table."""
    return entry if isinstance(entry, str) else f"{entry.get('published', '')}:{entry['target']}"


def _mount(entry: str) -> Mount:
    source, target, mode = entry.rsplit(":", 2)
    return Mount(source, target, mode == "ro")


def _healthcheck(body: dict[str, Any] | None) -> Healthcheck | None:
    if not body or body.get("disable"):
        return None
    test = body["test"]
    return Healthcheck(
        test=("CMD-SHELL", _plain(test)) if isinstance(test, str) else tuple(map(_plain, test)),
        interval=seconds(body.get("interval", "30s")),
        timeout=seconds(body.get("timeout", "30s")),
        start_period=seconds(body.get("start_period", "0s")),
        retries=int(body.get("retries", 3)),
    )


def _words(value: list[str] | str | None) -> tuple[str, ...] | None:
    if isinstance(value, str):
        raise Failure(f"write {value!r} as a list, so that no shell has to split it")
    return None if value is None else tuple(map(_plain, value))


def _plain(value: object) -> str:
    """What a container is given; the file that docker-compose prints doubles each dollar."""
    return "" if value is None else str(value).replace("$$", "$")
