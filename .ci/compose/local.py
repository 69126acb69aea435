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
    """The sources that the Temporal server was built from."""
    ui_module: Path
    """Those of its pages."""
    postgres_binaries: Path
    jdk: Path
    maven_repository: Path | None

    @staticmethod
    def find(tools: Path) -> Local:
        repository = Path.home() / ".m2/repository"
        return Local(
            tools=tools,
            server_module=_module(tools / "newest/server"),
            ui_module=_module(tools / "ui/server"),
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


def _module(program: Path) -> Path:
    """The folder of the module, in the very version, that a Go program was built from."""
    if not program.exists():
        raise Failure(f"there is no {program}; .ci/run builds it")
    lines = map(str.split, _output("go", "version", "-m", str(program)).splitlines())
    name, version = next(words[1:3] for words in lines if words[:1] == ["mod"])
    return Path(json.loads(_output("go", "mod", "download", "-json", f"{name}@{version}"))["Dir"])


def _newest(what: str, folder: str, pattern: str) -> Path:
    found = sorted(path for path in Path(folder).glob(pattern) if path.exists())
    if not found:
        raise Failure(f"there is no {what} in {folder}; .ci/run needs it")
    return Path(os.path.realpath(found[-1]))


def _output(*command: str) -> str:
    return subprocess.run(command, cwd="/", capture_output=True, text=True, check=True).stdout
