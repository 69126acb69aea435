package dev.tokenstorm.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds what a misspelt word was meant to be. */
public final class Nearest {
  /** No name is longer, and the distance takes time by the square. */
  public static final int LONGEST = 64;

  private Nearest() {}

  /**
   * The known word at the smallest edit distance from another, case and the difference between
   * {@code -} and {@code _} aside.
   *
   * @throws java.util.NoSuchElementException when no word is known
   */
  public static String to(String word, Collection<String> known) {
    String plain = plain(word);
    return known.stream()
        .min(Comparator.comparingInt((String candidate) -> distance(plain, plain(candidate))))
        .orElseThrow();
  }

  /** Levenshtein's distance: insertions, deletions and replacements of single characters. */
  public static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private static String plain(String word) {
    String cut = word.length() > LONGEST ? word.substring(0, LONGEST) : word;
    return cut.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
