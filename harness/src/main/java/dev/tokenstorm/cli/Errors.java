package dev.tokenstorm.cli;

import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.settings.SettingGuess;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever a command throws into one sentence and an exit code. */
final class Errors {
  private static final int LONGEST = 300;

  private final Console console;
  private final Predicate<Throwable> expected;

  /**
   * Handles errors.
   *
   * @param expected whether an error's message already is a sentence for the user, such as that of
   *     a target that cannot be reached
   */
  Errors(Console console, Predicate<Throwable> expected) {
    this.console = console;
    this.expected = expected;
  }

  /** What the command line itself got wrong. */
  int report(ParameterException wrong) {
    console.message(sentence(wrong));
    return ExitCode.USAGE;
  }

  /** What went wrong later. */
  int report(Throwable error, boolean debug) {
    if (error instanceof UsageException usage) {
      console.message(String.valueOf(usage.getMessage()));
      return ExitCode.USAGE;
    }
    if (expected.test(error)) {
      console.message(String.valueOf(error.getMessage()));
    } else {
      String message = error.getMessage() == null ? "" : ": " + error.getMessage();
      console.message(
          error.getClass().getSimpleName()
              + message
              + (debug ? "." : "; run again with --debug for the stack trace."));
    }
    if (debug) {
      error.printStackTrace(console.err());
    }
    return ExitCode.COULD_NOT;
  }

  /** What the command line got wrong, as the user is told it. */
  static String sentence(ParameterException wrong) {
    if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
      String message = withoutValues(String.valueOf(wrong.getMessage()));
      String cut = message.length() > LONGEST ? message.substring(0, LONGEST) + "..." : message;
      return cut.endsWith(".") ? cut : cut + ".";
    }
    String argument = unmatched.getUnmatched().get(0);
    List<String> suggestions = unmatched.getSuggestions();
    boolean flag = argument.startsWith("-");
    Optional<String> meant =
        flag
            ? meant(argument)
                .filter(wrong.getCommandLine().getCommandSpec().optionsMap()::containsKey)
            : Optional.empty();
    return Printable.named(argument)
        + (flag ? " is not a flag" : " is neither a flag nor a command")
        + meant
            .or(() -> suggestions.stream().findFirst().map(String::strip))
            .map(word -> "; did you mean " + word + "?")
            .orElse("; see --help.");
  }

  /** A value that was given to the wrong flag may be a key or a password. */
  private static String withoutValues(String message) {
    return message
        .replaceFirst("(?s)without '.*' parameter", "without a value")
        .replaceFirst("(?s)found '(-[^=]*)=.*", "found '$1'");
  }

  /** What another load tool's flag is here. */
  private static Optional<String> meant(String argument) {
    String name = argument.replaceFirst("^-+", "").replaceFirst("=.*$", "");
    return SettingGuess.elsewhere(name).map(Setting::flag);
  }
}
