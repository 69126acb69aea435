#!/usr/bin/env bash
# A duration of 30 s that a Go workflow or activity hands over is 951 years in Java: no error, no warning.
# Guess: both SDKs write a duration in one JSON form (ISO 8601 or protobuf's "30s"), or the reader refuses the other's form.
# Seen: Go SDK 1.46.0 writes nanoseconds, 30000000000, and Java SDK 1.39.0 reads a whole number as seconds: PT8333333H20M. Java writes 30 s as
#       30.000000000, which Go refuses. (Java writes an Instant as ISO text.) So a timeout or a delay in an argument of a load test of two
#       languages has to be a number with its unit in the name.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
  <dependency><groupId>io.temporal</groupId><artifactId>temporal-sdk</artifactId><version>1.39.0</version></dependency>
  <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dstyle.color=never dependency:copy-dependencies -DoutputDirectory=lib
cat > go.mod <<'GOMOD'
module duration
go 1.24
require (
	go.temporal.io/sdk v1.46.0
	google.golang.org/protobuf v1.36.11
)
GOMOD
cat > main.go <<'GO'
package main

import (
	"fmt"
	"io"
	"log"
	"os"
	"time"

	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"google.golang.org/protobuf/proto"
)

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func main() {
	convert := converter.GetDefaultDataConverter()
	if os.Args[1] == "write" {
		payload, err := convert.ToPayload(30 * time.Second)
		must(err)
		bytes, err := proto.Marshal(payload)
		must(err)
		_, err = os.Stdout.Write(bytes)
		must(err)
		return
	}
	bytes, err := io.ReadAll(os.Stdin)
	must(err)
	var payload commonpb.Payload
	must(proto.Unmarshal(bytes, &payload))
	var read time.Duration
	if convert.FromPayload(&payload, &read) != nil {
		fmt.Printf("%s refused\n", payload.GetData())
	} else {
		fmt.Printf("%s %v\n", payload.GetData(), read)
	}
}
GO
cat > Convert.java <<'JAVA'
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Duration;

class Convert {
  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("write")) {
      DefaultDataConverter.STANDARD_INSTANCE.toPayload(Duration.ofSeconds(30)).orElseThrow().writeTo(System.out);
      System.out.flush();
      return;
    }
    Payload payload = Payload.parseFrom(System.in);
    Duration read = DefaultDataConverter.STANDARD_INSTANCE.fromPayload(payload, Duration.class, Duration.class);
    System.out.println(payload.getData().toStringUtf8() + " " + read);
  }
}
JAVA
go mod tidy > /dev/null 2> go.txt || { cat go.txt >&2; exit 1; }
go build -o convert . 2> go.txt || { cat go.txt >&2; exit 1; }
to_java=$(./convert write | java -cp 'lib/*' Convert.java read)
to_go=$(java -cp 'lib/*' Convert.java write | ./convert read)

echo "30 s from Go to Java: $to_java; from Java to Go: $to_go"
[ "$to_java" = "30000000000 PT8333333H20M" ] && [ "$to_go" = "30.000000000 refused" ] ||
  fail "expected Go's 30 s to be 951 years in Java, and Java's to be refused in Go."
