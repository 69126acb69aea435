package dev.tokenstorm.fault;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A program that was started, and all that it has started in turn.
 *
 * <p>Where the system has {@code setsid} it is the leader of a group of its own, which can be ended
 * as a whole. So no signal of the terminal's reaches it either. Elsewhere those of its descendants
 * are ended whose parents still live. Whoever has left the group and lost its parent is not
 * reached. For one thread.
 */
final class ProcessGroup {
  private static final Duration AFTER_REQUEST = Duration.ofSeconds(2);
  private static final Duration AFTER_FORCE = Duration.ofSeconds(5);
  private static final File NOTHING = new File("/dev/null");

  /** How long {@link #end} takes at most. */
  static final Duration LONGEST_END = AFTER_REQUEST.plus(AFTER_FORCE.multipliedBy(3));

  private final Process process;
  private final boolean leader;

  private ProcessGroup(Process process, boolean leader) {
    this.process = process;
    this.leader = leader;
  }

  /**
   * Starts a program, which has nothing to read.
   *
   * @param environment all variables that it has
   * @throws IOException if it cannot be started
   */
  static ProcessGroup start(List<String> words, Map<String, String> environment)
      throws IOException {
    return start(words, environment, Redirect.PIPE, Redirect.PIPE);
  }

  /**
   * The same, with places for what it writes.
   *
   * @param out takes its output
   * @param err takes its errors
   */
  static ProcessGroup start(
      List<String> words, Map<String, String> environment, Redirect out, Redirect err)
      throws IOException {
    if (ProgramPath.find(words.get(0), environment).isEmpty()) {
      throw new IOException("there is no program " + words.get(0));
    }
    Optional<Path> setsid = ProgramPath.find("setsid", environment);
    List<String> command = new ArrayList<>();
    setsid.ifPresent(path -> command.add(path.toString()));
    command.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(Redirect.from(NOTHING))
            .redirectOutput(out)
            .redirectError(err);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new ProcessGroup(builder.start(), setsid.isPresent());
  }

  Process process() {
    return process;
  }

  /** Asks all of it to end, and forces what has not ended 2 s later. */
  void end() throws InterruptedException {
    List<ProcessHandle> descendants = process.descendants().toList();
    // Through its handle: to destroy a process closes its output, which may not be read yet.
    ProcessHandle first = process.toHandle();
    if (!signalled("TERM")) {
      var unused = first.destroy();
      descendants.forEach(ProcessHandle::destroy);
    }
    awaitEnd(descendants);
    // Also those whom nobody knew of: what has started since, and what has another parent by now.
    var unusedGroup = signalled("KILL");
    var unusedFirst = first.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
    var unusedEnd = process.waitFor(AFTER_FORCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits for all of it, but no longer than the request gives it. */
  private void awaitEnd(List<ProcessHandle> descendants) throws InterruptedException {
    CompletableFuture<Void> ends =
        CompletableFuture.allOf(
            Stream.concat(Stream.of(process.toHandle()), descendants.stream())
                .map(ProcessHandle::onExit)
                .toArray(CompletableFuture<?>[]::new));
    try {
      var unused = ends.get(AFTER_REQUEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException stillThere) {
      // They are forced next.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean signalled(String signal) throws InterruptedException {
    return leader && GroupSignal.send(process.pid(), signal, AFTER_FORCE);
  }
}
