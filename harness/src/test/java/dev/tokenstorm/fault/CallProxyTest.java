package dev.tokenstorm.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenstorm.fault.CallServer.Arrived;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.text.Notation.Misfit;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real calls through the proxy to a real server. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CallProxyTest {
  private static final long SEED = 7;
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
  private static final MethodDescriptor<byte[], byte[]> ECHO = unary("Echo");
  private static final MethodDescriptor<byte[], byte[]> REFUSE = unary("Refuse");
  private static final MethodDescriptor<byte[], byte[]> WAIT = unary("Wait");

  /** Longer than any test, so that it never ends a call. */
  private static final CallOptions PATIENT =
      CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.MINUTES);

  private CallServer server;
  private CallProxy proxy;
  private ManagedChannel client;

  private static MethodDescriptor<byte[], byte[]> unary(String name) {
    return CallServer.method(name, MethodType.UNARY);
  }

  @BeforeEach
  void open() throws IOException {
    server = new CallServer();
    proxy = CallProxy.open(server::connect, SEED);
    client = CallServer.channel(proxy.address().port());
  }

  @AfterEach
  void close() {
    client.shutdownNow();
    proxy.close();
    server.close();
  }

  private byte[] echo(byte[] message) {
    return ClientCalls.blockingUnaryCall(client, ECHO, PATIENT, message);
  }

  private static PlannedFault fault(String text) throws Misfit {
    return FaultPlan.of(List.of(new FaultNotation().parse("1s: " + text))).faults().get(0);
  }

  private PlannedFault begun(String text) throws Misfit {
    PlannedFault fault = fault(text);
    proxy.begin(fault);
    return fault;
  }

  private Status.Code codeOf(MethodDescriptor<byte[], byte[]> method, CallOptions options) {
    StatusRuntimeException failure =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> ClientCalls.blockingUnaryCall(client, method, options, HELLO));
    return failure.getStatus().getCode();
  }

  @Test
  void aCallGoesThroughWithItsMetadataAndItsDeadline() {
    Metadata headers = new Metadata();
    headers.put(CallServer.SENT, "a value");
    AtomicReference<Metadata> answered = new AtomicReference<>();
    AtomicReference<Metadata> trailers = new AtomicReference<>();

    byte[] reply =
        ClientCalls.blockingUnaryCall(
            ClientInterceptors.intercept(
                client,
                MetadataUtils.newAttachHeadersInterceptor(headers),
                MetadataUtils.newCaptureMetadataInterceptor(answered, trailers)),
            ECHO,
            PATIENT,
            HELLO);

    assertThat(reply).isEqualTo(HELLO);
    assertThat(answered)
        .hasValueSatisfying(values -> assertThat(values.get(CallServer.SENT)).isEqualTo("a value"));
    assertThat(trailers)
        .hasValueSatisfying(
            values -> assertThat(values.get(CallServer.DETAILS)).containsExactly(1, 2, 3));
    assertThat(server.arrived())
        .containsExactly(new Arrived("Echo", true, Optional.of("a value"), Optional.empty()));
  }

  @Test
  void aCallWithoutADeadlineGetsNone() {
    assertThat(ClientCalls.blockingUnaryCall(client, ECHO, CallOptions.DEFAULT, HELLO))
        .isEqualTo(HELLO);
    assertThat(server.arrived()).extracting(Arrived::deadline).containsExactly(false);
  }

  @Test
  void anErrorGoesThroughWithItsWordsAndDetails() {
    StatusRuntimeException failure =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> ClientCalls.blockingUnaryCall(client, REFUSE, PATIENT, HELLO));

    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(failure.getStatus().getDescription()).isEqualTo("there is none");
    Metadata trailers = Objects.requireNonNull(failure.getTrailers());
    assertThat(trailers.get(CallServer.DETAILS)).containsExactly(1, 2, 3);
  }

  /** Far more than gRPC takes by default, and than one flow-control window holds. */
  @Test
  void aLargeMessageGoesThroughBothWays() {
    byte[] large = new byte[12 << 20];
    large[large.length - 1] = 1;

    assertThat(echo(large)).isEqualTo(large);
  }

  @Test
  void aCompressedCallArrivesCompressed() {
    assertThat(ClientCalls.blockingUnaryCall(client, ECHO, PATIENT.withCompression("gzip"), HELLO))
        .isEqualTo(HELLO);
    assertThat(server.arrived()).extracting(Arrived::encoding).containsExactly(Optional.of("gzip"));
  }

  @Test
  void streamsGoThroughInTheirOrder() throws Exception {
    CompletableFuture<List<Integer>> all = new CompletableFuture<>();
    List<Integer> numbers = new ArrayList<>();
    StreamObserver<byte[]> requests =
        ClientCalls.asyncBidiStreamingCall(
            client.newCall(CallServer.method("Echo", MethodType.BIDI_STREAMING), PATIENT),
            new StreamObserver<>() {
              @Override
              public void onNext(byte[] message) {
                numbers.add((int) message[0]);
              }

              @Override
              public void onError(Throwable failure) {
                all.completeExceptionally(failure);
              }

              @Override
              public void onCompleted() {
                all.complete(numbers);
              }
            });
    for (byte i = 0; i < 100; i++) {
      requests.onNext(new byte[] {i});
    }
    requests.onCompleted();

    assertThat(all.get()).hasSize(100).isSorted();
  }

  @Test
  void aCallThatIsGivenUpIsGivenUpAtTheTarget() throws Exception {
    ClientCall<byte[], byte[]> call = client.newCall(WAIT, CallOptions.DEFAULT);
    var answer = ClientCalls.futureUnaryCall(call, HELLO);
    server.awaitArrival();
    call.cancel("enough", null);

    server.awaitCancelled();
    assertThat(answer).isDone();
  }

  /** A target sees as many connections as without the proxy. */
  @Test
  void eachConnectionHasOneOfItsOwn() throws Exception {
    assertThat(echo(HELLO)).isEqualTo(HELLO);
    ManagedChannel second = CallServer.channel(proxy.address().port());
    assertThat(ClientCalls.blockingUnaryCall(second, ECHO, PATIENT, HELLO)).isEqualTo(HELLO);
    assertThat(echo(HELLO)).isEqualTo(HELLO);
    assertThat(server.connections()).isEqualTo(2);

    second.shutdownNow();
    server.awaitDisconnected();
    assertThat(echo(HELLO)).isEqualTo(HELLO);
  }

  @Test
  void aLostReplyIsOfACallThatTheTargetCarriedOut() throws Exception {
    assertThat(echo(HELLO)).isEqualTo(HELLO);
    PlannedFault fault = begun("lose-replies 100% for 5s");

    ClientCall<byte[], byte[]> call = client.newCall(ECHO, CallOptions.DEFAULT);
    var answer = ClientCalls.futureUnaryCall(call, HELLO);
    awaitLoss(fault);
    assertThat(answer).isNotDone();
    call.cancel("enough", null);
    assertThat(server.arrived()).extracting(Arrived::method).containsExactly("Echo", "Echo");
    assertThat(proxy.end(fault)).isEqualTo(new FaultWitness(true, "1 reply lost (Echo 1)"));
    assertThat(echo(HELLO)).isEqualTo(HELLO);
  }

  /** What the target says no to has been answered, too. */
  @Test
  void aReplyThatIsAnErrorIsLostAsWell() throws Exception {
    PlannedFault fault = begun("lose-replies 100% for 5s");
    var answer = ClientCalls.futureUnaryCall(client.newCall(REFUSE, PATIENT), HELLO);
    awaitLoss(fault);

    assertThat(proxy.end(fault).words()).isEqualTo("1 reply lost (Refuse 1)");
    assertThat(echo(HELLO)).isEqualTo(HELLO);
    assertThat(answer).isNotDone();
  }

  private void awaitLoss(PlannedFault fault) {
    while (!proxy.soFar(fault).happened()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aLostReplyStaysLostAfterTheFault() throws Exception {
    PlannedFault fault = begun("lose-replies 100% for 5s");
    ClientCall<byte[], byte[]> call = client.newCall(ECHO, CallOptions.DEFAULT);
    var answer = ClientCalls.futureUnaryCall(call, HELLO);
    awaitLoss(fault);

    assertThat(proxy.end(fault).words()).isEqualTo("1 reply lost (Echo 1)");
    assertThat(echo(HELLO)).isEqualTo(HELLO);
    assertThat(answer).isNotDone();
    call.cancel("enough", null);
    assertThatThrownBy(answer::get).hasMessageContaining("CANCELLED");
  }

  /** A run that has both proxies has them in this order: bytes first. */
  @Test
  void aCutBeforeItBreaksOffTheCallWhoseReplyWasLost() throws Exception {
    try (FaultProxy bytes = FaultProxy.open(proxy.address(), SEED, NanoClock.SYSTEM)) {
      ManagedChannel cut = CallServer.channel(bytes.address().port());
      PlannedFault loss = begun("lose-replies 100% for 5s");
      var answer = ClientCalls.futureUnaryCall(cut.newCall(ECHO, PATIENT), HELLO);
      awaitLoss(loss);
      PlannedFault fault = fault("cut 5s");
      bytes.begin(fault);

      assertThatThrownBy(answer::get).hasMessageContaining("UNAVAILABLE");
      assertThat(bytes.end(fault).words()).startsWith("1 connection reset");
      assertThat(proxy.end(loss).words()).isEqualTo("1 reply lost (Echo 1)");
      cut.shutdownNow();
    }
  }

  @Test
  void aFaultThatLosesNoneDidNotHappen() throws Exception {
    PlannedFault idle = begun("lose-replies 50% for 5s");
    assertThat(proxy.end(idle)).isEqualTo(new FaultWitness(false, "no reply came"));

    PlannedFault named = begun("lose-replies 100% of StartWorkflowExecution for 5s");
    assertThat(echo(HELLO)).isEqualTo(HELLO);
    assertThat(proxy.end(named))
        .isEqualTo(new FaultWitness(false, "no reply of StartWorkflowExecution came"));
    assertThat(proxy.end(named)).isEqualTo(new FaultWitness(false, "it was not open"));
  }

  /** It is the connection that fails, and the target has said nothing. */
  @Test
  void aTargetThatIsGoneHasNoReplyToLose() throws Exception {
    server.close();
    PlannedFault fault = begun("lose-replies 100% for 5s");

    assertThat(codeOf(ECHO, PATIENT)).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(proxy.end(fault)).isEqualTo(new FaultWitness(false, "no reply came"));
  }

  @Test
  void aProxyThatIsClosedLeavesNothingOpen() throws Exception {
    ClientCall<byte[], byte[]> call = client.newCall(WAIT, PATIENT);
    var answer = ClientCalls.futureUnaryCall(call, HELLO);
    server.awaitArrival();
    int port = proxy.address().port();
    proxy.close();

    assertThatThrownBy(answer::get).isInstanceOf(ExecutionException.class);
    server.awaitDisconnected();
    assertThatThrownBy(() -> new Socket(FaultProxy.anyPort().getAddress(), port).close())
        .isInstanceOf(IOException.class);
  }

  @Test
  void itCarriesOutNoOtherKind() {
    assertThatThrownBy(() -> begun("cut 5s")).isInstanceOf(IllegalArgumentException.class);
  }
}
