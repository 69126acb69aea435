"""An image, as far as this machine can have one."""

from __future__ import annotations

import re
import signal
from dataclasses import dataclass, field
from pathlib import Path

from stack import Healthcheck

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True)
class Image:
    """What the image's own Dockerfile settles.

    Its files are this machine's, with layers and single files laid over them. So programs are there
    that the true image has not got; `programs` are those that a health check or an entry point given
    in the compose file may call.
    """

    programs: frozenset[str]
    layers: tuple[Path, ...] = ()
    files: dict[str, Path] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)
    """Folders that the image has, with their owners; a new volume takes over the owner."""
    environment: dict[str, str] = field(default_factory=lambda: {"PATH": PATH})
    entrypoint: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    user: str = "root"
    workdir: str = "/"
    healthcheck: Healthcheck | None = None
    stop_signal: signal.Signals = signal.SIGTERM


def repository(reference: str) -> str:
    """`postgres` of `postgres:17.1`."""
    return re.sub(r"(:[^:/]+)?(@.*)?$", "", reference)


def tag(reference: str) -> str:
    """`17.1` of `postgres:17.1`; empty without one."""
    match = re.search(r":([^:/@]+)(@.*)?$", reference)
    return match[1] if match else ""
