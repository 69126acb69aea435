package dev.tokenstorm.fault;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.Humanize;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Runs calls of commands, each to its end or its limit, and keeps what they write. Thread-safe. */
final class CommandRunner {
  /** For the rest of what a program has written, on a busy machine. */
  private static final Duration LAST_OUTPUT = Duration.ofSeconds(2);

  private final Optional<Path> folder;
  private final Map<String, String> environment;
  private final NanoClock clock;
  private final Queue<KeptOutput> outputs = new ConcurrentLinkedQueue<>();

  /**
   * @param folder takes what commands write; without one it is dropped
   * @param environment of this process, of which commands get what is no secret
   */
  CommandRunner(Optional<Path> folder, Map<String, String> environment, NanoClock clock) {
    this.folder = folder;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
  }

  /**
   * Runs one to its end.
   *
   * @param keptVariables of the command
   * @param file the name of the files for what it writes, without their ends
   * @param givenUp completes if nobody waits for it any more
   */
  CommandEnd run(
      CommandCall call,
      Collection<String> keptVariables,
      String file,
      CompletableFuture<Boolean> givenUp) {
    long begin = clock.nanoTime();
    ProcessGroup group;
    try {
      group = ProcessGroup.start(call.words(), ChildEnvironment.of(environment, keptVariables));
    } catch (IOException e) {
      return notStarted(e);
    }
    List<KeptOutput> kept =
        List.of(
            KeptOutput.of(group.process().getInputStream(), file(file + ".out")),
            KeptOutput.of(group.process().getErrorStream(), file(file + ".err")));
    outputs.addAll(kept);
    Outcome outcome = outcome(group, call, begin, givenUp);
    return outcome.told(where(outcome, kept.stream().map(KeptOutput::failure), file));
  }

  /**
   * Runs one to its end, as {@link #run} does, that goes on by itself if this process ends before.
   */
  CommandEnd runOn(CommandCall call, Collection<String> keptVariables, String file) {
    long begin = clock.nanoTime();
    DirectOutput out = DirectOutput.of(file(file + ".out"));
    DirectOutput err = DirectOutput.of(file(file + ".err"));
    ProcessGroup group;
    try {
      group =
          ProcessGroup.start(
              call.words(),
              ChildEnvironment.of(environment, keptVariables),
              out.redirect(),
              err.redirect());
    } catch (IOException e) {
      return notStarted(e);
    }
    Outcome outcome = outcome(group, call, begin, new CompletableFuture<>());
    out.cut();
    err.cut();
    return outcome.told(where(outcome, Stream.of(out.failure(), err.failure()), file));
  }

  private static CommandEnd notStarted(IOException e) {
    return new CommandEnd(false, false, "could not be started (" + e.getMessage() + ")");
  }

  /** How a program that was started has ended, in words. */
  private record Outcome(boolean succeeded, String words) {
    CommandEnd told(String where) {
      return new CommandEnd(true, succeeded, words + where);
    }
  }

  private Outcome outcome(
      ProcessGroup group, CommandCall call, long begin, CompletableFuture<Boolean> givenUp) {
    Process process = group.process();
    boolean succeeded = false;
    String words;
    try {
      boolean late = !await(process, call.limit(), givenUp);
      String took = Humanize.seconds(Nanos.toSeconds(clock.nanoTime() - begin));
      if (!process.isAlive()) {
        succeeded = process.exitValue() == 0;
        words = "ended with exit code " + process.exitValue() + " after " + took;
      } else {
        group.end();
        words =
            late
                ? "was ended at its limit of " + DurationNotation.text(call.limit())
                : "was ended after " + took + ", as the run ended";
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      words = "was left alone, as its thread was interrupted";
    }
    return new Outcome(succeeded, words);
  }

  /** Returns false at the limit. */
  private static boolean await(Process process, Duration limit, CompletableFuture<Boolean> givenUp)
      throws InterruptedException {
    try {
      var unused =
          CompletableFuture.anyOf(process.onExit(), givenUp)
              .get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<Path> file(String name) {
    return folder.map(results -> results.resolve(name));
  }

  private String where(Outcome outcome, Stream<Optional<IOException>> failures, String file) {
    Optional<IOException> failure = failures.flatMap(Optional::stream).findFirst();
    if (failure.isPresent()) {
      return "; what it wrote could not be kept (" + failure.get().getMessage() + ")";
    }
    return outcome.succeeded || folder.isEmpty() ? "" : "; see " + file + ".err";
  }

  /** Waits for a moment until what programs have written is kept. */
  void settle() {
    long deadline = clock.nanoTime() + LAST_OUTPUT.toNanos();
    try {
      for (Optional<KeptOutput> output = next(); output.isPresent(); output = next()) {
        output.get().await(Duration.ofNanos(Math.max(0, deadline - clock.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<KeptOutput> next() {
    return Optional.ofNullable(outputs.poll());
  }
}
