package dev.tokenstorm.server;

import dev.tokenstorm.frontend.NullFrontEnd;
import dev.tokenstorm.plan.TargetKind;
import dev.tokenstorm.text.Printable;
import java.util.Optional;

/**
 * The facts of a target, for results and reports.
 *
 * @param kind {@link #EMBEDDED}, {@link #DEV_SERVER}, {@link #NULL} or {@link #REMOTE}
 * @param address where it is reached, for people; without credentials
 * @param serverVersion what the server says of itself, when it says so
 */
public record TargetInfo(
    String kind, String address, String namespace, Optional<String> serverVersion) {

  /** The in-memory test server, in this process. */
  public static final String EMBEDDED = TargetKind.EMBEDDED.key();

  /** The {@code temporal} CLI's dev server, started for the run. */
  public static final String DEV_SERVER = TargetKind.DEV_SERVER.key();

  /** The null front end, in this process or in another. */
  public static final String NULL = TargetKind.NULL.key();

  /** Any other, whether its address or the environment named it. */
  public static final String REMOTE = "remote";

  /**
   * Whether figures of this target may be compared at all. The embedded one keeps a debug list that
   * grows with every task, so its rate falls with age.
   */
  public boolean benchmark() {
    return !kind.equals(EMBEDDED);
  }

  /** What must be known of every result from here, in a few words; empty for a server. */
  public Optional<String> caveat() {
    return caveat(kind);
  }

  /** The same, of a target of which only the kind is known. */
  public static Optional<String> caveat(String kind) {
    if (kind.equals(EMBEDDED)) {
      return Optional.of("not a benchmark");
    }
    return kind.equals(NULL)
        ? Optional.of("the null front end is no server, so this measures the harness")
        : Optional.empty();
  }

  TargetInfo withVersion(String version) {
    // One that runs in another process is told by what it says of itself.
    return new TargetInfo(
        version.equals(NullFrontEnd.VERSION) ? NULL : kind, address, namespace, version(version));
  }

  /** The version that a server says it has, harmless on a terminal; empty when it says none. */
  public static Optional<String> version(String said) {
    return Optional.of(said).filter(known -> !known.isEmpty()).map(Printable::shown);
  }
}
