package dev.tokenstorm.objective;

import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.text.Nearest;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every figure of the result document, each once, by the name that objectives call it: the
 * document's own, with hyphens, and without the unit that a bound has anyway.
 */
public final class FigureTable {
  /** Goes before names of {@link RunPart#CALLS}. */
  private static final String CALLS = "rpc.";

  private static final Map<String, Figure> TABLE = Collections.unmodifiableMap(FigureRows.all());

  private FigureTable() {}

  /** All of them but those of {@link RunPart#CALLS}, in the order of the document. */
  public static Collection<Figure> all() {
    return TABLE.values();
  }

  /** The figure of a name, which keeps that name. */
  public static Optional<Figure> named(String name) {
    Figure figure = TABLE.get(name);
    if (figure != null) {
      return Optional.of(figure);
    }
    return name.startsWith(CALLS)
        ? attempts(name)
        : ExecutionNames.documented(name)
            .flatMap(documented -> Optional.ofNullable(TABLE.get(documented)))
            .map(known -> known.as(name));
  }

  /** The name that was meant by one that does not exist. */
  static String nearest(String name) {
    if (!name.startsWith(CALLS)) {
      Optional<String> documented = ExecutionNames.documented(name);
      String nearest = new FigureGuess(TABLE.keySet()).of(documented.orElse(name));
      return documented.isPresent() ? nearest.replace("workflow", "execution") : nearest;
    }
    int dot = name.indexOf('.', CALLS.length());
    String method = name.substring(CALLS.length(), dot < 0 ? name.length() : dot);
    String code = dot < 0 ? "" : name.substring(dot + 1);
    return CALLS
        + Nearest.to(method, methods().toList())
        + "."
        + (code.isEmpty() ? Status.Code.OK.name() : Nearest.to(code, codes().toList()));
  }

  private static Optional<Figure> attempts(String name) {
    String[] words = name.substring(CALLS.length()).split("\\.", -1);
    if (words.length != 2
        || methods().noneMatch(words[0]::equals)
        || codes().noneMatch(words[1]::equals)) {
      return Optional.empty();
    }
    boolean error = new RpcStatus(words[0], words[1], "", "").isError();
    return Optional.of(
        new Figure(
            name,
            "%s calls that ended with %s".formatted(words[0], words[1]),
            Unit.COUNT,
            error ? Direction.LESS_IS_BETTER : Direction.NONE,
            List.of(RunPart.CALLS),
            new Figure.Attempts(words[0], words[1]),
            Optional.empty(),
            Optional.of(
                "tokenstorm_rpc_total{method=\"%s\",code=\"%s\"}".formatted(words[0], words[1]))));
  }

  private static Stream<String> methods() {
    return WorkflowServiceGrpc.getServiceDescriptor().getMethods().stream()
        .map(method -> String.valueOf(method.getBareMethodName()))
        .flatMap(method -> Stream.of(method, RpcStatus.AUDIT + method, RpcStatus.RESULT + method));
  }

  private static Stream<String> codes() {
    return Stream.of(Status.Code.values()).map(Status.Code::name);
  }
}
