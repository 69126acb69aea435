package dev.tokenstorm.settings;

import dev.tokenstorm.plan.NullOptions;
import dev.tokenstorm.text.HostPort;
import dev.tokenstorm.text.HostPortNotation;
import dev.tokenstorm.text.Notation;
import dev.tokenstorm.text.UsageException;

/**
 * The plan of {@code null-server}: what it serves, and where.
 *
 * @param listen port 0 takes a free one
 * @param namespace the only one there is
 */
public record NullServerPlan(HostPort listen, NullOptions options, String namespace) {

  /**
   * Reads one.
   *
   * @throws UsageException when a text is no value of its flag
   */
  public static NullServerPlan of(String listen, String with, String namespace) {
    return new NullServerPlan(
        value("--listen", listen, new HostPortNotation(0)),
        value("--with", with, new NullNotation()),
        value("--namespace", namespace, new NameNotation(255)));
  }

  private static <T> T value(String flag, String text, Notation<T> notation) {
    try {
      return notation.parse(text);
    } catch (Notation.Misfit misfit) {
      throw new UsageException(misfit.sentence(flag, text));
    }
  }

  /** The options as {@code --with} reads them. */
  public String with() {
    return new NullNotation().print(options);
  }
}
