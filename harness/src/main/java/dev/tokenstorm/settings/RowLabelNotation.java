package dev.tokenstorm.settings;

import dev.tokenstorm.text.Notation;
import dev.tokenstorm.text.Printable;
import java.util.regex.Pattern;

/** Labels as they are written: {@code commit=1a2b3c}. */
final class RowLabelNotation implements Notation<RowLabel> {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
  private static final int LONGEST_VALUE = 255;

  @Override
  public RowLabel parse(String text) throws Misfit {
    int sign = text.indexOf('=');
    if (sign < 0) {
      throw new Misfit("must be a key and a value such as commit=1a2b3c");
    }
    String key = text.substring(0, sign).strip();
    String value = text.substring(sign + 1).strip();
    if (!KEY.matcher(key).matches()) {
      throw new Misfit("must have a key of letters, digits, dots, dashes and underscores");
    }
    if (value.isEmpty() || value.length() > LONGEST_VALUE || !Printable.isPrintable(value)) {
      throw Misfit.plain("must have a value of 1 to " + LONGEST_VALUE + " printable characters");
    }
    return new RowLabel(key, value);
  }

  @Override
  public String print(RowLabel label) {
    return label.key() + "=" + label.value();
  }
}
