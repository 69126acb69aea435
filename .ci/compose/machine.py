"""Namespaces, mounts and addresses: what a container engine would set up, and no more.

Everything lives in namespaces of this process: whatever becomes of it, its children end with it, and
neither a mount, nor a network interface, nor a file outside `SCRATCH` is left behind.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from failure import Failure

SCRATCH = Path("/media")
INSIDE = "TOKENSTORM_COMPOSE_INSIDE"
ENGINE = "engine"
_CLONE_NEWNET = 0x40000000


def enter() -> None:
    """Returns in a child with namespaces of its own; the process that was called waits and exits."""
    if os.environ.get(INSIDE) and os.getpid() == 1:
        _prepare()
        return
    if os.geteuid() != 0:
        raise Failure("namespaces and mounts need root")
    # The kernel ends the child when this process ends, however that happens.
    command = ["setpriv", "--pdeathsig=KILL", "unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
    child = subprocess.Popen([*command, sys.executable, *sys.argv], env={**os.environ, INSIDE: "1"})

    def end(number: int, _: object) -> None:
        child.kill()
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    sys.exit(child.wait())


def _prepare() -> None:
    # The process outside answers Ctrl-C; ignored signals would stay so in the programs started here.
    signal.signal(signal.SIGINT, lambda *_: None)
    mount("-t", "tmpfs", "-o", "mode=755", "tokenstorm", str(SCRATCH))
    # Named network namespaces are files of /run/netns.
    mount("-t", "tmpfs", "-o", "mode=755", "tokenstorm", "/run")
    for name in ("layers", "roots", "volumes", "logs"):
        (SCRATCH / name).mkdir()


def mount(*arguments: str) -> None:
    run("mount", *arguments)


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failure(f"{' '.join(command)}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def root(name: str, layers: tuple[Path, ...]) -> tuple[Path, Path]:
    """A root folder of this machine's files under the layers, and the new layer that takes its changes."""
    merged, upper, work = SCRATCH / "roots" / name, SCRATCH / "layers" / name, SCRATCH / "layers" / f"{name}.work"
    for folder in (merged, upper, work):
        folder.mkdir(parents=True)
    upper.chmod(0o755)
    lower = ":".join(str(layer) for layer in (*layers, Path("/")))
    mount("-t", "overlay", "overlay", "-o", f"lowerdir={lower},upperdir={upper},workdir={work}", str(merged))
    mount("--bind", "/dev", str(merged / "dev"))
    mount("-t", "tmpfs", "-o", "mode=1777", "tokenstorm", str(merged / "dev/shm"))
    mount("-t", "tmpfs", "-o", "mode=1777", "tokenstorm", str(merged / "tmp"))
    return merged, upper


def place(root_folder: Path, path: str) -> Path:
    """Where a path of a root is, seen from outside; a link that leads out of the root is refused."""
    outside = root_folder / path.lstrip("/")
    if not outside.parent.resolve().is_relative_to(root_folder):
        raise Failure(f"{path} leads through a link that cannot be followed from outside its root")
    return outside


def lay(root_folder: Path, target: str, source: Path, read_only: bool = False) -> None:
    """Binds a file or a folder over a path of a root, which is made if it is not there."""
    point = place(root_folder, target)
    point.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        point.mkdir(exist_ok=True)
    else:
        # A link here would lead out of the root.
        if point.is_symlink() or point.exists():
            point.unlink()
        point.touch()
    mount("--bind", str(source), str(point))
    if read_only:
        mount("-o", "remount,bind,ro", str(point))


def write(root_folder: Path, path: str, text: str) -> None:
    """Writes a file of a root, in place of a link that would lead out of it."""
    point = place(root_folder, path)
    if point.is_symlink():
        point.unlink()
    point.write_text(text, encoding="utf-8")


def own(folder: Path, user_and_group: tuple[int, int]) -> None:
    os.chown(folder, *user_and_group)


class Network:
    """A bridge, and for each service a namespace with an address on it, as in Docker's own networks."""

    def __init__(self) -> None:
        self.addresses: dict[str, str] = {}
        self._ip("netns", "add", ENGINE)
        self._ip("-n", ENGINE, "link", "add", "bridge", "type", "bridge")
        self._ip("-n", ENGINE, "address", "add", "172.30.0.1/24", "dev", "bridge")
        self._ip("-n", ENGINE, "link", "set", "bridge", "up")

    def join(self, name: str) -> str:
        """The address of a name; its namespace is called like it."""
        if name in self.addresses:
            return self.addresses[name]
        number = len(self.addresses) + 2
        address = f"172.30.0.{number}"
        self._ip("netns", "add", name)
        self._ip("-n", name, "link", "set", "lo", "up")
        self._ip("-n", ENGINE, "link", "add", f"to{number}", "type", "veth", "peer", "name", "eth0", "netns", name)
        self._ip("-n", ENGINE, "link", "set", f"to{number}", "master", "bridge", "up")
        self._ip("-n", name, "address", "add", f"{address}/24", "dev", "eth0")
        self._ip("-n", name, "link", "set", "eth0", "up")
        self.addresses[name] = address
        return address

    def enter(self) -> None:
        """Moves this process onto the bridge, so that it reaches the services."""
        with open(f"/run/netns/{ENGINE}", encoding="ascii") as namespace:
            if ctypes.CDLL(None, use_errno=True).setns(namespace.fileno(), _CLONE_NEWNET) != 0:
                raise OSError(ctypes.get_errno(), "setns")

    @staticmethod
    def _ip(*arguments: str) -> None:
        run("ip", *arguments)


def copy(source: Path, target: Path) -> None:
    """Copies a file or a folder's content, as COPY does."""
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)


def as_user(root_folder: Path, user: str) -> list[str]:
    """The options of setpriv for a user, by number or by a name of the root's own /etc/passwd."""
    number, group = owner(root_folder, user)
    return [f"--reuid={number}", f"--regid={group}", "--clear-groups"]


def owner(root_folder: Path, user: str) -> tuple[int, int]:
    return (int(user), int(user)) if user.isdigit() else _passwd(root_folder, user)


def _passwd(root_folder: Path, user: str) -> tuple[int, int]:
    for line in (root_folder / "etc/passwd").read_text(encoding="utf-8").splitlines():
        fields = line.split(":")
        if fields[0] == user:
            return int(fields[2]), int(fields[3])
    raise Failure(f"the image has no user {user}")


def signal_process(pid: int, number: signal.Signals) -> None:
    """Sends a signal to a process that may just have ended."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)
