package dev.tokenstorm.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.testkit.NullFrontEnds;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over a socket; {@link Scenario} has the same words from a real server. */
@Timeout(60)
final class MessageLimitTest {
  private static final String AS_SENT =
      "RESOURCE_EXHAUSTED grpc: received message larger than max (%d vs. 4194304)";
  private static final String DECOMPRESSED =
      "RESOURCE_EXHAUSTED grpc: received message after decompression larger than max 4194304";

  @Test
  void aRequestOfFourMebibytesIsTakenAndOneByteMoreIsNot() throws IOException {
    try (NullFrontEnd frontEnd = NullFrontEnds.start();
        Client client = new Client(NullFrontEnds.address(frontEnd))) {
      var largest = start(client, Client.LARGEST_MESSAGE_BYTES);
      var larger = start(client, Client.LARGEST_MESSAGE_BYTES + 1);
      client.refusal("larger", () -> client.stub().startWorkflowExecution(larger));
      client.refusal(
          "larger, compressed",
          () -> client.stub().withCompression("gzip").startWorkflowExecution(larger));
      client.refusal("largest", () -> client.stub().startWorkflowExecution(largest));
      client.refusal(
          "largest, compressed",
          () -> client.stub().withCompression("gzip").startWorkflowExecution(largest));
      assertThat(client.transcript())
          .containsExactly(
              "larger: " + AS_SENT.formatted(larger.getSerializedSize()),
              "larger, compressed: " + DECOMPRESSED,
              "largest: OK",
              "largest, compressed: OK");
    }
  }

  @Test
  void afterARefusalTheConnectionIsGoodForMore() throws IOException {
    try (NullFrontEnd frontEnd = NullFrontEnds.start();
        Client client = new Client(NullFrontEnds.address(frontEnd))) {
      var larger = start(client, 3 * Client.LARGEST_MESSAGE_BYTES);
      for (int i = 0; i < 3; i++) {
        client.refusal("larger", () -> client.stub().startWorkflowExecution(larger));
      }
      client.start();
      client.decide(client.pollWorkflow(), Client.complete());
      assertThat(client.transcript())
          .startsWith("larger: " + AS_SENT.formatted(larger.getSerializedSize()));
      assertThat(client.history()).hasSize(5);
    }
  }

  /** A start of so many bytes, most of them its identity. */
  private static StartWorkflowExecutionRequest start(Client client, int bytes) {
    StartWorkflowExecutionRequest request =
        client.startRequest().setIdentity("~".repeat(bytes)).build();
    int above = request.getSerializedSize() - bytes;
    return request.toBuilder().setIdentity("~".repeat(bytes - above)).build();
  }
}
