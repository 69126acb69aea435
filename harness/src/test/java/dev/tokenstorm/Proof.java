package dev.tokenstorm;

import java.util.Locale;

/**
 * What proofs found out, in the output of the build: lines that begin with {@code proof:}, of which
 * {@code docs/proof.md} keeps those of one build.
 */
public final class Proof {
  private Proof() {}

  /** Prints a line. */
  public static void found(String format, Object... figures) {
    System.out.println("proof: " + String.format(Locale.ROOT, format, figures));
  }
}
