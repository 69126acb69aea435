"""What of the project a build may copy: everything that .dockerignore leaves."""

from __future__ import annotations

import fnmatch
import os
from pathlib import Path, PurePosixPath


def files(project: Path) -> list[PurePosixPath]:
    """The files of the build context, relative to the project."""
    patterns = _patterns(project / ".dockerignore")
    found: list[PurePosixPath] = []
    for folder, _, leaves in os.walk(project):
        for leaf in leaves:
            path = PurePosixPath((Path(folder) / leaf).relative_to(project).as_posix())
            if not _ignored(path, patterns):
                found.append(path)
    return sorted(found)


def _patterns(file: Path) -> list[str]:
    if not file.exists():
        return []
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _ignored(path: PurePosixPath, patterns: list[str]) -> bool:
    """The last pattern that fits the path, or a folder it is in, decides."""
    candidates = [path, *path.parents][:-1]
    ignored = False
    for pattern in patterns:
        body = PurePosixPath(pattern.removeprefix("!").strip("/"))
        if any(_fits(candidate, body) for candidate in candidates):
            ignored = not pattern.startswith("!")
    return ignored


def _fits(path: PurePosixPath, pattern: PurePosixPath) -> bool:
    if pattern.parts[0] == "**":
        return fnmatch.fnmatchcase(path.name, pattern.name)
    return len(path.parts) == len(pattern.parts) and all(
        fnmatch.fnmatchcase(part, wanted) for part, wanted in zip(path.parts, pattern.parts, strict=True)
    )
