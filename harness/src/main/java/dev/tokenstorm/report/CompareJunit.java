package dev.tokenstorm.report;

import dev.tokenstorm.compare.CompareRecord;
import dev.tokenstorm.compare.CompareRun;
import dev.tokenstorm.compare.PastComparison;
import dev.tokenstorm.compare.PastRun;
import dev.tokenstorm.compare.PastSide;
import dev.tokenstorm.comparison.ComparisonResult;
import dev.tokenstorm.comparison.ComparisonWord;
import dev.tokenstorm.comparison.ExpectationOutcome;
import dev.tokenstorm.comparison.ExpectationResult;
import dev.tokenstorm.comparison.PairResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/**
 * Writes a comparison as the XML that test runners write: one suite each for sides, expectations
 * and figures. A case fails if it decides the exit code. One that is open, or does not decide, is
 * skipped, which continuous integration shows as a warning.
 */
public final class CompareJunit {
  private static final String SIDES = "sides";
  private static final String EXPECTATIONS = "expectations";
  private static final String FIGURES = "figures";

  private final JunitXml xml;
  private final Compared compared;

  private CompareJunit(JunitXml xml, Compared compared) {
    this.xml = xml;
    this.compared = compared;
  }

  /** Returns the document. */
  public static String render(CompareRecord comparison) {
    return render(
        new Compared(
            comparison.plan().identity().runId(),
            comparison.startedAt(),
            comparison.state().runs().stream().mapToDouble(CompareRun::seconds).sum(),
            comparison.plan().names().stream().map(side -> side(side, comparison)).toList(),
            comparison.answer().result()));
  }

  /**
   * Returns the document of a comparison of runs that are there.
   *
   * @param id of the call that compared them
   * @param at when it began
   */
  public static String render(PastComparison comparison, String id, Instant at) {
    return render(
        new Compared(
            id,
            at,
            0,
            comparison.sides().stream().map(CompareJunit::side).toList(),
            Optional.of(comparison.result())));
  }

  private static String render(Compared compared) {
    return JunitXml.document(xml -> new CompareJunit(xml, compared).write());
  }

  /**
   * What is written of a comparison.
   *
   * @param seconds that its runs took
   * @param sides a case each
   */
  private record Compared(
      String id, Instant at, double seconds, List<Case> sides, Optional<ComparisonResult> result) {}

  /**
   * A test case.
   *
   * @param element names what holds the message; its case passed if there is none
   */
  private record Case(String name, String element, Optional<String> message) {
    static Case passed(String name) {
      return new Case(name, "", Optional.empty());
    }

    static Case failed(String name, String why) {
      return new Case(name, "failure", Optional.of(why));
    }

    static Case skipped(String name, String why) {
      return new Case(name, "skipped", Optional.of(why));
    }

    boolean is(String kind) {
      return element.equals(kind);
    }
  }

  private void write() throws XMLStreamException {
    xml.beginDocument(compared.id());
    suite(SIDES, compared.seconds(), compared.sides());
    Optional<ComparisonResult> result = compared.result();
    suite(
        EXPECTATIONS,
        0,
        result.stream()
            .flatMap(found -> found.expectations().stream())
            .map(CompareJunit::of)
            .toList());
    boolean expected = result.filter(found -> !found.expectations().isEmpty()).isPresent();
    suite(
        FIGURES,
        0,
        result.stream()
            .flatMap(found -> found.pairs().stream())
            .filter(pair -> pair.figure().judged())
            .map(pair -> of(pair, expected))
            .toList());
    xml.endDocument();
  }

  private void suite(String name, double seconds, List<Case> cases) throws XMLStreamException {
    xml.begin(
        name,
        cases.size(),
        (int) cases.stream().filter(each -> each.is("failure")).count(),
        (int) cases.stream().filter(each -> each.is("skipped")).count(),
        seconds,
        compared.at());
    double first = seconds;
    for (Case each : cases) {
      xml.testCase(name, each.name(), first, each.element(), each.message());
      first = 0;
    }
    xml.end();
  }

  private static Case side(String side, CompareRecord comparison) {
    return side(
        side,
        comparison.state().runs().stream()
            .filter(run -> run.side().equals(side) && run.failed())
            .map(CompareRun::faults)
            .findFirst());
  }

  private static Case side(PastSide side) {
    return side(
        side.name(),
        side.runs().stream().map(PastRun::faults).filter(faults -> !faults.isEmpty()).findFirst());
  }

  private static Case side(String side, Optional<List<String>> faults) {
    String name = "No run of " + side + " fails";
    return faults
        .map(found -> Case.failed(name, String.join(" ", found)))
        .orElseGet(() -> Case.passed(name));
  }

  private static Case of(ExpectationResult result) {
    String name = result.expectation().toString();
    return result.outcome() == ExpectationOutcome.SHOWN
        ? Case.passed(name)
        : Case.failed(name, CompareSentences.expected(result));
  }

  private static Case of(PairResult pair, boolean expected) {
    String name =
        "%s's %s beside %s's".formatted(pair.side(), pair.figure().name(), pair.against());
    String why = CompareSentences.of(pair);
    boolean worse = pair.word().word().filter(ComparisonWord.WORSE::equals).isPresent();
    if (worse && !expected) {
      return Case.failed(name, why);
    }
    return pair.word().decided() && !worse ? Case.passed(name) : Case.skipped(name, why);
  }
}
