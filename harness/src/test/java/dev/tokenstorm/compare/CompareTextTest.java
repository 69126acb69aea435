package dev.tokenstorm.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.report.CompareJunit;
import dev.tokenstorm.report.CompareMarkdown;
import dev.tokenstorm.report.CompareProgress;
import dev.tokenstorm.report.CompareText;
import dev.tokenstorm.report.JunitXml;
import dev.tokenstorm.report.VerdictMarkdown;
import dev.tokenstorm.result.Ending;
import java.io.StringReader;
import java.time.Duration;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** What people and other programs are told of a comparison. */
final class CompareTextTest {

  private static String text(CompareRecord comparison) {
    String text = new CompareText(false).render(comparison);
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
    return text;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  @Test
  void theAnswerComesFirst() throws Exception {
    String text = text(ComputedComparison.ofRates(100, 200));

    assertThat(text).startsWith("AS EXPECTED · b better\n");
    assertThat(oneLine(text))
        .contains("b.completions.rate > 1.2 * a is shown: the ratio is ")
        .contains("b's completions.rate is better: ")
        .contains(" times a's (95 % interval of this figure alone: ")
        .contains("b's generator.cpu-per-greeting is better: 0.")
        .contains("ended as every figure was decided")
        .contains("a: --completers 1 (127.0.0.1:7233, server 1.29.1)");
    assertThat(text).containsPattern("  workflow\\.p99 .* 1\\.000 +1\\.000 to 1\\.000\n");
  }

  @Test
  void whatIsWorseOrOpenIsSaidBeforeTheRest() throws Exception {
    String worse = text(ComputedComparison.ofRates(200, 100));
    assertThat(worse).startsWith("NOT AS EXPECTED · b worse\n");

    String three = text(ComputedComparison.ofRates(100, 104.5, 200));
    assertThat(three).containsPattern("^NOT AS EXPECTED · b .* · c better\n");
  }

  @Test
  void aSideThatFailedIsNamedWithItsFault() throws Exception {
    CompareRecord comparison =
        ComputedComparison.of(
            (run, before) ->
                run.block() == 2 && run.side().equals("b")
                    ? ComputedSides.withFault(run, "1 token was left pending.")
                    : run,
            100,
            200);

    String text = text(comparison);

    assertThat(text).startsWith("FAILED · runs of b failed\n");
    assertThat(oneLine(text))
        .contains("so no word is given about it: 1 token was left pending.")
        .contains("b's completions.rate has no word, as a run of one of the two sides failed.");
  }

  @Test
  void anInterruptedComparisonSaysSo() throws Exception {
    CompareRecord comparison =
        ComputedComparison.of(
            (run, before) ->
                before.size() == 6 ? ComputedSides.ended(run, Ending.How.INTERRUPTED) : run,
            100,
            200);

    String text = text(comparison);

    assertThat(text).startsWith("INTERRUPTED · UNDECIDED · b without a word\n");
    assertThat(oneLine(text)).contains("has no word, as too few blocks count yet.");
  }

  @Test
  void progressTellsTheBlockTheFiguresAndTheTimeThatIsLeft() throws Exception {
    CompareRecord comparison = ComputedComparison.ofRates(100, 200);
    CompareState state = comparison.state();

    assertThat(CompareProgress.planned(comparison.plan(), state))
        .matches(
            "--budget has room for \\d+ blocks of 2 runs; what they say is looked at after .*");
    assertThat(CompareProgress.ran(comparison.plan(), state, Duration.ofSeconds(90)))
        .matches(
            "run \\d+: block \\d+ of \\d+, [ab] · completions.rate [\\d.]+/s,"
                + " generator.cpu-per-greeting .* · 90.0 s left at most");
  }

  @Test
  void reportsAreOursAndFailWhatDecides() throws Exception {
    CompareRecord better = ComputedComparison.ofRates(100, 200);
    assertThat(VerdictMarkdown.wrote(CompareMarkdown.render(better))).isTrue();
    assertThat(CompareMarkdown.render(better))
        .startsWith("## COMPARED · AS EXPECTED · b better\n\nComparison ")
        .contains("| ✅ | b.completions.rate \\> 1.2 \\* a | shown |")
        .contains("| ✅ | b's completions.rate | better, ");
    Element passed = junit(better);
    assertThat(passed.getElementsByTagName("testcase").getLength()).isEqualTo(5);
    assertThat(passed.getElementsByTagName("failure").getLength()).isZero();
    assertThat(passed.getElementsByTagName("skipped").getLength()).isZero();

    CompareRecord worse = ComputedComparison.ofRates(200, 100);
    Element failed = junit(worse);
    assertThat(failed.getElementsByTagName("failure").getLength())
        .as("the expectation decides")
        .isEqualTo(1);
    assertThat(failed.getElementsByTagName("skipped").getLength())
        .as("figures that are worse do not")
        .isEqualTo(2);
    assertThat(CompareMarkdown.render(worse)).contains("| ❌ | b's completions.rate | worse, ");
  }

  private static Element junit(CompareRecord comparison) throws Exception {
    String text = CompareJunit.render(comparison);
    assertThat(JunitXml.wrote(text)).isTrue();
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(text)));
    return document.getDocumentElement();
  }
}
