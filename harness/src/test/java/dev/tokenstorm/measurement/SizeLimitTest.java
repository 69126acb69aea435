package dev.tokenstorm.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words are those of real servers and of gRPC for Go and for Java. */
final class SizeLimitTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RESOURCE_EXHAUSTED | grpc: received message larger than max (4495062 vs. 4194304)"
            + " | MESSAGE_TOO_LARGE",
        "RESOURCE_EXHAUSTED | grpc: received message after decompression larger than max 4194304"
            + " | MESSAGE_TOO_LARGE",
        "RESOURCE_EXHAUSTED | grpc: message after decompression larger than max (9 vs. 8)"
            + " | MESSAGE_TOO_LARGE",
        "RESOURCE_EXHAUSTED | gRPC message exceeds maximum size 4194304: 9000014"
            + " | MESSAGE_TOO_LARGE",
        "INVALID_ARGUMENT | Blob data size exceeds limit. | BLOB_TOO_LARGE",
        "INVALID_ARGUMENT | BadScheduleActivityAttributes:"
            + " ScheduleActivityTaskCommandAttributes.Input exceeds size limit. | BLOB_TOO_LARGE",
        "INVALID_ARGUMENT | transaction size of 4300000 bytes exceeds limit of 4194304 bytes"
            + " | TRANSACTION_TOO_LARGE",
      })
  void whatIsTooLargeIsToldFromItsWords(Status.Code code, String words, SizeLimit limit) {
    assertThat(SizeLimit.of(code.toStatus().withDescription(words))).contains(limit);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RESOURCE_EXHAUSTED | namespace rate limit exceeded",
        "RESOURCE_EXHAUSTED | workflow operation can not be applied because workflow is closing",
        "INVALID_ARGUMENT | Error deserializing task token.",
        "UNAVAILABLE | grpc: received message larger than max (1 vs. 0)",
      })
  void otherRefusalsAreNot(Status.Code code, String words) {
    assertThat(SizeLimit.of(code.toStatus().withDescription(words))).isEmpty();
    assertThat(SizeLimit.of(code.toStatus())).isEmpty();
  }

  @Test
  void whatWasCountedIsKnownByItsCause() {
    assertThat(SizeLimit.of(new RpcStatus("Any", "RESOURCE_EXHAUSTED", "MESSAGE_TOO_LARGE", "")))
        .isEqualTo(Optional.of(SizeLimit.MESSAGE_TOO_LARGE));
    assertThat(SizeLimit.of(new RpcStatus("Any", "RESOURCE_EXHAUSTED", "RPS_LIMIT", "NAMESPACE")))
        .isEmpty();
    assertThat(SizeLimit.of(new RpcStatus("Any", "OK", "", ""))).isEmpty();
  }
}
