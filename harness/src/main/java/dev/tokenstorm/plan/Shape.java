package dev.tokenstorm.plan;

/**
 * The activities of one execution, whatever it is. An activity's number is {@code branch * steps +
 * step}.
 *
 * @param branches activities that can be pending at one time
 * @param steps activities of a branch, one after the other
 * @param closesWithLastToken whether the acknowledged answer to the last activity closes the
 *     execution, so that no worker has to see it close
 */
public record Shape(int branches, int steps, boolean closesWithLastToken) {

  /** Activities of one execution. */
  public int activities() {
    return branches * steps;
  }

  /** Whether the activity is the first of its branch. */
  public boolean first(int activity) {
    return activity % steps == 0;
  }

  /** The activity's place, for people: {@code branch.step}. */
  public String place(int activity) {
    return activity / steps + "." + activity % steps;
  }
}
