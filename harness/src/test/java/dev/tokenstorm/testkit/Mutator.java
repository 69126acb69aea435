package dev.tokenstorm.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Makes inputs of valid examples that are mostly wrong, and look right for as long as possible:
 * bytes, words, numbers, nesting and lengths change, or an example breaks off. The same seed makes
 * the same input. For one thread.
 */
public final class Mutator {
  /** A longer input tells nothing that a shorter one does not, and takes longer. */
  private static final int LONGEST = 1 << 18;

  private static final int MOST_CHANGES = 4;
  private static final int DEEPEST = 5_000;
  private static final int LONGEST_WORD = 20_000;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_.+-]+");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?");

  private static final List<String> NUMBERS =
      List.of(
          ("0 -0 -1 1 00 2147483647 2147483648 -2147483648 9223372036854775807 9223372036854775808"
                  + " -9223372036854775808 1e999 1e-999 -1e999 1.7976931348623157e308 4.9e-324 NaN"
                  + " Infinity +Inf 0x1p1023 1d 999999999999999999999999999999 0.1 1e400000000"
                  + " \u0663 1_000 1,000 +5")
              .split(" "));

  /** Separated by a character that none of them has. */
  private static final List<String> WORDS =
      List.of(
          ("| |\0|\n"
                  + "|\r\n"
                  + "|\t|\"|'|\\|%s|%n|{}|[]|null|true|~|*|&a|!!str|..|../..|/|:|,|=|@|#|-|--|\u00b1"
                  + "|\ufffd|\ufeff|\ud800|\udfff|\ud83d\ude00|\u202e|\u2028|a\u0301|2026-11-22"
                  + "|+999999999-12-31T23:59:59Z|-999999999-01-01T00:00:00Z")
              .split("\\|"));

  private final SplittableRandom random;

  /** Makes one whose choices follow from the seed. */
  public Mutator(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Returns a number from 0 to below the bound. */
  public int draw(int bound) {
    return random.nextInt(bound);
  }

  /** Returns one of them. */
  public <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Returns a number at which programs go wrong. */
  public String number() {
    return pick(NUMBERS);
  }

  /** Returns a text at which programs go wrong. */
  public String word() {
    return switch (random.nextInt(8)) {
      case 0 -> number();
      case 1 -> pick(WORDS).repeat(1 + random.nextInt(40));
      case 2 -> "9".repeat(1 + random.nextInt(400));
      case 3 -> "a".repeat(random.nextInt(LONGEST_WORD));
      default -> pick(WORDS);
    };
  }

  /** Returns one of the examples, changed; words of the others may come into it. */
  public String text(List<String> examples) {
    String text = pick(examples);
    for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
      text = changed(text, examples);
      text = text.substring(0, Math.min(text.length(), LONGEST));
    }
    return text;
  }

  private String changed(String text, List<String> examples) {
    int from = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), from + random.nextInt(1 + random.nextInt(40)));
    return switch (random.nextInt(12)) {
      case 0 -> text.substring(0, from);
      case 1 -> text.substring(0, from) + text.substring(to);
      case 2 -> text.substring(0, from) + word() + text.substring(from);
      case 3 -> text.substring(0, to) + text.substring(from);
      case 4 -> replaced(text, NUMBER, number());
      case 5 -> replaced(text, NUMBER, number());
      case 6 -> replaced(text, WORD, word());
      case 7 -> replaced(text, WORD, wordOf(pick(examples)));
      case 8 -> replaced(text, WORD, wordOf(text));
      case 9 -> text.substring(0, from) + character() + text.substring(from);
      case 10 ->
          text.substring(0, from)
              + pick(List.of("[", "{", "(", "{\"a\":", "- ")).repeat(random.nextInt(DEEPEST))
              + text.substring(to);
      default ->
          text.substring(0, from)
              + text.substring(from, to).repeat(random.nextInt(200))
              + text.substring(to);
    };
  }

  private String character() {
    return random.nextInt(4) == 0
        ? String.valueOf((char) random.nextInt(0x10000))
        : String.valueOf((char) (' ' + random.nextInt(95)));
  }

  private String wordOf(String text) {
    List<String> words = WORD.matcher(text).results().map(MatchResult::group).toList();
    return words.isEmpty() ? word() : pick(words);
  }

  private String replaced(String text, Pattern pattern, String by) {
    List<MatchResult> found = pattern.matcher(text).results().toList();
    if (found.isEmpty()) {
      return text + by;
    }
    MatchResult one = pick(found);
    return text.substring(0, one.start()) + by + text.substring(one.end());
  }

  /** Returns an example, changed byte by byte. */
  public byte[] bytes(byte[] example) {
    List<Byte> bytes = new ArrayList<>(example.length);
    for (byte each : example) {
      bytes.add(each);
    }
    for (int changes = 1 + random.nextInt(2 * MOST_CHANGES); changes > 0; changes--) {
      int at = random.nextInt(bytes.size() + 1);
      int to = Math.min(bytes.size(), at + random.nextInt(16));
      switch (random.nextInt(6)) {
        case 0 -> bytes.subList(at, bytes.size()).clear();
        case 1 -> bytes.subList(at, to).clear();
        case 2 -> bytes.addAll(at, List.copyOf(bytes.subList(at, to)));
        case 3 -> bytes.add(at, (byte) random.nextInt(256));
        default -> overwrite(bytes, at, to);
      }
    }
    byte[] changed = new byte[bytes.size()];
    for (int i = 0; i < changed.length; i++) {
      changed[i] = bytes.get(i);
    }
    return changed;
  }

  private void overwrite(List<Byte> bytes, int from, int to) {
    int value = pick(List.of(0, 1, 0x7f, 0x80, 0xff, random.nextInt(256)));
    for (int i = from; i < to; i++) {
      bytes.set(i, (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : value));
    }
  }

  /** Returns a file's content, changed as text or byte by byte. */
  public byte[] file(byte[] example) {
    return random.nextInt(3) == 0
        ? bytes(example)
        : text(List.of(new String(example, StandardCharsets.UTF_8)))
            .getBytes(StandardCharsets.UTF_8);
  }
}
