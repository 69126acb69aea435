package dev.tokenstorm.compare;

import dev.tokenstorm.text.Notation;
import dev.tokenstorm.text.ShellWord;
import java.util.ArrayList;
import java.util.List;

/**
 * A side's flags in one text, taken apart as a shell does: at blanks, but not within quotation
 * marks. A backslash takes the meaning of the character after it, but not within single ones.
 */
final class SideWords implements Notation<List<String>> {
  private static final String BLANKS = " \t\r\n";

  @Override
  public List<String> parse(String text) throws Misfit {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quote != '\'') {
        if (i + 1 == text.length()) {
          throw Misfit.plain("must not end in a backslash");
        }
        i++;
        word.append(text.charAt(i));
        inWord = true;
      } else if (quote == 0 && BLANKS.indexOf(c) >= 0) {
        if (inWord) {
          words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
        inWord = true;
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (quote != 0) {
      throw Misfit.plain("must close the quotation mark " + quote + " that it opens");
    }
    if (inWord) {
      words.add(word.toString());
    }
    return List.copyOf(words);
  }

  @Override
  public String print(List<String> value) {
    return String.join(" ", value.stream().map(ShellWord::of).toList());
  }
}
