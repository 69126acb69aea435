"""Reads a Dockerfile into stages of instructions."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path

from failure import Failure

KNOWN = {"FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"}


@dataclass(frozen=True)
class Instruction:
    name: str
    flags: dict[str, str]
    rest: str

    def words(self) -> list[str]:
        """The arguments, of the JSON form or of the shell's."""
        return self.json_form() or shlex.split(self.rest)

    def json_form(self) -> list[str] | None:
        """The arguments of the form that needs no shell; None for the other."""
        if not self.rest.startswith("["):
            return None
        try:
            return [str(word) for word in json.loads(self.rest)]
        except ValueError as e:
            raise Failure(f"Dockerfile: {self.name} {self.rest}: not a list of JSON strings ({e})") from e


@dataclass(frozen=True)
class Stage:
    base: str
    name: str | None
    instructions: list[Instruction] = field(default_factory=list)


def read(path: Path) -> list[Stage]:
    """The stages in order; the last one is the image."""
    stages: list[Stage] = []
    for line in _logical_lines(path.read_text(encoding="utf-8")):
        instruction = _instruction(line)
        if instruction.name == "FROM":
            base, _, name = re.sub(r"(?i)\s+as\s+", " AS ", instruction.rest).partition(" AS ")
            stages.append(Stage(base.strip(), name.strip() or None))
        elif not stages:
            raise Failure(f"Dockerfile: {instruction.name} before the first FROM")
        else:
            stages[-1].instructions.append(instruction)
    if not stages:
        raise Failure("Dockerfile: no FROM")
    return stages


def _logical_lines(text: str) -> list[str]:
    lines: list[str] = []
    pending = ""
    for line in text.splitlines():
        if line.lstrip().startswith("#") or (not pending and not line.strip()):
            continue
        pending += line.rstrip()
        if pending.endswith("\\"):
            pending = pending[:-1]
            continue
        lines.append(pending)
        pending = ""
    if pending:
        raise Failure("Dockerfile: the last line ends with a backslash")
    return lines


def _instruction(line: str) -> Instruction:
    name, _, rest = line.strip().partition(" ")
    if name.upper() not in KNOWN:
        raise Failure(f"Dockerfile: {name} is not understood here; teach .ci/compose to carry it out")
    flags: dict[str, str] = {}
    rest = rest.strip()
    while match := re.match(r"--([a-z-]+)=(\S+)\s+", rest):
        flags[match[1]] = match[2]
        rest = rest[match.end() :]
    return Instruction(name.upper(), flags, rest)
