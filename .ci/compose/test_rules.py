"""Each rule, broken on purpose in a copy of the project's own files."""

from __future__ import annotations

import shutil
import sys
import tempfile
import unittest
from pathlib import Path, PurePosixPath

sys.dont_write_bytecode = True

import context  # noqa: E402
import dockerfile  # noqa: E402
import rules  # noqa: E402
import stack  # noqa: E402
from failure import Failure  # noqa: E402
from image import Image  # noqa: E402

PROJECT = Path(__file__).parents[2]
COPIED = ("docker-compose.yml", "Dockerfile", ".dockerignore", ".env.example", "compose", "grafana")


class RulesTest(unittest.TestCase):
    def setUp(self) -> None:
        self.project = Path(self.enterContext(tempfile.TemporaryDirectory()))
        for name in COPIED:
            source = PROJECT / name
            copy = shutil.copytree if source.is_dir() else shutil.copy
            copy(source, self.project / name)

    def test_the_projects_own_files_keep_every_rule(self) -> None:
        self.assertEqual([], self.complaints())

    def test_a_port_for_everybody_is_found(self) -> None:
        self.plant("docker-compose.yml", '"127.0.0.1:9090:9090"', '"9090:9090"')
        self.assert_complaint("prometheus publishes 9090:9090 on other addresses than 127.0.0.1")

    def test_images_without_a_version_are_found(self) -> None:
        self.plant("docker-compose.yml", "prom/prometheus:v3.13.3", "prom/prometheus:latest")
        self.plant("Dockerfile", "FROM maven:3.9.16-eclipse-temurin-25", "FROM maven")
        self.assert_complaint("prometheus: image prom/prometheus:latest is not pinned to a version")
        self.assert_complaint("Dockerfile: image maven is not pinned to a version")

    def test_a_stranger_s_image_in_place_of_the_built_one_is_found(self) -> None:
        self.plant("docker-compose.yml", "pull_policy: build", "")
        self.assert_complaint("harness: somebody's image tokenstorm would be pulled before this one is built")

    def test_a_missing_health_check_is_found(self) -> None:
        self.plant("docker-compose.yml", "healthcheck:\n      # By TCP", "x-not:\n      # By TCP")
        self.assert_complaint("postgres has no health check, and nothing waits for it to end")
        self.assert_complaint("temporal waits for postgres to be healthy, which has no health check")

    def test_a_missing_memory_limit_is_found(self) -> None:
        self.plant("docker-compose.yml", "mem_limit: 512m", "")
        self.assert_complaint("grafana has no memory limit")

    def test_a_mount_of_nothing_is_found(self) -> None:
        (self.project / "compose/temporal/schema.sh").unlink()
        self.assert_complaint(f"temporal-schema mounts {self.project}/compose/temporal/schema.sh, which is not there")

    def test_a_harness_that_would_start_again_is_found(self) -> None:
        self.plant("docker-compose.yml", 'grace_period: 1m\n    restart: "no"', "grace_period: 1m\n    restart: always")
        self.assert_complaint("harness would be started again when it has ended: restart is always")

    def test_an_image_that_runs_as_root_is_found(self) -> None:
        self.plant("Dockerfile", "USER tokenstorm", "USER root")
        self.assert_complaint("Dockerfile: the image runs as root")

    def test_an_image_without_a_health_check_is_found(self) -> None:
        self.plant("Dockerfile", "HEALTHCHECK --interval", "HEALTHCHECK NONE\n# --interval")
        self.plant("Dockerfile", '    CMD ["bash"', '# CMD ["bash"')
        self.assert_complaint("Dockerfile: the image has no HEALTHCHECK")

    def test_a_program_that_an_image_has_not_got_is_found(self) -> None:
        self.plant(
            "docker-compose.yml",
            '"CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1:7243',
            '"CMD", "curl", "http://127.0.0.1:7243',
        )
        service = self.load().services["temporal"]
        self.assertEqual(
            ["temporal calls curl, which image temporalio/server:1.32.1 has not got"],
            rules.commands(service, Image(programs=frozenset({"wget"}))),
        )

    def test_the_file_is_refused_without_a_password(self) -> None:
        nothing = self.project / "empty.env"
        nothing.touch()
        stack.refuses_without(self.project, "GRAFANA_ADMIN_PASSWORD", nothing)
        self.plant("docker-compose.yml", "GRAFANA_ADMIN_PASSWORD:?", "GRAFANA_ADMIN_PASSWORD:-")
        with self.assertRaises(Failure):
            stack.refuses_without(self.project, "GRAFANA_ADMIN_PASSWORD", nothing)

    def plant(self, file: str, old: str, new: str) -> None:
        path = self.project / file
        text = path.read_text(encoding="utf-8")
        self.assertIn(old, text)
        path.write_text(text.replace(old, new), encoding="utf-8")

    def load(self) -> stack.Stack:
        return stack.load(self.project, self.project / ".env.example")

    def complaints(self) -> list[str]:
        return rules.broken(self.project, self.load())

    def assert_complaint(self, expected: str) -> None:
        self.assertIn(expected, self.complaints())


class ReadersTest(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def test_an_instruction_may_go_over_lines_with_comments_between(self) -> None:
        stage = self.read("FROM a:1.0 AS b\nRUN one \\\n# not this\n  && two\n")[0]
        self.assertEqual(("a:1.0", "b"), (stage.base, stage.name))
        self.assertEqual("one   && two", stage.instructions[0].rest)

    def test_flags_and_lists_are_read(self) -> None:
        copy = self.read('FROM a\nCOPY --from=b ["x y", "z"]\n')[0].instructions[0]
        self.assertEqual({"from": "b"}, copy.flags)
        self.assertEqual(["x y", "z"], copy.words())

    def test_an_instruction_that_is_not_understood_is_refused(self) -> None:
        with self.assertRaisesRegex(Failure, "ONBUILD is not understood"):
            self.read("FROM a\nONBUILD RUN x\n")

    def test_the_last_pattern_of_dockerignore_decides(self) -> None:
        (self.folder / ".dockerignore").write_text("*\n!kept\nkept/not\n", encoding="utf-8")
        for name in ("kept/a", "kept/not/b", "left"):
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).touch()
        self.assertEqual([PurePosixPath("kept/a")], context.files(self.folder))

    def test_durations_are_read(self) -> None:
        self.assertEqual(90.5, stack.seconds("1m30s500ms"))
        with self.assertRaises(Failure):
            stack.seconds("soon")

    def read(self, text: str) -> list[dockerfile.Stage]:
        path = self.folder / "Dockerfile"
        path.write_text(text, encoding="utf-8")
        return dockerfile.read(path)


if __name__ == "__main__":
    unittest.main()
