package dev.tokenstorm.testkit;

import dev.tokenstorm.frontend.NullFrontEnd;
import dev.tokenstorm.settings.NullServerPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Null front ends of this process, each on a port of loopback of its own. */
public final class NullFrontEnds {
  private static final String NAMESPACE = "default";
  private static final long SEED = 7;

  private NullFrontEnds() {}

  /** Starts one that does nothing worse than it could. */
  public static NullFrontEnd start() throws IOException {
    return start("");
  }

  /**
   * Starts one.
   *
   * @param options what it does worse than it could, as {@code --with} takes it
   */
  public static NullFrontEnd start(String options) throws IOException {
    return NullFrontEnd.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        NAMESPACE,
        NullServerPlan.of("127.0.0.1:0", options, NAMESPACE).options(),
        SEED);
  }

  /** Where it listens, as {@code --target} takes it. */
  public static String address(NullFrontEnd server) {
    return "127.0.0.1:" + server.port();
  }
}
