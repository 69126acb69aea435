package dev.tokenstorm.plan;

import dev.tokenstorm.measurement.Phase;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A part of a run that has figures of its own.
 *
 * @param key goes before a figure's name, and a colon between them
 * @param pointer where its figures stand in the result document (RFC 6901)
 */
public record Part(String key, String pointer) {
  /** The measured phase and the drain, without the warm-up. */
  public static final Part RUN = new Part("run", "/figures/run");

  /** All that was started and issued, the warm-up included. */
  public static final Part LEDGER = new Part("ledger", "/ledger");

  /** The attempts of all calls, the warm-up included. */
  public static final Part CALLS = new Part("rpc", "/rpc");

  public static final Part WARMUP = of(Phase.WARMUP);
  public static final Part MEASURE = of(Phase.MEASURE);
  public static final Part RELEASE = of(Phase.RELEASE);
  public static final Part DRAIN = of(Phase.DRAIN);

  /** The run, and each of its phases; all have the same figures. */
  public static final List<Part> PHASES =
      Stream.concat(Stream.of(RUN), Arrays.stream(Phase.values()).map(Part::of)).toList();

  /** A phase. */
  public static Part of(Phase phase) {
    return new Part(phase.key(), "/figures/" + phase.key());
  }
}
