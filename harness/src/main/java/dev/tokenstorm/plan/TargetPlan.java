package dev.tokenstorm.plan;

import dev.tokenstorm.text.HostPort;
import dev.tokenstorm.text.Loopback;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The Temporal service under test.
 *
 * @param namespace empty when the choice brings its own (an environment profile), else the flag
 * @param taskQueue the task queue of workflows and activities
 */
public record TargetPlan(Choice choice, Optional<String> namespace, String taskQueue) {
  /**
   * The calls that a connection to the service always carries: RFC 9113, section 6.5.2, recommends
   * that no peer allow fewer streams. Load balancers in front of Temporal allow little more.
   */
  public static final int STREAMS_PER_CONNECTION = 100;

  /** Returns the same; a dev server of it can start again, as its data is in a file. */
  public TargetPlan withDatabaseFile() {
    return choice instanceof DevServer server
        ? new TargetPlan(
            new DevServer(server.executable(), server.arguments(), true), namespace, taskQueue)
        : this;
  }

  /** Which service to use. */
  public sealed interface Choice {
    TargetKind kind();

    /** Whether it is known to be on this host; what an environment says is not known here. */
    default boolean local() {
      return this instanceof Address remote
          ? Loopback.isLocal(remote.address())
          : kind().ownedByRun();
    }
  }

  /** The in-memory test server, in this process. A place to try the harness, not a benchmark. */
  public record Embedded() implements Choice {
    @Override
    public TargetKind kind() {
      return TargetKind.EMBEDDED;
    }
  }

  /**
   * The dev server of the {@code temporal} CLI, started for the run and stopped after it.
   *
   * @param executable the CLI; empty means the first one on PATH
   * @param arguments further arguments of {@code temporal server start-dev}
   * @param databaseFile whether its data is in a file, so that it can start again
   */
  public record DevServer(Optional<Path> executable, List<String> arguments, boolean databaseFile)
      implements Choice {
    public DevServer {
      arguments = List.copyOf(arguments);
    }

    @Override
    public TargetKind kind() {
      return TargetKind.DEV_SERVER;
    }
  }

  /**
   * The null front end, in this process: what the harness's own ceiling is measured with.
   *
   * @param seed of its random choices
   */
  public record Null(NullOptions options, long seed) implements Choice {
    @Override
    public TargetKind kind() {
      return TargetKind.NULL;
    }
  }

  /** A front end at an address, without TLS. */
  public record Address(HostPort address) implements Choice {
    @Override
    public TargetKind kind() {
      return TargetKind.ADDRESS;
    }
  }

  /**
   * What the Temporal environment variables and configuration file say.
   *
   * @param profile empty means TEMPORAL_PROFILE, or the file's default profile
   */
  public record Environment(Optional<String> profile) implements Choice {
    @Override
    public TargetKind kind() {
      return TargetKind.ENV;
    }
  }
}
