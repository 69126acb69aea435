package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.drill.DrillEnd;
import dev.tokenstorm.drill.SampleDrills;
import dev.tokenstorm.report.DrillReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page of drills, as a browser shows it. */
@Timeout(300)
final class DrillPageBrowserIT {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void eachDrillHasARowWithItsVerdict() throws Exception {
    String html =
        DrillReport.html(
            SampleDrills.record(
                Optional.of(DrillEnd.ALL_RUN),
                SampleDrills.HELD,
                SampleDrills.NOT_HELD,
                SampleDrills.notRun()));
    Path page = Files.writeString(folder.resolve(DrillReport.FILE), html);
    try (Browser browser = Browser.start()) {
      browser.show(1440, 900, false);
      browser.open(page.toUri());
      browser.await("the table is there", () -> count(browser, "[aria-label='Drills'] td") > 0);

      assertThat(browser.text("h1"))
          .isEqualTo("DID NOT HOLD · 1 of 3 drills held · not slow-link · 1 not run");
      assertThat(browser.text(".banner .reasons")).startsWith("slow-link did not hold. fault1");
      assertThat(count(browser, "[aria-label='Drills'] tbody tr")).isEqualTo(3);
      assertThat(browser.text("[aria-label='Drills'] .word.better")).isEqualTo("✓ held");
      assertThat(browser.text("[aria-label='Drills'] .word.worse")).isEqualTo("✗ did not hold");
      assertThat(browser.text("[aria-label='Drills'] tbody a")).isEqualTo("connections-cut");
      for (boolean dark : List.of(false, true)) {
        browser.show(1440, 900, dark);
        browser.screenshot("drills-1440-" + (dark ? "dark" : "light"));
        browser.show(390, 844, dark);
        browser.screenshot("drills-390-" + (dark ? "dark" : "light"));
        assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo(390L);
      }
      assertThat(browser.console()).isEmpty();
    }
  }

  private static long count(Browser browser, String selector) {
    return (Long) browser.run("return document.querySelectorAll(arguments[0]).length", selector);
  }
}
