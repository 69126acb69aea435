package dev.tokenstorm.fault;

import dev.tokenstorm.text.Nearest;
import io.grpc.MethodDescriptor;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The names of the calls to Temporal's workflow service, without the service's own. */
final class CallNames {
  /** How many names are offered for one that there is not. */
  private static final int OFFERED = 3;

  private static final List<String> ALL =
      WorkflowServiceGrpc.getServiceDescriptor().getMethods().stream()
          .map(MethodDescriptor::getBareMethodName)
          .map(String::valueOf)
          .sorted()
          .toList();

  private CallNames() {}

  /** Whether there is a call of this name. */
  static boolean known(String name) {
    return ALL.contains(name);
  }

  /** Returns the names that are most like another, the nearest first. */
  static List<String> near(String name) {
    String meant = plain(name);
    return ALL.stream()
        .sorted(Comparator.comparingInt((String known) -> Nearest.distance(meant, plain(known))))
        .limit(OFFERED)
        .toList();
  }

  private static String plain(String name) {
    return name.substring(0, Math.min(name.length(), Nearest.LONGEST)).toLowerCase(Locale.ROOT);
  }
}
