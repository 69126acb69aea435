"""Whether a run of CI could look green without its tests."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True

LIB = Path(__file__).with_name("lib.sh")


class RanTest(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def test_classes_that_ran_whole_are_accepted(self) -> None:
        self.report("One", tests=3)
        self.report("Two", tests=1)
        self.assertEqual((0, ""), self.ran())

    def test_no_class_at_all_is_found(self) -> None:
        self.assertEqual((1, "browser tests: none found; every one must run\n"), self.ran())

    def test_a_skipped_test_is_found(self) -> None:
        self.report("One", tests=3)
        self.report("Two", tests=3, skipped=1)
        self.assert_found("TEST-p.TwoBrowserIT.xml has 3, 1 of them skipped")

    def test_a_class_that_skipped_itself_beside_one_that_ran_is_found(self) -> None:
        self.report("One", tests=3)
        self.report("Two", tests=0)
        self.assert_found("TEST-p.TwoBrowserIT.xml has 0, 0 of them skipped")

    def test_reports_of_other_classes_do_not_matter(self) -> None:
        self.report("One", tests=3)
        (self.folder / "TEST-p.OtherIT.xml").write_text('<testsuite tests="0" skipped="0"/>', encoding="utf-8")
        self.assertEqual((0, ""), self.ran())

    def assert_found(self, expected: str) -> None:
        code, complaint = self.ran()
        self.assertEqual(1, code)
        self.assertIn(expected, complaint)

    def report(self, name: str, tests: int, skipped: int = 0) -> None:
        # As surefire writes it, with the attributes of one element over lines.
        path = self.folder / "verify" / f"TEST-p.{name}BrowserIT.xml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(
            f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="p.{name}BrowserIT"\n  time="0.1" '
            f'tests="{tests}" errors="0" skipped="{skipped}" failures="0">\n</testsuite>\n',
            encoding="utf-8",
        )

    def ran(self) -> tuple[int, str]:
        script = 'set -euo pipefail; source "$0"; ran browser BrowserIT "$1"'
        done = subprocess.run(
            ["bash", "-c", script, str(LIB), str(self.folder)], capture_output=True, text=True, check=False
        )
        return done.returncode, done.stderr


class WithinTest(unittest.TestCase):
    """All steps together have a bound, and whoever reads the log learns which one was too long."""

    def test_the_step_that_was_under_way_is_told_and_all_of_it_ends(self) -> None:
        code, said = self.within(1, "step quick; step slow; sleep 600 & echo $! >$CHILD; wait")
        self.assertEqual(124, code)
        self.assertEqual(
            "out of time: all steps together may take 0 min, and this one was under way: slow\n", said
        )
        child = Path(self.folder, "child").read_text(encoding="utf-8").strip()
        state = Path("/proc", child, "stat")
        self.assertTrue(not state.exists() or state.read_text(encoding="utf-8").split()[2] == "Z")

    def test_steps_that_end_in_time_keep_their_status(self) -> None:
        self.assertEqual((0, ""), self.within(600, "step quick"))
        self.assertEqual((3, ""), self.within(600, "step quick; exit 3"))

    def setUp(self) -> None:
        self.folder = self.enterContext(tempfile.TemporaryDirectory())

    def within(self, seconds: int, steps: str) -> tuple[int, str]:
        script = (
            'set -euo pipefail; source "$0"; export STEP=$2/step CHILD=$2/child; '
            f'within {seconds} bash -c \'source "$0"; {steps}\' "$0"'
        )
        done = subprocess.run(
            ["bash", "-c", script, str(LIB), str(seconds), self.folder],
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stderr


class ProveTest(unittest.TestCase):
    """Proofs get the time that is left; one that failed is never lost in a run that was cut off."""

    def test_proofs_that_end_in_time_keep_their_outcome(self) -> None:
        self.assertEqual((0, ""), self.prove("sh -c 'exit 0'"))
        self.assertEqual((1, ""), self.prove("sh -c 'exit 3'"))

    def test_proofs_that_were_cut_off_count_as_far_as_they_came(self) -> None:
        self.report(failures=0)
        self.assertEqual(
            (0, "out of time: after 0 min 2 proofs had come to their end, and the others did not run\n"),
            self.prove("sleep 600", most=1),
        )

    def test_a_proof_that_failed_before_the_others_were_cut_off_fails(self) -> None:
        self.report(failures=1)
        self.assertEqual(1, self.prove("sleep 600", most=1)[0])

    def test_proofs_have_a_bound_of_their_own(self) -> None:
        self.assertEqual(0, self.prove("sleep 600", most=600, bound=1)[0])

    def test_no_time_left_is_no_time_without_end(self) -> None:
        self.assertEqual(0, self.prove("sleep 600", most=0)[0])

    def setUp(self) -> None:
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def report(self, failures: int) -> None:
        path = self.folder / "harness" / "target" / "failsafe-reports" / "TEST-p.OneIT.xml"
        path.parent.mkdir(parents=True)
        path.write_text(f'<testsuite tests="2" errors="0" skipped="0" failures="{failures}">\n</testsuite>\n', "utf-8")

    def prove(self, command: str, most: int = 600, bound: int = 600) -> tuple[int, str]:
        script = f'set -euo pipefail; source "$0"; MOST_SECONDS_OF_PROOFS={bound}; prove "$1" {most} {command}'
        done = subprocess.run(
            ["bash", "-c", script, str(LIB), "kept"], cwd=self.folder, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout


class BehindTest(unittest.TestCase):
    """What is behind is listed, and never fails a build."""

    def setUp(self) -> None:
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def test_each_library_that_is_behind_is_listed_once(self) -> None:
        said = self.listed(
            "echo '[INFO] The following are behind:'; "
            "for i in 1 2; do printf '[INFO]   \\033[1ma:b\\033[m ...... 1.0 -> 1.1\\n'; done"
        )
        self.assertEqual("a:b ...... 1.0 -> 1.1\nthe POM says what is held back, and why\n", said)

    def test_a_registry_that_is_away_is_told(self) -> None:
        said = self.listed("echo '[ERROR] no such host'; exit 1")
        self.assertEqual("it could not be listed: [ERROR] no such host\n", said)

    def listed(self, maven: str) -> str:
        program = self.folder / "mvn"
        program.write_text(f"#!/bin/sh\n{maven}\n", encoding="utf-8")
        program.chmod(0o755)
        script = 'set -euo pipefail; source "$0"; PATH="$1:$PATH"; list_what_is_behind'
        done = subprocess.run(
            ["bash", "-c", script, str(LIB), str(self.folder)], capture_output=True, text=True, check=True
        )
        return done.stdout


if __name__ == "__main__":
    unittest.main()
