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


if __name__ == "__main__":
    unittest.main()
