package dev.tokenstorm.objective;

import dev.tokenstorm.measurement.Phase;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A part of a run that has figures of its own.
 *
 * @param key goes before a figure's name, and a colon between them
 * @param pointer where its figures stand in the result document (RFC 6901)
 */
public record RunPart(String key, String pointer) {
  /** The measured phase and the drain, without the warm-up. */
  public static final RunPart RUN = new RunPart("run", "/figures/run");

  /** All that was started and issued, the warm-up included. */
  public static final RunPart LEDGER = new RunPart("ledger", "/ledger");

  /** The attempts of all calls, the warm-up included. */
  public static final RunPart CALLS = new RunPart("rpc", "/rpc");

  public static final RunPart WARMUP = of(Phase.WARMUP);
  public static final RunPart MEASURE = of(Phase.MEASURE);
  public static final RunPart RELEASE = of(Phase.RELEASE);
  public static final RunPart DRAIN = of(Phase.DRAIN);

  /** The run, and each of its phases; all have the same figures. */
  public static final List<RunPart> PHASES =
      Stream.concat(Stream.of(RUN), Arrays.stream(Phase.values()).map(RunPart::of)).toList();

  private static final Pattern FAULT = Pattern.compile("fault([1-9][0-9]{0,3})");

  /** A phase. */
  public static RunPart of(Phase phase) {
    return new RunPart(phase.key(), "/figures/" + phase.key());
  }

  /**
   * The window of a fault.
   *
   * @param number of the fault, from 1
   */
  public static RunPart fault(int number) {
    return new RunPart("fault" + number, "/faults/" + (number - 1));
  }

  /** The fault of a key such as {@code fault1}; empty for any other key. */
  static Optional<RunPart> fault(String key) {
    Matcher matcher = FAULT.matcher(key);
    return matcher.matches()
        ? Optional.of(fault(Integer.parseInt(matcher.group(1))))
        : Optional.empty();
  }

  /** The number of the fault whose window this is; empty for any other part. */
  public OptionalInt faultNumber() {
    Matcher matcher = FAULT.matcher(key);
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }
}
