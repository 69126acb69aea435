#!/usr/bin/env bash
# Compares standalone activities with workflows of one activity on a real server, at its limit:
#   benchmarks/standalone/on-server.sh sqlite|postgres [SETTING=VALUE…]
# Settings are those of ServerCost, such as pairs=10 or in-flight=100. Run it after ./tokenstorm and mvn package have
# built the jars. It needs newest/server, temporal and, for PostgreSQL, sql in the folders of PATH, where .ci/run puts
# them, and Debian's postgresql. It starts server and database on loopback, in a temporary folder, and ends both.
# The last core is the harness's; the others are the server's and its database's. CI does not run it.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
jar=${BENCHMARKS_JAR:-$home/benchmarks/target/benchmarks.jar}
store=${1:-}
[[ $store == sqlite || $store == postgres ]] || { echo "usage: $0 sqlite|postgres [SETTING=VALUE…]" >&2; exit 2; }
shift
export PATH="$PATH:$HOME/.cache/tokenstorm-ci/bin"
server=$(IFS=:; for dir in $PATH; do [[ ! -x $dir/newest/server ]] || { echo "$dir/newest/server"; break; }; done)
[[ $server ]] || { echo "There is no newest/server in a folder of PATH; .ci/run builds it." >&2; exit 2; }
command -v temporal >/dev/null || { echo "There is no temporal in PATH; .ci/run builds it." >&2; exit 2; }

theirs=() ours=()
if cores=$(nproc) && ((cores > 1)); then
  theirs=(taskset -c "0-$((cores - 2))")
  ours=(taskset -c "$((cores - 1))")
fi

dir=$(mktemp -d)
chmod 755 "$dir"
pids=()
stop() {
  local i
  # The server first, then its database, which waits until nobody is connected.
  for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
    kill "${pids[i]}" 2>/dev/null || true
    wait "${pids[i]}" 2>/dev/null || true
  done
  rm -rf "$dir"
}
trap stop EXIT
trap 'exit 130' INT TERM

# Nine of the server's, and one of the database's. In PostgreSQL's tables a port is below 32,768.
mapfile -t ports < <(python3 - <<'PYTHON'
import random, socket
taken = []
while len(taken) < 10:
    one = socket.socket()
    try:
        one.bind(("127.0.0.1", random.randrange(20000, 32768)))
        taken.append(one)
    except OSError:
        one.close()
print(*(one.getsockname()[1] for one in taken), sep="\n")
PYTHON
)
frontend=127.0.0.1:${ports[0]}

# PostgreSQL with its defaults, so that a commit is on the disk. It refuses to run as root.
start_postgres() {
  local bin user=()
  bin=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -1)
  [[ $bin ]] || { echo "There is no PostgreSQL; install Debian's postgresql." >&2; exit 2; }
  mkdir "$dir/postgres"
  if [[ $(id -u) == 0 ]]; then
    chown postgres "$dir/postgres"
    user=(setpriv --reuid=postgres --regid=postgres --clear-groups --)
  fi
  echo temporal >"$dir/password"
  chmod 644 "$dir/password"
  (cd "$dir/postgres" && "${user[@]}" "$bin/initdb" -D "$dir/postgres/data" --username=temporal \
    --pwfile="$dir/password" --auth=scram-sha-256 --locale=C.UTF-8 >/dev/null)
  cd "$dir/postgres"
  "${theirs[@]}" "${user[@]}" "$bin/postgres" -D "$dir/postgres/data" -p "${ports[9]}" -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories= >"$dir/postgres.log" 2>&1 &
  pids+=($!)
  cd - >/dev/null
  until "$bin/pg_isready" -q -h 127.0.0.1 -p "${ports[9]}"; do
    kill -0 "${pids[0]}" || { cat "$dir/postgres.log" >&2; exit 1; }
    sleep 0.2
  done
  ln -s "$(command -v sql)" "$dir/temporal-sql-tool"
  PATH="$dir:$PATH" SQL_PLUGIN=postgres12 SQL_HOST=127.0.0.1 SQL_PORT=${ports[9]} SQL_USER=temporal \
    SQL_PASSWORD=temporal sh "$home/compose/temporal/schema.sh" >"$dir/schema.log" 2>&1 ||
    { cat "$dir/schema.log" >&2; exit 1; }
}

# The tests' configuration file, with the compose file's limits and, for PostgreSQL, other stores.
configuration() {
  STORE=$store FOLDER=$dir PORTS="${ports[*]}" LIMITS=$home/compose/temporal/dynamicconfig/load-test.yaml python3 - \
    "$home/harness/src/test/resources/dev/tokenstorm/realserver/newest-server.yaml" <<'PYTHON'
import os, re, sys
folder, ports = os.environ["FOLDER"], os.environ["PORTS"].split()
values = dict(zip(["frontendPort", "frontendMembershipPort", "matchingPort", "matchingMembershipPort", "historyPort",
                   "historyMembershipPort", "workerPort", "workerMembershipPort", "metricsPort"], ports))
values |= {"executions": f"{folder}/executions.db", "visibility": f"{folder}/visibility.db",
           "storage": '{mode: rwc, setup: "true", cache: private, journal_mode: wal}',
           "dynamicConfig": os.environ["LIMITS"]}
text = open(sys.argv[1], encoding="utf-8").read()
if os.environ["STORE"] == "postgres":
    def store(name, database, connections):
        return (f"    {name}:\n      sql: {{pluginName: postgres12, databaseName: {database}, "
                f'connectAddr: "127.0.0.1:{ports[9]}", connectProtocol: tcp, user: temporal, password: temporal, '
                f"maxConns: {connections}, maxIdleConns: {connections}}}\n")
    text = re.sub(r"(?s)(  datastores:\n).*?(?=^global:)",
                  lambda found: found[1] + store("executions", "temporal", 20)
                  + store("visibility", "temporal_visibility", 10), text, flags=re.M)
    text = text.replace("numHistoryShards: 1", "numHistoryShards: 4")
print(re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), text), end="")
PYTHON
}

[[ $store == sqlite ]] || start_postgres
configuration >"$dir/server.yaml"
"${theirs[@]}" "$server" --config-file "$dir/server.yaml" start >"$dir/server.log" 2>&1 &
pids+=($!)
until temporal operator cluster health --address "$frontend" >/dev/null 2>&1; do
  kill -0 "${pids[-1]}" 2>/dev/null || { tail -3 "$dir/server.log" | cut -c 1-400 >&2; exit 1; }
  sleep 1
done
TEMPORAL_ADDRESS=$frontend TEMPORAL_NAMESPACE=default sh "$home/compose/temporal/namespace.sh" >"$dir/namespace.log" 2>&1 ||
  { cat "$dir/namespace.log" >&2; exit 1; }

processes=server:${pids[-1]}
[[ $store == sqlite ]] || processes+=,database:${pids[0]}
"${ours[@]}" java -XX:CICompilerCount=6 -cp "$jar" dev.tokenstorm.benchmarks.ServerCost target="$frontend" \
  metrics="http://127.0.0.1:${ports[8]}/metrics" processes="$processes" "$@"
