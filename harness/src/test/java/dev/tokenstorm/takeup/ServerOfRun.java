package dev.tokenstorm.takeup;

import com.google.protobuf.ByteString;
import dev.tokenstorm.greeting.Greetings;
import dev.tokenstorm.plan.GreetingPlan;
import dev.tokenstorm.workload.Evidence;
import dev.tokenstorm.workload.Evidence.ActivityEvidence;
import dev.tokenstorm.workload.Evidence.Closing;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.LeftExecutions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;

/**
 * A server in memory that has the executions of one run, for who takes the run up. It lists two on
 * a page, and those that are late only in a second listing.
 */
final class ServerOfRun implements LeftExecutions {
  static final Instant STARTED = Instant.parse("2026-11-25T19:28:38Z");
  private static final int PAGE = 2;

  private final Greetings greetings;
  private final Map<Long, LeftExecution> executions = new ConcurrentSkipListMap<>();
  private final List<Long> late = new ArrayList<>();
  private final List<Long> unreadable = new ArrayList<>();
  private int listings;
  private boolean stuck;

  ServerOfRun(GreetingPlan plan) {
    this.greetings = new Greetings(plan);
  }

  /** An execution that has completed, each of its activities at its first attempt. */
  ServerOfRun completed(long number) {
    Map<Integer, ActivityEvidence> activities = new TreeMap<>();
    for (int activity = 0; activity < greetings.activities(); activity++) {
      activities.put(activity, completed(number, activity, 1));
    }
    return closed(number, ExecutionEnd.completed(greetings.workflowResult(number)), activities);
  }

  ServerOfRun closed(long number, ExecutionEnd end, Map<Integer, ActivityEvidence> activities) {
    Evidence evidence = new Evidence(Optional.of(end), 1_000, activities);
    executions.put(number, new LeftExecution(evidence, STARTED, "", List.of()));
    return this;
  }

  ActivityEvidence completed(long number, int activity, int attempt) {
    return new ActivityEvidence(
        1, 1, attempt, Closing.COMPLETED, greetings.activityResult(number, activity));
  }

  /** An execution that is open, with pending activities. */
  ServerOfRun open(
      long number, Map<Integer, ActivityEvidence> activities, LeftActivity... pending) {
    Evidence evidence = new Evidence(Optional.empty(), 1_000, activities);
    executions.put(number, new LeftExecution(evidence, STARTED, "a-run", List.of(pending)));
    return this;
  }

  /** An attempt that is under way. */
  static LeftActivity started(int activity, int attempt) {
    return new LeftActivity(activity, "id-" + activity, attempt, Optional.of(STARTED));
  }

  /** An attempt that waits for a worker, or for its time. */
  static LeftActivity scheduled(int activity, int attempt) {
    return new LeftActivity(activity, "id-" + activity, attempt, Optional.empty());
  }

  /** The listing lags behind on one. */
  ServerOfRun late(long number) {
    late.add(number);
    return this;
  }

  /** Every page but the first names itself as the next one. */
  ServerOfRun stuck() {
    stuck = true;
    return this;
  }

  /** Nothing can be read of one. */
  ServerOfRun unreadable(long number) {
    unreadable.add(number);
    return this;
  }

  @Override
  public Page page(boolean openOnly, ByteString from, BooleanSupplier giveUp) {
    int start = from.isEmpty() ? 0 : Integer.parseInt(from.toStringUtf8());
    List<Long> listed =
        executions.entrySet().stream()
            .filter(entry -> !openOnly || entry.getValue().evidence().end().isEmpty())
            .map(Map.Entry::getKey)
            .filter(number -> listings > 0 || !late.contains(number))
            .toList();
    int end = Math.min(start + PAGE, listed.size());
    if (end == listed.size() && !openOnly) {
      listings++;
    }
    if (stuck && !from.isEmpty()) {
      return new Page(listed.subList(start, end), from);
    }
    return new Page(
        listed.subList(Math.min(start, end), end),
        end < listed.size() ? ByteString.copyFromUtf8(String.valueOf(end)) : ByteString.EMPTY);
  }

  @Override
  public Optional<LeftExecution> find(long n, BooleanSupplier giveUp) {
    return unreadable.contains(n) ? Optional.empty() : Optional.ofNullable(executions.get(n));
  }
}
