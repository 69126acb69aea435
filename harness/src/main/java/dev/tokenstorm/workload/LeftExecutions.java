package dev.tokenstorm.workload;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The executions that an earlier life of a run left on a server, for who goes on with the run.
 * Questions are asked again while they fail for a passing reason, until somebody gives up.
 * Thread-safe, but for the pages, which are for one thread.
 */
public interface LeftExecutions {

  /**
   * One page of a listing, which may lag behind.
   *
   * @param numbers of executions of the run
   * @param next where the next page begins; empty after the last
   */
  record Page(List<Long> numbers, ByteString next) {
    public Page {
      numbers = List.copyOf(numbers);
    }
  }

  /**
   * One execution, as the server knows it by its id.
   *
   * @param evidence what became of it so far
   * @param startedAt by the server's clock
   * @param runId the server's id of its run; empty once it has closed
   * @param pending its activities that have not closed
   */
  record LeftExecution(
      Evidence evidence, Instant startedAt, String runId, List<LeftActivity> pending) {
    public LeftExecution {
      pending = List.copyOf(pending);
    }
  }

  /**
   * One activity that has not closed.
   *
   * @param activity its number within the execution; -1 for one that the workload does not have
   * @param activityId the server's id of it
   * @param attempt that is under way, or is to come next
   * @param startedAt when the attempt that is under way was started, by the server's clock; empty
   *     when none is
   */
  record LeftActivity(int activity, String activityId, int attempt, Optional<Instant> startedAt) {}

  /**
   * Reads a page of those that are open, or of all.
   *
   * @param from empty for the first
   * @throws io.grpc.StatusRuntimeException when the server refuses
   */
  Page page(boolean openOnly, ByteString from, BooleanSupplier giveUp);

  /**
   * Returns what the server knows of execution {@code n}; empty when it could not be read in time.
   */
  Optional<LeftExecution> find(long n, BooleanSupplier giveUp);
}
