# shellcheck shell=bash
# What .ci/run is made of.

# Says which step begins and after which time, also in the file $STEP.
step() {
  printf '\n== %s (%d:%02d)\n' "$*" $((SECONDS / 60)) $((SECONDS % 60))
  printf '%s\n' "$*" >"${STEP:-/dev/null}"
}

# within SECONDS COMMAND...: ends the command, and what it started, when its time is over. A line then says which step
# was under way, and the status is 124.
within() {
  local most=$1 status=0 bounded
  shift
  local began=$SECONDS
  timeout --kill-after=30s "$most" "$@" &
  bounded=$!
  trap 'kill "$bounded" 2>/dev/null; wait "$bounded"' INT TERM
  wait "$bounded" || status=$?
  trap - INT TERM
  # What does not end at once is killed, and has another status.
  if ((status == 124 || (status == 137 && SECONDS - began >= most))); then
    printf 'out of time: all steps together may take %d min, and this one was under way: %s\n' \
      $((most / 60)) "$(cat "$STEP")" >&2
    status=124
  fi
  return "$status"
}

# promtool comes with Debian's prometheus, whose service is kept from starting: a test wants its ports.
# So is PostgreSQL's, of which .ci/compose and the history's tests want the programs only.
install_debian_packages() {
  local missing=()
  command -v promtool >/dev/null || missing+=(prometheus)
  python3 -c 'import venv, ensurepip' 2>/dev/null || missing+=(python3-venv)
  command -v jq >/dev/null || missing+=(jq)
  command -v curl >/dev/null || missing+=(curl)
  command -v docker-compose >/dev/null || missing+=(docker-compose)
  command -v busybox >/dev/null || missing+=(busybox)
  command -v ip >/dev/null || missing+=(iproute2)
  compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || missing+=(postgresql)
  /usr/bin/python3 -c 'import yaml' 2>/dev/null || missing+=(python3 python3-yaml)
  [[ -x /usr/bin/chromium ]] || missing+=(chromium)
  [[ -x /usr/bin/chromedriver ]] || missing+=(chromium-driver)
  [[ ${#missing[@]} -gt 0 ]] || return 0
  step "apt-get install ${missing[*]}"
  local policy=/usr/sbin/policy-rc.d ours=no
  if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    ours=yes
  fi
  local status=0
  apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" || status=$?
  [[ $ours == no ]] || rm -f "$policy"
  return "$status"
}

# The official CLI, with its dev server, is built once and kept outside the checkout.
install_temporal_cli() {
  mkdir -p "$TOOLS"
  export PATH="$TOOLS:$PATH"
  if [[ $(built_from "$(command -v temporal || true)") == "${TEMPORAL_CLI#*@}" ]]; then
    return 0
  fi
  step "go install $TEMPORAL_CLI"
  GOBIN="$TOOLS" go install "$TEMPORAL_CLI"
}

# The newest server, which people run and tests run on too, the tool that makes its database's schema, and its
# pages; built once, in some ten minutes.
install_temporal_server() {
  go_program "$TOOLS/newest/server" "$TEMPORAL_SERVER" cmd/server
  go_program "$TOOLS/sql" "$TEMPORAL_SERVER" cmd/tools/sql
  go_program "$TOOLS/ui/server" "$TEMPORAL_UI" cmd/server
}

# Prometheus 3, which takes OTLP; Debian's does not. What finds targets in clouds is left out: it is most of the build.
install_prometheus() {
  GOFLAGS=-tags=remove_all_sd go_program "$TOOLS/prometheus3/prometheus" "$PROMETHEUS" cmd/prometheus
}

# go_program PROGRAM MODULE@VERSION PACKAGE: builds it unless it is there, of that version.
go_program() {
  local program=$1 module=${2%@*} version=${2#*@} package=$3
  [[ $(built_from "$program") != "$version" ]] || return 0
  step "go install $module/$package@$version"
  GOBIN=$(dirname "$program") go install "$module/$package@$version"
}

# The Go and Python SDKs of the programs in harness/src/test/other-sdks, kept outside the checkout too.
install_other_sdks() {
  local programs=harness/src/test/other-sdks
  step "go mod download, in $programs/go"
  (cd "$programs/go" && go mod download)
  local python="$TOOLS/../python"
  if ! cmp -s "$programs/python/requirements.txt" "$python/installed.txt"; then
    step "pip install -r $programs/python/requirements.txt"
    python3 -m venv --clear "$python"
    "$python/bin/pip" install -q -r "$programs/python/requirements.txt"
    cp "$programs/python/requirements.txt" "$python/installed.txt"
  fi
  export PATH="$python/bin:$PATH"
}

# The module version that a Go program was built from; what go install builds does not know its own.
built_from() {
  [[ -x ${1:-} ]] || return 0
  go version -m "$1" 2>/dev/null | awk '$1 == "mod" { print $3 }'
}

# Grafana's own model of its dashboards, in a virtual environment beside the tools. It is made anew when
# what it is to hold has changed.
install_grafana_model() {
  local wanted=.ci/grafana-model/requirements.txt
  cmp -s "$wanted" "$GRAFANA_MODEL/requirements.txt" && return 0
  step "pip install -r $wanted"
  rm -rf "$GRAFANA_MODEL"
  python3 -m venv "$GRAFANA_MODEL"
  "$GRAFANA_MODEL/bin/pip" install -q --disable-pip-version-check -r "$wanted"
  cp "$wanted" "$GRAFANA_MODEL/"
}

# Dashboards, rules and configuration, without a server; that their queries find something is a test of Maven's.
check_dashboards() {
  step "dashboards, rules and configuration"
  "$GRAFANA_MODEL/bin/python" .ci/grafana-model/round_trip.py grafana/dashboards/*.json
  promtool check config grafana/prometheus/prometheus.yml
  promtool check rules grafana/prometheus/rules/*.yml
  promtool test rules grafana/prometheus/tests/*.yml
}

# That each benchmark runs and yields figures; what they are says nothing here.
smoke_benchmarks() {
  local results all ran
  results=$(mktemp)
  java -jar benchmarks/target/benchmarks.jar -foe true -f 1 -wi 0 -i 1 -r 200ms -v SILENT \
    -p concurrency=4 -p waiting=park -p tokens=10000 -p inFlight=20 -p settings=raised \
    -rf json -rff "$results"
  all=$(java -jar benchmarks/target/benchmarks.jar -l | grep '^dev\.' | sort)
  ran=$(jq -r '.[] | select(.primaryMetric.score > 0 and .secondaryMetrics.cpu.score > 0) | .benchmark' \
    "$results" | sort -u)
  rm -f "$results"
  if [[ -z $all || $all != "$ran" ]]; then
    printf 'benchmarks without figures:\n%s\n' "$(comm -23 <(echo "$all") <(echo "$ran"))" >&2
    return 1
  fi
  echo "$(wc -l <<<"$all") benchmarks yield figures"
}

# What is behind its newest release. Nothing fails by it: neither by what it lists nor by a registry that is away.
list_what_is_behind() {
  local listed
  if listed=$(timeout 3m mvn -B -U -N versions:display-property-updates versions:display-dependency-updates \
    versions:display-plugin-updates 2>&1); then
    sed -n 's/\x1b\[[0-9;]*m//g; s/^\[INFO\] *\(.* -> .*\)/\1/p' <<<"$listed" | sort -u
    echo "the POM says what is held back, and why"
  else
    echo "it could not be listed: $(grep -m 1 '^\[ERROR\]' <<<"$listed" || echo "no answer in time")"
  fi
}

# A run of Maven overwrites the reports of the one before.
keep_reports() {
  mkdir -p "$1"
  local report
  for report in */target/surefire-reports/TEST-*.xml */target/failsafe-reports/TEST-*.xml; do
    [[ -e $report ]] || continue
    mv "$report" "$1/"
  done
}

# prove FOLDER SECONDS COMMAND...: runs the proofs for so long, and no longer than proofs may take. Where time was too
# short for all of them, a line says so, and those count that came to their end: none of them may have failed.
prove() {
  local kept=$1 most=$2 status=0
  shift 2
  ((most < MOST_SECONDS_OF_PROOFS)) || most=$MOST_SECONDS_OF_PROOFS
  # To timeout, 0 is no bound at all.
  ((most > 0)) || most=1
  timeout --kill-after=30s "$most" "$@" || status=$?
  keep_reports "$kept"
  if ((status == 124 || status == 137)); then
    local reports
    mapfile -t reports < <(find "$kept" -name 'TEST-*.xml')
    printf 'out of time: after %d min %d proofs had come to their end, and the others did not run\n' \
      $((most / 60)) "$(attribute tests ${reports[@]+"${reports[@]}"})"
    status=$(($(attribute failures ${reports[@]+"${reports[@]}"}) + $(attribute errors ${reports[@]+"${reports[@]}"})))
  fi
  ((status == 0))
}

# attribute NAME FILE...: the sum of an attribute over the files' testsuite elements.
attribute() {
  local name=$1
  shift
  [[ $# -gt 0 ]] || { echo 0; return; }
  awk -v name="$name" '
    /<testsuite([ \t]|$)/ || inside {
      inside = 1
      if (match($0, "[ \t]" name "=\"[0-9]+\"")) {
        value = substr($0, RSTART, RLENGTH)
        gsub(/[^0-9]/, "", value)
        sum += value
      }
      if (/>/) { inside = 0; nextfile }
    }
    END { print sum + 0 }' "$@"
}

# ran KIND PATTERN FOLDER: every test of the classes was there and ran. A machine without what they drive - the
# temporal CLI, Prometheus, Chromium - would skip them and look green. A class that skips itself as a whole
# reports no test at all, and none skipped.
ran() {
  local reports report tests skipped
  mapfile -t reports < <(find "$3" -name "TEST-*$2.xml" | sort)
  if [[ ${#reports[@]} -eq 0 ]]; then
    echo "$1 tests: none found; every one must run" >&2
    return 1
  fi
  for report in "${reports[@]}"; do
    tests=$(attribute tests "$report")
    skipped=$(attribute skipped "$report")
    if [[ $tests -eq 0 || $skipped -ne 0 ]]; then
      echo "$1 tests: ${report##*/} has $tests, $skipped of them skipped; every one must run" >&2
      return 1
    fi
  done
}

# The closing line.
report() {
  local reports
  mapfile -t reports < <(find "$1" */target -name 'TEST-*.xml' | sort)
  local tests failed skipped
  tests=$(attribute tests ${reports[@]+"${reports[@]}"})
  failed=$(($(attribute failures ${reports[@]+"${reports[@]}"}) + $(attribute errors ${reports[@]+"${reports[@]}"})))
  skipped=$(attribute skipped ${reports[@]+"${reports[@]}"})
  echo "$((tests - failed - skipped)) passed, $failed failed"
}
