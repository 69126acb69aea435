package dev.tokenstorm.regression;

import dev.tokenstorm.objective.FigureText;
import dev.tokenstorm.text.Humanize;
import java.util.List;
import java.util.Locale;

/** The gate's sentences, for people. */
public final class GateText {
  private static final List<String> ORDINALS = List.of("first", "second", "third");

  private GateText() {}

  /**
   * What is said of one figure, as a sentence.
   *
   * @param run the newest run's id
   * @param confirm the command that would confirm a regression
   */
  public static String sentence(FigureAnswer answer, String run, String confirm) {
    String name = answer.figure().name();
    return switch (answer.finding()) {
      case WORSE ->
          "%s got worse: %s, and this is the %s; to confirm it: %s"
              .formatted(name, beside(answer, run), inARow(answer.inARow()), confirm);
      case ACCEPTED -> "%s is worse, as was accepted: %s.".formatted(name, beside(answer, run));
      case NO_WORSE -> "%s is no worse: %s.".formatted(name, beside(answer, run));
      case TOO_FEW_BEFORE ->
          "%s cannot be judged yet: %s comparable before run %s, and %s missing."
              .formatted(
                  name,
                  Humanize.count(answer.before(), "run") + (answer.before() == 1 ? " is" : " are"),
                  run,
                  answer.missing() + (answer.missing() == 1 ? " more is" : " more are"));
      case NOT_MEASURED -> "%s cannot be judged: run %s does not have it.".formatted(name, run);
    };
  }

  private static String beside(FigureAnswer answer, String run) {
    FigureComparison shown = answer.decisive().orElseThrow();
    String now =
        shown.newest() == 1
            ? "in run " + run
            : "in the newest %d runs, of which %s is the last".formatted(shown.newest(), run);
    return "%s %s, %s in %s before (%s)"
        .formatted(
            FigureText.of(answer.figure().unit(), shown.now()),
            now,
            FigureText.of(answer.figure().unit(), shown.before()),
            Humanize.count(shown.runs(), "run"),
            change(shown.change()));
  }

  private static String change(double share) {
    return String.format(Locale.ROOT, "%+.1f %%", 100 * share).replace('-', '−');
  }

  private static String inARow(int count) {
    if (count == 1) {
      return "first such run";
    }
    return count <= ORDINALS.size()
        ? ORDINALS.get(count - 1) + " such run in a row"
        : "last of " + count + " such runs in a row";
  }
}
