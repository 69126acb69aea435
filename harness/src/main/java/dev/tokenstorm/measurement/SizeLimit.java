package dev.tokenstorm.measurement;

import io.grpc.Status;
import java.util.Arrays;
import java.util.Optional;

/**
 * Limits of size that a call may exceed. Such a call fails each time it is repeated, and does not
 * show that the server is overloaded. A server names the limit in the message only, without error
 * details.
 */
public enum SizeLimit {
  /**
   * A message is larger than gRPC accepts.
   *
   * <p>The code is RESOURCE_EXHAUSTED. gRPC for Go says "grpc: received message larger than max",
   * or "… after decompression larger than max" ({@code rpc_util.go}). gRPC for Java, in this
   * process or in a proxy, says "gRPC message exceeds maximum size".
   */
  MESSAGE_TOO_LARGE,

  /**
   * A payload is larger than the server accepts, by {@code limit.blobSize.error}.
   *
   * <p>The code is INVALID_ARGUMENT, with "Blob data size exceeds limit." or "… exceeds size
   * limit." ({@code common/util.go} and the command handlers of server 1.29.1).
   */
  BLOB_TOO_LARGE,

  /**
   * The server would write more to its database in one transaction than {@code
   * system.transactionSizeLimit} allows.
   *
   * <p>The code is INVALID_ARGUMENT, with "transaction size of … bytes exceeds limit of … bytes"
   * ({@code history_manager.go}).
   */
  TRANSACTION_TOO_LARGE;

  /**
   * Returns the limit that a failed call exceeded, from its status; empty for any other failure.
   */
  public static Optional<SizeLimit> of(Status status) {
    String said = String.valueOf(status.getDescription());
    return switch (status.getCode()) {
      case RESOURCE_EXHAUSTED ->
          said.contains("larger than max") || said.contains("gRPC message exceeds maximum size")
              ? Optional.of(MESSAGE_TOO_LARGE)
              : Optional.empty();
      case INVALID_ARGUMENT -> beyondServers(said);
      default -> Optional.empty();
    };
  }

  private static Optional<SizeLimit> beyondServers(String said) {
    if (said.startsWith("transaction size of ") && said.contains(" exceeds limit of ")) {
      return Optional.of(TRANSACTION_TOO_LARGE);
    }
    return said.contains("Blob data size exceeds limit") || said.contains("exceeds size limit")
        ? Optional.of(BLOB_TOO_LARGE)
        : Optional.empty();
  }

  /** Returns the limit that attempts counted with this status exceeded, from its cause. */
  public static Optional<SizeLimit> of(RpcStatus status) {
    return Arrays.stream(values()).filter(each -> each.name().equals(status.cause())).findFirst();
  }
}
