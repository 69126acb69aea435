package dev.tokenstorm.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a series. */
final class TrendPageTest {
  private static final Pattern CIRCLE = Pattern.compile("<circle class=\"([a-z-]+)\"");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private static HistoryRows row(int number) {
    return HistoryRows.run("nightly", Instant.parse("2026-03-01T12:00:00Z").plusSeconds(number))
        .with("completions.rate", 100 + number)
        .with("errors.count", 0)
        .labelled("commit", "c" + number);
  }

  private String page(List<HistoryRow> rows) {
    return TrendPage.html(rows, folder.resolve("trend.html"), figure -> Map.of());
  }

  private static HistoryRow at(HistoryRow row, Optional<Path> kept, Versions versions) {
    RowOrigin origin = row.origin();
    return new HistoryRow(
        row.id(),
        new RowOrigin(
            origin.kind(),
            origin.runId(),
            origin.startedAt(),
            origin.openLoop(),
            origin.target(),
            versions,
            kept.map(Path::toString)),
        row.series(),
        row.outcome(),
        row.figures(),
        row.labels(),
        row.accepted());
  }

  @Test
  void eachRunIsADotInItsOrderAndThoseThatFailedAreRings() {
    List<HistoryRow> rows = new ArrayList<>();
    for (int number = 1; number <= 5; number++) {
      rows.add((number == 3 ? row(3).went("interrupted", "passed") : row(number)).row());
    }
    String page = page(rows);
    assertThat(CIRCLE.matcher(page).results().map(found -> found.group(1)).toList())
        .containsExactly("run", "run", "left-out", "run", "run");
    Matcher line = Pattern.compile("<polyline class=\"trend\" points=\"([^\"]+)\"").matcher(page);
    assertThat(line.find()).isTrue();
    assertThat(line.group(1).split(" ")).hasSize(4);
    assertThat(page).contains("commit=c5", "105/s", "interrupted");
  }

  @Test
  void aFigureThatIsAlwaysZeroHasNoChart() {
    assertThat(page(List.of(row(1).row(), row(2).row())))
        .contains(">completions.rate</span>")
        .doesNotContain(">errors.count</span>");
  }

  @Test
  void aRunLeadsToItsReportIfThatIsHere() throws IOException {
    Path kept = Files.createDirectories(folder.resolve("results/one & two"));
    Files.writeString(kept.resolve("report.html"), "");
    String page =
        page(
            List.of(
                at(row(1).row(), Optional.of(kept), Versions.UNKNOWN),
                at(row(2).row(), Optional.of(folder.resolve("gone")), Versions.UNKNOWN)));
    assertThat(page)
        .contains("<a href=\"results/one%20&amp;%20two/report.html\">")
        .doesNotContain("gone");
  }

  @Test
  void aVersionThatChangedIsAMark() {
    Versions later =
        new Versions(
            Optional.of("0.1.0"), Optional.of("1.39.0"), Optional.of("1.32.1"), Optional.of("25"));
    String page = page(List.of(row(1).row(), at(row(2).row(), Optional.empty(), later)));
    assertThat(page).contains("server 1.32.1, JDK 25");
  }

  @Test
  void aFigureThatChangedHasAMarkOfItsOwn() {
    String page =
        TrendPage.html(
            List.of(row(1).with("workflow.p99", 1).row(), row(2).with("workflow.p99", 2).row()),
            folder.resolve("trend.html"),
            figure -> figure.equals("workflow.p99") ? Map.of(1, "+100 % as of run 2") : Map.of());
    assertThat(page).containsOnlyOnce("class=\"change\"").contains("+100 % as of run 2");
  }

  @Test
  void whatALabelSaysIsNoMarkup() {
    String page =
        page(List.of(row(1).labelled("branch", "</title><script>alert(1)</script>").row()));
    assertThat(page).doesNotContain("<script").contains("&lt;script&gt;");
    assertThat(page).contains("default-src 'none'");
  }

  @Test
  void aPageIsKnownAsSuch() {
    assertThat(TrendPage.wrote(page(List.of(row(1).row())))).isTrue();
    assertThat(TrendPage.wrote("<!doctype html>")).isFalse();
    String closed =
        page(List.of(row(1).row(), row(2).row()))
            .lines()
            .filter(line -> line.startsWith("</"))
            .collect(Collectors.joining());
    assertThat(closed).contains("</svg>", "</figure>", "</main>", "</html>");
  }

  /** Whoever reads the line must not take the harness's limit for the target's. */
  @Test
  void aFigureThatTheHarnessBoundIsARingAndSaysSo() {
    String page =
        page(List.of(row(1).row(), row(2).withAtLeast("completions.rate", 90, "generator").row()));
    assertThat(CIRCLE.matcher(page).results().map(found -> found.group(1)).toList())
        .containsExactly("run", "left-out");
    assertThat(page)
        .contains(">at least 90.0/s</span>", "<title>completions.rate at least 90.0/s · ");
  }
}
