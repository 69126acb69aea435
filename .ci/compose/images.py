"""Which local component stands for which image.

The facts about the images (users, entry points, folders, programs) are from their Dockerfiles:
docker/targets of temporalio/temporal v1.32.1, temporalio/ui-server v2.52.1, docker-library/postgres
17, prometheus/prometheus v3.13, adoptium/containers 25, carlossg/docker-maven.
"""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

from failure import Failure
from image import PATH, Image, repository
from local import Local

ALPINE = frozenset({"sh", "/bin/sh", "wget", "nc"})
NOT_HERE = {
    "grafana/grafana": "Debian has no package of Grafana",
}


class Images:
    """The images whose component this machine has; anything else is refused by name."""

    def __init__(self, local: Local, scratch: Path) -> None:
        self._local = local
        self._scratch = scratch

    def absent(self, reference: str) -> str | None:
        """Why an image cannot be had here."""
        return NOT_HERE.get(repository(reference))

    def of(self, reference: str) -> Image:
        makers = {
            "postgres": self._postgres,
            "temporalio/server": self._temporal_server,
            "temporalio/admin-tools": self._temporal_admin_tools,
            "temporalio/ui": self._temporal_ui,
            "prom/prometheus": self._prometheus,
            "maven": self._maven,
            "eclipse-temurin": self._java,
        }
        maker = makers.get(repository(reference))
        if maker is None:
            raise Failure(f"image {reference}: add what stands for it here to .ci/compose/images.py")
        return maker()

    def _postgres(self) -> Image:
        binaries = self._local.postgres_binaries
        return Image(
            programs=frozenset({"pg_isready", "psql", "sh", "bash"}),
            files={"/usr/local/bin/docker-entrypoint.sh": Path(__file__).with_name("postgres-entrypoint.sh")},
            folders={"/var/lib/postgresql/data": "postgres"},
            environment={"PATH": f"{PATH}:{binaries}", "PGDATA": "/var/lib/postgresql/data"},
            entrypoint=("docker-entrypoint.sh",),
            command=("postgres",),
            stop_signal=signal.SIGINT,
        )

    def _temporal_server(self) -> Image:
        return Image(
            programs=ALPINE,
            files={
                **self._busybox(),
                "/usr/local/bin/temporal-server": self._local.tool("newest/server"),
                "/etc/temporal/entrypoint.sh": self._local.server_module / "docker/scripts/sh/entrypoint.sh",
            },
            command=("/bin/sh", "/etc/temporal/entrypoint.sh"),
            user="1000",
            workdir="/etc/temporal",
        )

    def _temporal_admin_tools(self) -> Image:
        return Image(
            programs=ALPINE | {"temporal", "temporal-sql-tool"},
            files={
                **self._busybox(),
                "/usr/local/bin/temporal": self._local.tool("temporal"),
                "/usr/local/bin/temporal-sql-tool": self._local.tool("sql"),
                "/etc/temporal/schema": self._local.server_module / "schema",
            },
            user="1000",
        )

    def _temporal_ui(self) -> Image:
        home = "/home/ui-server"
        return Image(
            programs=ALPINE | {"bash"},
            files={
                **self._busybox(),
                f"{home}/ui-server": self._local.tool("ui/server"),
                f"{home}/start-ui-server.sh": self._local.ui_module / "docker/start-ui-server.sh",
                f"{home}/config/docker.yaml": self._local.ui_module / "config/docker.yaml",
            },
            entrypoint=("/bin/bash", f"{home}/start-ui-server.sh"),
            user="1000",
            workdir=home,
        )

    def _prometheus(self) -> Image:
        return Image(
            programs=ALPINE | {"promtool"},
            files={"/bin/prometheus": self._local.tool("prometheus"), **self._busybox()},
            folders={"/prometheus": "nobody", "/etc/prometheus": "nobody"},
            entrypoint=("/bin/prometheus",),
            command=("--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus"),
            user="nobody",
            workdir="/prometheus",
        )

    def _java(self) -> Image:
        home = "/opt/java/openjdk"
        return Image(
            programs=frozenset({"sh", "bash", "java"}),
            files={home: self._local.jdk},
            environment={"PATH": f"{home}/bin:{PATH}", "JAVA_HOME": home, "LANG": "C.UTF-8"},
        )

    def _maven(self) -> Image:
        """Maven with an empty repository, which it fills from this machine's, and else from Central."""
        java = self._java()
        settings = self._scratch / "maven"
        settings.mkdir(exist_ok=True)
        shutil.copy(Path(__file__).with_name("maven-settings.xml"), settings / "settings.xml")
        files = {**java.files, "/root/.m2": settings}
        if self._local.maven_repository:
            files["/mnt/maven-repository"] = self._local.maven_repository
        return Image(
            programs=java.programs | {"mvn"},
            files=files,
            environment={**java.environment, "MAVEN_CONFIG": "/root/.m2"},
        )

    def _busybox(self) -> dict[str, Path]:
        return {f"/bin/{name}": self._local.tool("busybox") for name in ("sh", "wget", "nc")}
