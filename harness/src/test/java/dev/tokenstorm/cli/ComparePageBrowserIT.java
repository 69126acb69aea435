package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.compare.ComputedComparison;
import dev.tokenstorm.report.CompareReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page of a comparison, as a browser shows it. */
@Timeout(300)
final class ComparePageBrowserIT {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void theAnswerItsIntervalsAndEachRunAreShown() throws Exception {
    Path out = folder.resolve("out");
    String html = CompareReport.html(ComputedComparison.in(out, 100, 200, 90));
    Path page = Files.writeString(out.resolve(CompareReport.FILE), html);
    try (Browser browser = Browser.start()) {
      browser.show(1440, 900, false);
      browser.open(page.toUri());
      browser.await("all is drawn", () -> count(browser, "svg circle.run") > 0);

      assertThat(browser.text("h1")).startsWith("AS EXPECTED · b better · c worse");
      assertThat(count(browser, "[aria-label='Ratios of judged figures'] tbody tr")).isEqualTo(4);
      assertThat(count(browser, "[aria-label='Ratios of judged figures'] svg line.between"))
          .isEqualTo(4);
      assertThat(count(browser, "[aria-label='Ratios of judged figures'] svg rect.margin"))
          .isEqualTo(4);
      assertThat(browser.text("[aria-label='Ratios of judged figures'] td .word"))
          .isEqualTo("✓ better");
      assertThat(browser.text("[aria-label='What differs'] tbody th")).isEqualTo("completers");
      assertThat(count(browser, "figure .uplot")).isEqualTo(3);
      for (boolean dark : List.of(false, true)) {
        browser.show(1440, 900, dark);
        browser.screenshot("compare-1440-" + (dark ? "dark" : "light"));
        browser.show(390, 844, dark);
        browser.screenshot("compare-390-" + (dark ? "dark" : "light"));
        assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo(390L);
      }
      assertThat(browser.console()).isEmpty();
    }
  }

  private static long count(Browser browser, String selector) {
    return (Long) browser.run("return document.querySelectorAll(arguments[0]).length", selector);
  }
}
