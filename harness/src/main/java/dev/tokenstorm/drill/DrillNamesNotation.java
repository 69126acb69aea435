package dev.tokenstorm.drill;

import dev.tokenstorm.text.Notation;
import java.util.List;
import java.util.regex.Pattern;

/** Names of drills with commas between them: {@code connections-cut,slow-link}. */
final class DrillNamesNotation implements Notation<List<String>> {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,21}");

  /** Whether a drill may be called so: its name is a part of its folder's. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  @Override
  public List<String> parse(String text) throws Misfit {
    List<String> names = List.of(text.strip().split("\\s*,\\s*", -1));
    if (!names.stream().allMatch(DrillNamesNotation::isName)) {
      throw new Misfit("must be names of drills with commas between them, as --list tells them");
    }
    return names;
  }

  @Override
  public String print(List<String> value) {
    return String.join(",", value);
  }
}
