#!/usr/bin/env bash
# gRPC Java's retry policy retries a failed call of 1,000,000 bytes and gives up at once on one of 1,100,000.
# Guess: a retry policy for UNAVAILABLE holds for each call of the method, however large its request is.
# Seen: gRPC Java 1.76.0 keeps at most 1 MiB of a call for a retry (perRpcBufferLimit); a larger call is sent once, and nothing says so.
#       So a restart of a server looks worse with larger payloads. (The five tries of smaller calls are gRPC's cap on maxAttempts: 10 is set.)
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
  <dependency><groupId>io.grpc</groupId><artifactId>grpc-netty-shaded</artifactId><version>1.76.0</version></dependency>
  <dependency><groupId>io.grpc</groupId><artifactId>grpc-stub</artifactId><version>1.76.0</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dstyle.color=never dependency:copy-dependencies -DoutputDirectory=lib

cat > Retry.java <<'JAVA'
import io.grpc.*;
import io.grpc.netty.shaded.io.grpc.netty.*;
import io.grpc.stub.*;
import java.io.*;
import java.net.InetSocketAddress;
import java.util.*;
import java.util.concurrent.atomic.AtomicInteger;

class Retry implements MethodDescriptor.Marshaller<byte[]> {
  public InputStream stream(byte[] bytes) { return new ByteArrayInputStream(bytes); }
  public byte[] parse(InputStream in) {
    try { return in.readAllBytes(); } catch (IOException e) { throw new UncheckedIOException(e); }
  }

  public static void main(String[] arguments) throws Exception {
    var bytes = new Retry();
    var method = MethodDescriptor.newBuilder(bytes, bytes).setType(MethodDescriptor.MethodType.UNARY).setFullMethodName("s/complete").build();
    AtomicInteger tries = new AtomicInteger();
    var handler = ServerCalls.asyncUnaryCall((byte[] request, StreamObserver<byte[]> answer) -> {
      tries.incrementAndGet();
      answer.onError(Status.UNAVAILABLE.asRuntimeException());
    });
    Server server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
        .addService(ServerServiceDefinition.builder("s").addMethod(method, handler).build()).build().start();
    Map<String, ?> policy = Map.of("maxAttempts", 10.0, "initialBackoff", "0.01s", "maxBackoff", "0.01s", "backoffMultiplier", 1.0,
        "retryableStatusCodes", List.of("UNAVAILABLE"));
    ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext()
        .defaultServiceConfig(Map.of("methodConfig", List.of(Map.of("name", List.of(Map.of()), "retryPolicy", policy)))).build();
    for (int size : new int[] {1_000_000, 1_100_000}) {
      tries.set(0);
      try { ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, new byte[size]); } catch (StatusRuntimeException expected) { }
      System.out.print(tries + " ");
    }
    channel.shutdownNow();
    server.shutdownNow();
  }
}
JAVA
seen=$(java -cp 'lib/*' Retry.java)

echo "tries of a call of 1,000,000 bytes and of one of 1,100,000: $seen"
[ "$seen" = "5 1 " ] || fail "expected 5 tries and 1."
