"""What must be true of the compose file and the Dockerfile before anything is started."""

from __future__ import annotations

import re
from pathlib import Path

import dockerfile
from image import Image, tag
from stack import HEALTHY, Service, Stack


def broken(project: Path, stack: Stack) -> list[str]:
    """One sentence for each rule that is broken."""
    complaints = [complaint for service in stack.services.values() for complaint in _service(service, stack)]
    return complaints + _dockerfile(project)


def commands(service: Service, image: Image) -> list[str]:
    """Complaints of programs that the service calls and its image has not got."""
    calls = []
    if check := service.healthcheck or image.healthcheck:
        kind, *words = check.test
        calls.append(words[0].split()[0] if kind == "CMD-SHELL" else words[0])
    if service.entrypoint:
        calls.append(service.entrypoint[0])
    return [
        f"{service.name} calls {call}, which image {service.image} has not got"
        for call in calls
        if call not in image.programs
    ]


def _service(service: Service, stack: Stack) -> list[str]:
    name = service.name
    complaints = []
    once = name in stack.one_shots()
    if not service.build and not pinned(service.image):
        complaints.append(f"{name}: image {service.image} is not pinned to a version")
    if service.build and service.pull_policy != "build":
        complaints.append(f"{name}: somebody's image {service.image} would be pulled before this one is built")
    if not service.build and not service.healthcheck and not once:
        complaints.append(f"{name} has no health check, and nothing waits for it to end")
    if not service.memory:
        complaints.append(f"{name} has no memory limit")
    if (once or service.build) and service.restart != "no":
        complaints.append(f"{name} would be started again when it has ended: restart is {service.restart}")
    complaints += [
        f"{name} publishes {port} on other addresses than 127.0.0.1"
        for port in service.ports
        if not port.startswith("127.0.0.1:")
    ]
    complaints += [
        f"{name} mounts {mount.source}, which is not there"
        for mount in service.mounts
        if not mount.named and not Path(mount.source).exists()
    ]
    complaints += [
        f"{name} does not say what it waits for of {dependency}"
        for dependency, condition in service.depends_on.items()
        if condition == "service_started"
    ]
    complaints += [
        f"{name} waits for {dependency} to be healthy, which has no health check"
        for dependency, condition in service.depends_on.items()
        if condition == HEALTHY and not stack.services[dependency].healthcheck
    ]
    return complaints


def _dockerfile(project: Path) -> list[str]:
    stages = dockerfile.read(project / "Dockerfile")
    names = {stage.name for stage in stages}
    complaints = [
        f"Dockerfile: image {stage.base} is not pinned to a version"
        for stage in stages
        if stage.base not in names and not pinned(stage.base)
    ]
    last = {instruction.name: instruction.rest for instruction in stages[-1].instructions}
    if last.get("USER", "root") in ("root", "0"):
        complaints.append("Dockerfile: the image runs as root")
    if last.get("HEALTHCHECK", "NONE") == "NONE":
        complaints.append("Dockerfile: the image has no HEALTHCHECK")
    return complaints


def pinned(reference: str) -> bool:
    """Whether the tag names a version of three numbers, or of two where the project has no third."""
    return "@sha256:" in reference or re.match(r"v?\d+\.\d+", tag(reference)) is not None
