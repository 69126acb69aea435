"""Starts the services of a stack in their order, as `docker compose` would."""

from __future__ import annotations

import time
from pathlib import Path

import machine
from container import Container
from failure import Failure
from image import Image
from machine import Network
from stack import HEALTHY, Service, Stack

COMPLETES_WITHIN = 120.0


class Engine:
    def __init__(self, stack: Stack, images: dict[str, Image]) -> None:
        """`images` are by service; a service without one is not started."""
        self._stack = stack
        self._images = images
        self._volumes: dict[str, Path] = {}
        self._started: dict[str, Container] = {}
        self._number = 0
        self.network = Network()
        for name in images:
            self.network.join(name)

    def start(self, name: str, command: tuple[str, ...] | None = None) -> Container:
        """Starts a service's container, with its own command or another, once what it depends on is ready."""
        service = self._stack.services[name]
        for dependency, condition in service.depends_on.items():
            self._await(dependency, condition)
        image = self._images[name]
        entrypoint = image.entrypoint if service.entrypoint is None else service.entrypoint
        if command is None:
            # An entry point of the service's own does away with the image's command.
            command = service.command or (image.command if service.entrypoint is None else ())
        self._number += 1
        label = f"{name}-{self._number}"
        root = self._root(label, service, image)
        container = Container(label, service, image, root, (*entrypoint, *command))
        self._started[name] = container
        return container

    def container(self, name: str) -> Container:
        """The latest container of a service."""
        return self._started[name]

    def running(self) -> list[Container]:
        return [container for container in self._started.values() if container.exit_code() is None]

    def healthy(self, container: Container) -> None:
        """Waits until a container's health check passes."""
        check = container.healthcheck
        if check is None:
            raise Failure(f"{container.service.name} has no health check")
        began = time.monotonic()
        failures = 0
        while failures < check.retries:
            if container.exit_code() is not None:
                raise Failure(f"{container.service.name} ended with {container.exit_code()}")
            if container.check(check):
                return
            if time.monotonic() - began > check.start_period:
                failures += 1
            time.sleep(check.interval)
        raise Failure(f"{container.service.name} is not healthy: {' '.join(check.test)}")

    def completed(self, container: Container) -> None:
        """Waits until a container has ended well."""
        code = container.wait(COMPLETES_WITHIN)
        if code != 0:
            raise Failure(f"{container.service.name} ended with {code}")

    def volume(self, name: str) -> Path:
        return self._volumes[name]

    def logs(self) -> str:
        return "\n".join(container.log() for container in self._started.values())

    def stop(self) -> list[str]:
        """Stops what runs, last started first; the names of those that had to be killed."""
        return [c.service.name for c in reversed(self.running()) if not c.stop()]

    def _await(self, dependency: str, condition: str) -> None:
        if dependency not in self._started:
            raise Failure(f"{dependency} is to be waited for and was not started")
        container = self._started[dependency]
        if condition == HEALTHY:
            self.healthy(container)
        else:
            self.completed(container)

    def _root(self, label: str, service: Service, image: Image) -> Path:
        root, _ = machine.root(label, image.layers)
        for target, source in image.files.items():
            machine.lay(root, target, source)
        for folder, user in image.folders.items():
            point = machine.place(root, folder)
            point.mkdir(parents=True, exist_ok=True)
            machine.own(point, machine.owner(root, user))
        for mounted in service.mounts:
            source = self._volume(root, mounted.source, mounted.target) if mounted.named else Path(mounted.source)
            machine.lay(root, mounted.target, source, mounted.read_only)
        hosts = [f"{address} {name}" for name, address in self.network.addresses.items()]
        machine.write(root, "etc/hosts", "\n".join(["127.0.0.1 localhost", *hosts, ""]))
        machine.write(root, "etc/resolv.conf", "")
        return root

    def _volume(self, root: Path, name: str, target: str) -> Path:
        """A volume, new ones with the owner that the folder has in the image."""
        if name not in self._volumes:
            volume = machine.SCRATCH / "volumes" / name
            volume.mkdir()
            point = machine.place(root, target)
            if point.exists():
                status = point.stat()
                machine.own(volume, (status.st_uid, status.st_gid))
            self._volumes[name] = volume
        return self._volumes[name]
