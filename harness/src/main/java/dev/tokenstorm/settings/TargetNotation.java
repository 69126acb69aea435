package dev.tokenstorm.settings;

import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.plan.NullOptions;
import dev.tokenstorm.plan.TargetKind;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.text.HostPort;
import dev.tokenstorm.text.HostPortNotation;
import dev.tokenstorm.text.Notation;
import java.util.List;
import java.util.Optional;

/**
 * {@code embedded}, {@code dev-server}, {@code null} with its options, {@code env} or {@code
 * HOST:PORT}. What further settings say of the choice, such as the dev server's path, is not part
 * of it.
 */
final class TargetNotation implements Notation<TargetPlan.Choice> {
  private static final String NULL = TargetKind.NULL.key();
  private static final Notation<NullOptions> NULL_OPTIONS = new NullNotation();
  private static final String FORM =
      "must be embedded, dev-server, null, env or HOST:PORT, such as 10.0.0.5:7233";
  private static final Notation<HostPort> ADDRESS = new HostPortNotation(1);

  @Override
  public TargetPlan.Choice parse(String text) throws Misfit {
    if (text.startsWith(NULL + ":")) {
      return nullFrontEnd(text);
    }
    return switch (Keyed.find(TargetKind.class, text).orElse(TargetKind.ADDRESS)) {
      case EMBEDDED -> new TargetPlan.Embedded();
      case DEV_SERVER -> new TargetPlan.DevServer(Optional.empty(), List.of(), false);
      case NULL -> nullFrontEnd(text);
      case ENV -> new TargetPlan.Environment(Optional.empty());
      case ADDRESS -> address(text);
    };
  }

  @Override
  public String print(TargetPlan.Choice value) {
    if (value instanceof TargetPlan.Address address) {
      return address.address().toString();
    }
    String options =
        value instanceof TargetPlan.Null front ? NULL_OPTIONS.print(front.options()) : "";
    return value.kind().key() + (options.isEmpty() ? "" : ":" + options);
  }

  /** Its seed is the run's unless the options name one; whoever knows the run puts that in. */
  private static TargetPlan.Choice nullFrontEnd(String text) throws Misfit {
    String options = text.equals(NULL) ? "" : text.substring(NULL.length() + 1);
    NullOptions parsed = NULL_OPTIONS.parse(options);
    return new TargetPlan.Null(parsed, parsed.seed().orElse(0));
  }

  private static TargetPlan.Choice address(String text) throws Misfit {
    try {
      return new TargetPlan.Address(ADDRESS.parse(text));
    } catch (Misfit misfit) {
      if (text.contains("@")) {
        throw Misfit.plain(FORM + ", without a user before it");
      }
      throw misfit.demand().startsWith("must be") ? new Misfit(FORM) : misfit;
    }
  }
}
