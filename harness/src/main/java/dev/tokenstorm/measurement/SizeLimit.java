package dev.tokenstorm.measurement;

import io.grpc.Status;
import java.util.Arrays;
import java.util.Optional;

/**
 * A limit of size that a call went beyond. No such call succeeds when it is made again, and none
 * says that the server has too much to do. A server tells of it in words alone, without details.
 */
public enum SizeLimit {
  /**
   * What gRPC takes of one message. RESOURCE_EXHAUSTED: gRPC for Go says "grpc: received message
   * larger than max", or "… after decompression larger than max" ({@code rpc_util.go}); gRPC for
   * Java, here and in what stands before a server, says "gRPC message exceeds maximum size".
   */
  MESSAGE_TOO_LARGE,

  /**
   * What a server takes as one payload, {@code limit.blobSize.error}. INVALID_ARGUMENT: "Blob data
   * size exceeds limit." or "… exceeds size limit." ({@code common/util.go} and the command
   * handlers of server 1.29.1).
   */
  BLOB_TOO_LARGE,

  /**
   * What a server writes to its database at one time, {@code system.transactionSizeLimit}.
   * INVALID_ARGUMENT: "transaction size of … bytes exceeds limit of … bytes" ({@code
   * history_manager.go}).
   */
  TRANSACTION_TOO_LARGE;

  /** The limit that a failed call went beyond, by its status. */
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

  /** The limit that attempts went beyond which were counted with this cause. */
  public static Optional<SizeLimit> of(RpcStatus status) {
    return Arrays.stream(values()).filter(each -> each.name().equals(status.cause())).findFirst();
  }
}
