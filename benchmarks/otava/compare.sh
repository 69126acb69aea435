#!/usr/bin/env bash
# Compares the change points of 200 made-up series with those that Apache Otava finds.
# Run it as benchmarks/otava/compare.sh [JAR], after ./tokenstorm or mvn package has built the jar.
# It installs Otava into a temporary folder with pip, and removes the folder. CI does not run it.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jar=$(realpath "${1:-$here/../../harness/target/tokenstorm.jar}")
[ -f "$jar" ] || { echo "There is no $jar; build it, or name another." >&2; exit 2; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/python"
"$dir/python/bin/pip" install --quiet --disable-pip-version-check apache-otava==0.8.0
cd "$dir"
"$dir/python/bin/python" "$here/made_up_series.py" series.txt truth.txt otava.yaml
java -cp "$jar" "$here/SeriesChangePoints.java" series.txt > ours.txt
# Otava exits with 0 whatever it finds; a test's answer is a JSON object with the test's name.
PATH="$dir/python/bin:$PATH" "$dir/python/bin/python" "$here/compared.py" series.txt truth.txt ours.txt otava.yaml
