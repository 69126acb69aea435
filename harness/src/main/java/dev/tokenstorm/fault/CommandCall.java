package dev.tokenstorm.fault;

import dev.tokenstorm.text.Printable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A call of a program. No shell reads it, unless the program is one. Immutable.
 *
 * @param words the program and its arguments; at least one
 * @param limit how long it may take
 */
public record CommandCall(List<String> words, Duration limit) {
  /** How long a call may take that says nothing else. */
  public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);

  static final String SHELL = "/bin/sh";

  private static final String SCRIPT = "-c";

  /** A word that a shell takes as it is. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  public CommandCall {
    words = List.copyOf(words);
  }

  /** Returns that of a shell which reads a script. */
  public static CommandCall shell(String script, Duration limit) {
    return new CommandCall(List.of(SHELL, SCRIPT, script), limit);
  }

  /** Returns the script that a shell reads; empty if no shell was asked for. */
  public Optional<String> script() {
    return words.size() == 3 && words.get(0).equals(SHELL) && words.get(1).equals(SCRIPT)
        ? Optional.of(words.get(2))
        : Optional.empty();
  }

  /** Returns the name or path of the program. */
  String program() {
    return words.get(0);
  }

  /** Returns it in one line of printable characters, as a person types it at a shell. */
  public String typed() {
    return words.stream().map(CommandCall::typed).collect(Collectors.joining(" "));
  }

  private static String typed(String word) {
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    return Printable.isPrintable(word)
        ? quoted(word)
        : "\"$(printf %b " + quoted(escaped(word)) + ")\"";
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /** Writes what cannot be printed as the shell's printf reads it. */
  private static String escaped(String word) {
    StringBuilder escaped = new StringBuilder();
    word.replace("\\", "\\\\")
        .replace("\n", "\\n")
        .codePoints()
        .mapToObj(Character::toString)
        .forEach(
            character ->
                escaped.append(Printable.isPrintable(character) ? character : octal(character)));
    return escaped.toString();
  }

  private static String octal(String character) {
    StringBuilder octal = new StringBuilder();
    for (byte one : character.getBytes(StandardCharsets.UTF_8)) {
      octal.append(String.format(Locale.ROOT, "\\0%03o", one & 0xff));
    }
    return octal.toString();
  }
}
