package dev.tokenstorm.server;

import io.grpc.StatusRuntimeException;
import io.temporal.api.namespace.v1.NamespaceInfo;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A namespace has standalone activities if its server says so among the namespace's capabilities.
 * Nothing is tried out. Immutable.
 */
public final class StandaloneSupport {
  /** The key of the dynamic configuration that turns standalone activities on. */
  static final String KEY = "activity.enableStandalone";

  /** The key that turns their pause, reset and update of options on. */
  static final String OPERATOR_KEY = "history.enableStandaloneActivityOperatorCommands";

  /** Since which version a server has them, and since which they are on by default. */
  private static final String SINCE =
      "servers have standalone activities since 1.31, turned off, and since 1.32, turned on";

  private static final int FIRST_MAJOR = 1;
  private static final int FIRST_MINOR = 31;
  private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\b.*");
  private static final int TIMEOUT_SECONDS = 10;

  private final NamespaceInfo.Capabilities capabilities;
  private final Optional<String> version;

  private StandaloneSupport(NamespaceInfo.Capabilities capabilities, Optional<String> version) {
    this.capabilities = capabilities;
    this.version = version;
  }

  /**
   * What a description says.
   *
   * @param version of the server; empty when it does not say
   */
  public static StandaloneSupport of(NamespaceInfo namespace, Optional<String> version) {
    return new StandaloneSupport(namespace.getCapabilities(), version);
  }

  /**
   * Asks a target.
   *
   * @param operators whether operators command something of activities
   * @throws TargetException when its namespace lacks what is needed, or it does not answer
   */
  public static void require(Target target, boolean operators) {
    TargetInfo info = target.info();
    StandaloneSupport support = of(namespace(target), info.serverVersion());
    if (!support.activities()) {
      throw new TargetException(
          "Namespace "
              + info.namespace()
              + " at "
              + info.address()
              + " has no standalone activities, which --workload standalone starts: "
              + support.remedy()
              + ", or name another target.");
    }
    if (operators && !support.operatorCommands()) {
      throw new TargetException(
          "Namespace "
              + info.namespace()
              + " at "
              + info.address()
              + " takes no operator commands about standalone activities, which --operate makes: set "
              + OPERATOR_KEY
              + " to true in the server's dynamic configuration, or leave --operate out.");
    }
  }

  private static NamespaceInfo namespace(Target target) {
    WorkflowServiceStubs stubs = target.connectForAudit();
    try {
      return stubs
          .blockingStub()
          .withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
          .describeNamespace(
              DescribeNamespaceRequest.newBuilder().setNamespace(target.info().namespace()).build())
          .getNamespaceInfo();
    } catch (StatusRuntimeException e) {
      throw target.explain(e);
    } finally {
      stubs.shutdownNow();
    }
  }

  /** Whether activities can be started without a workflow. */
  public boolean activities() {
    return capabilities.getStandaloneActivities();
  }

  /** Whether operators can pause and reset them, and change their options. */
  private boolean operatorCommands() {
    return capabilities.getStandaloneActivityOperatorCommands();
  }

  /** What the namespace has, in one line; what it lacks with the way to it. */
  public String words() {
    if (!activities()) {
      return "none: " + remedy();
    }
    return "activities without a workflow can be started, "
        + (capabilities.getStandaloneActivityStartDelay() ? "with" : "without")
        + " start delay; pause, reset and update of options are "
        + (operatorCommands() ? "on" : "off, which " + OPERATOR_KEY + " turns on");
  }

  /** Which server has what is missing, or which key turns it on. */
  private String remedy() {
    if (version.isEmpty()) {
      return SINCE + "; set " + KEY + " to true in the dynamic configuration of an older one";
    }
    return knowsThem()
        ? "server "
            + version.get()
            + " has them turned off; set "
            + KEY
            + " to true in its dynamic configuration"
        : SINCE + ", and this one is " + version.get() + "; upgrade it";
  }

  /** Whether the server is of a version that has them, turned on or off. */
  private boolean knowsThem() {
    Matcher numbers = VERSION.matcher(version.orElse(""));
    if (!numbers.matches()) {
      return true;
    }
    int major = Integer.parseInt(numbers.group(1));
    return major == FIRST_MAJOR
        ? Integer.parseInt(numbers.group(2)) >= FIRST_MINOR
        : major > FIRST_MAJOR;
  }
}
