package dev.tokenstorm.compare;

import dev.tokenstorm.text.Notation;

/** {@code name='flags'}. */
final class NamedSideNotation implements Notation<NamedSide> {
  private static final SideWords WORDS = new SideWords();

  @Override
  public NamedSide parse(String text) throws Misfit {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw Misfit.plain("must be a name and its flags, such as old='--target old:7233'");
    }
    String name = text.substring(0, equals);
    if (!name.matches("[A-Za-z0-9-]{1,32}")) {
      throw Misfit.plain(
          "must begin with a name of letters, digits and hyphens, at most 32, such as old='--target"
              + " old:7233'");
    }
    return new NamedSide(name, WORDS.parse(text.substring(equals + 1)));
  }

  @Override
  public String print(NamedSide value) {
    return value.name() + "=" + WORDS.print(value.flags());
  }
}
