package dev.tokenstorm.text;

/**
 * A notation says how the values of one setting are written, on the command line, in a variable and
 * in a plan file alike. What {@link #print} writes, {@link #parse} reads back as an equal value.
 * Immutable.
 *
 * @param <T> the type of the values
 */
public interface Notation<T> {

  /**
   * Reads a value.
   *
   * @throws Misfit when the text is not a value of this setting
   */
  T parse(String text) throws Misfit;

  /** Writes a value as {@link #parse} reads it. */
  String print(T value);

  /** A text that is not a value of its setting. */
  final class Misfit extends Exception {
    private static final long serialVersionUID = 1L;

    private final String demand;
    private final boolean contrasted;

    private Misfit(String demand, boolean contrasted) {
      super(demand, null, false, false);
      this.demand = demand;
      this.contrasted = contrasted;
    }

    /**
     * A misfit.
     *
     * @param demand the sentence's middle, such as {@code must be between 1 and 1000}; whoever
     *     knows where the text came from puts that before it and ", not" and the text after it
     */
    public Misfit(String demand) {
      this(demand, true);
    }

    /** A misfit whose demand ends the sentence. */
    public static Misfit plain(String demand) {
      return new Misfit(demand, false);
    }

    /** What the text would have to be. */
    public String demand() {
      return demand;
    }

    /** One sentence about a text that came from a place named {@code label}. */
    public String sentence(String label, String text) {
      return label + " " + demand + (contrasted ? ", not " + Printable.shown(text) : "") + ".";
    }
  }
}
