"""The components that this machine has, found once and by name."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from failure import Failure


@dataclass(frozen=True)
class Local:
    tools: Path
    """Where the Go programs were installed."""
    server_module: Path
    """The sources of the Temporal server that was installed."""
    postgres_binaries: Path
    jdk: Path
    maven_repository: Path | None

    @staticmethod
    def find(tools: Path) -> Local:
        repository = Path.home() / ".m2/repository"
        return Local(
            tools=tools,
            server_module=_server_module(tools / "server"),
            postgres_binaries=_newest("PostgreSQL", "/usr/lib/postgresql", "*/bin/postgres").parent,
            jdk=_newest("JDK 25", "/usr/lib/jvm", "*25*/bin/javac").parent.parent,
            maven_repository=repository if repository.is_dir() else None,
        )

    def tool(self, name: str) -> Path:
        """A program of the tools' folder, or else of PATH."""
        own = self.tools / name
        found = str(own) if own.exists() else shutil.which(name)
        if not found:
            raise Failure(f"there is no {name} in {self.tools} or on PATH; .ci/run installs it")
        return Path(os.path.realpath(found))


def _server_module(server: Path) -> Path:
    if not server.exists():
        raise Failure(f"there is no {server}; .ci/run builds it")
    lines = _output("go", "version", "-m", str(server)).splitlines()
    version = next(line.split()[2] for line in lines if line.split()[:1] == ["mod"])
    module = json.loads(_output("go", "mod", "download", "-json", f"go.temporal.io/server@{version}"))
    return Path(module["Dir"])


def _newest(what: str, folder: str, pattern: str) -> Path:
    found = sorted(path for path in Path(folder).glob(pattern) if path.exists())
    if not found:
        raise Failure(f"there is no {what} in {folder}; .ci/run needs it")
    return Path(os.path.realpath(found[-1]))


def _output(*command: str) -> str:
    return subprocess.run(command, cwd="/", capture_output=True, text=True, check=True).stdout
