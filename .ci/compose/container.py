"""A container: a command of an image among the mounts, names and limits that the stack gives it."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import machine
from failure import Failure
from image import Image
from stack import Healthcheck, Service

UNPRIVILEGED = ["--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--ambient-caps=-all"]


class Container:
    """Started by its constructor, stopped by `stop`."""

    def __init__(self, name: str, service: Service, image: Image, root: Path, command: tuple[str, ...]) -> None:
        self.name = name
        self.service = service
        self.image = image
        self.healthcheck: Healthcheck | None = service.healthcheck or image.healthcheck
        self._log = machine.SCRATCH / "logs" / name
        user = machine.as_user(root, image.user) + (UNPRIVILEGED if service.unprivileged else [])
        self._as_user = ["setpriv", *user, "--"]
        environment = {"HOME": "/", "HOSTNAME": service.name, **image.environment, **service.environment}
        self._environment = environment
        enter = [f"--net=/run/netns/{service.name}", "unshare", "--mount", "--uts", "--ipc", "--pid", "--fork"]
        enter += ["--kill-child", "--mount-proc", f"--root={root}", f"--wd={image.workdir}"]
        named = ["/bin/sh", "-c", 'hostname "$0" && exec "$@"', service.name]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                ["nsenter", *enter, *named, *self._as_user, *command],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def exit_code(self) -> int | None:
        """None while it runs."""
        return self._process.poll()

    def wait(self, seconds: float) -> int:
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise Failure(f"{self.name} did not end within {seconds:.0f} s") from None

    def check(self, healthcheck: Healthcheck) -> bool:
        """Runs a health check once, inside."""
        kind, *words = healthcheck.test
        command = ["/bin/sh", "-c", *words] if kind == "CMD-SHELL" else words
        try:
            return self.execute(command, healthcheck.timeout).returncode == 0
        except subprocess.TimeoutExpired:
            return False

    def execute(self, command: list[str], seconds: float) -> subprocess.CompletedProcess[str]:
        """Runs a command inside, as its user."""
        namespaces = ["--mount", "--uts", "--ipc", "--pid", "--net", "--root", "--wd"]
        return subprocess.run(
            ["nsenter", f"--target={self._first()}", *namespaces, *self._as_user, *command],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
            check=False,
        )

    def stop(self) -> bool:
        """Stops it as an engine does; whether it ended by itself within its time."""
        first = self._first()
        if first is not None and self.exit_code() is None:
            machine.signal_process(first, self.image.stop_signal)
            deadline = time.monotonic() + self.service.stop_grace
            while self.exit_code() is None and time.monotonic() < deadline:
                time.sleep(0.1)
        in_time = self.exit_code() is not None
        self._process.kill()
        self._process.wait()
        return in_time

    def log(self, last: int = 3000) -> str:
        """The end of what it printed."""
        text = self._log.read_text(encoding="utf-8", errors="replace")[-last:].strip()
        return f"--- {self.name} printed:\n{text or '(nothing)'}"

    def _first(self) -> int | None:
        """The process that is number 1 inside: the only child of the one that was started."""
        pid = self._process.pid
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        except (FileNotFoundError, ProcessLookupError):
            return None
        return int(children[0]) if children else None
