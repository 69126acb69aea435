package dev.tokenstorm.cell;

import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.workload.Evidence;
import dev.tokenstorm.workload.ServerExecutions;
import io.grpc.Status;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Executions for whose result a client waits from their acknowledged start on. Thread-safe.
 *
 * @param executions starts them
 * @param waits the clients
 */
record AwaitedExecutions(ServerExecutions executions, ResultWaits waits, Ledger ledger)
    implements ServerExecutions {

  @Override
  public void start(long n, Runnable acknowledged, Consumer<Status> refused) {
    // One that closes at once is done with before its start's acknowledgement is handled.
    Optional<ExecutionEntry> entry = ledger.entry(n);
    executions.start(
        n,
        () -> {
          acknowledged.run();
          entry.ifPresent(waits::begin);
        },
        refused);
  }

  @Override
  public void cancel(long n) {
    executions.cancel(n);
  }

  @Override
  public Presence presence(long n, BooleanSupplier giveUp) {
    return executions.presence(n, giveUp);
  }

  @Override
  public Optional<Evidence> evidence(long n, BooleanSupplier giveUp) {
    return executions.evidence(n, giveUp);
  }

  @Override
  public boolean terminate(long n, String reason, BooleanSupplier giveUp) {
    return executions.terminate(n, reason, giveUp);
  }
}
