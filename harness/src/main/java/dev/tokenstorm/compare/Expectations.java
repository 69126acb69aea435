package dev.tokenstorm.compare;

import dev.tokenstorm.comparison.SideExpectation;
import dev.tokenstorm.comparison.SideExpectationNotation;
import dev.tokenstorm.settings.Settings;
import dev.tokenstorm.text.Notation.Misfit;
import dev.tokenstorm.text.UsageException;
import java.util.ArrayList;
import java.util.List;

/** Reads what users expect of sides, once it is known which sides there are. */
final class Expectations {
  private Expectations() {}

  /**
   * Returns all expectations.
   *
   * @param sides their names
   * @throws UsageException when one is none
   */
  static List<SideExpectation> of(Settings settings, List<String> sides) {
    SideExpectationNotation notation = new SideExpectationNotation(sides);
    List<SideExpectation> expectations = new ArrayList<>();
    for (String text : settings.all(CompareSettings.EXPECT)) {
      try {
        expectations.add(notation.parse(text));
      } catch (Misfit misfit) {
        throw new UsageException(misfit.sentence(settings.label(CompareSettings.EXPECT), text));
      }
    }
    return expectations;
  }
}
