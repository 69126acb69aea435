#!/usr/bin/env bash
# Removing toxiproxy's timeout toxic of 0, a black hole, closes the connections that were in it: they never recover.
# Guess: with a timeout of 0 the connection stays open, as the manual says, so it goes on once the toxic is gone, less what was lost.
# Seen: toxiproxy v2.12.0: what was sent meanwhile is lost, and at the removal both ends get an end of stream. A client that had not noticed
#       the black hole sees a lost connection at its end, so the time to recover includes a reconnect that a healed network would not need.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
GOBIN="$dir" go install github.com/Shopify/toxiproxy/v2/cmd/server@v2.12.0
port=$((20000 + RANDOM % 10000))
./server -host 127.0.0.1 -port "$port" > proxy.txt 2>&1 &
pid=$!
trap 'kill "$pid"; wait "$pid" || true; rm -rf "$dir"' EXIT

cat > blackhole.py <<'PY'
import json
import socket
import sys
import threading
import time
import urllib.request

api = int(sys.argv[1])


def call(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    return urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{api}{path}", data, method=method), timeout=10).read()


def echo(listener):
    connection, _ = listener.accept()
    while data := connection.recv(100):
        received.append(data)
        connection.sendall(data)
    ended.set()
    connection.close()


for _ in range(100):
    try:
        call("GET", "/version")
        break
    except OSError:
        time.sleep(0.1)
received, ended = [], threading.Event()
listener = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=echo, args=(listener,), daemon=True).start()
upstream = "127.0.0.1:%d" % listener.getsockname()[1]
proxy = json.loads(call("POST", "/proxies", {"name": "target", "listen": "127.0.0.1:0", "upstream": upstream}))["listen"]
client = socket.create_connection(("127.0.0.1", int(proxy.rsplit(":", 1)[1])), timeout=10)

client.sendall(b"a")
print("before", client.recv(1))
call("POST", "/proxies/target/toxics", {"name": "hole", "type": "timeout", "stream": "upstream", "attributes": {"timeout": 0}})
client.sendall(b"b")
client.settimeout(1)
try:
    print("during", client.recv(1))
except TimeoutError:
    print("during nothing")
client.settimeout(10)
call("DELETE", "/proxies/target/toxics/hole")
print("after", "end of stream" if client.recv(1) == b"" else "data")
print("target", b"".join(received), "end of stream" if ended.wait(10) else "open")
PY
seen=$(python3 blackhole.py "$port")

echo "$seen"
[ "$seen" = "before b'a'
during nothing
after end of stream
target b'a' end of stream" ] || fail "expected the connection to be closed when the toxic is removed."
