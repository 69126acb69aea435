package dev.tokenstorm.report;

import dev.tokenstorm.compare.CompareRecord;
import dev.tokenstorm.compare.CompareRun;
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
  private final CompareRecord comparison;
  private final Instant at;

  private CompareJunit(JunitXml xml, CompareRecord comparison) {
    this.xml = xml;
    this.comparison = comparison;
    this.at = comparison.startedAt();
  }

  /** Returns the document. */
  public static String render(CompareRecord comparison) {
    return JunitXml.document(xml -> new CompareJunit(xml, comparison).write());
  }

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
    xml.beginDocument(comparison.plan().identity().runId());
    double seconds = comparison.state().runs().stream().mapToDouble(CompareRun::seconds).sum();
    suite(SIDES, seconds, comparison.plan().names().stream().map(this::side).toList());
    Optional<ComparisonResult> result = comparison.answer().result();
    suite(
        EXPECTATIONS,
        0,
        result.stream().flatMap(found -> found.expectations().stream()).map(this::of).toList());
    suite(
        FIGURES,
        0,
        result.stream()
            .flatMap(found -> found.pairs().stream())
            .filter(pair -> pair.figure().judged())
            .map(this::of)
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
        at);
    double first = seconds;
    for (Case each : cases) {
      xml.testCase(name, each.name(), first, each.element(), each.message());
      first = 0;
    }
    xml.end();
  }

  private Case side(String side) {
    Optional<CompareRun> failed =
        comparison.state().runs().stream()
            .filter(run -> run.side().equals(side) && run.failed())
            .findFirst();
    String name = "No run of " + side + " fails";
    return failed.isEmpty()
        ? Case.passed(name)
        : Case.failed(name, String.join(" ", failed.get().faults()));
  }

  private Case of(ExpectationResult result) {
    String name = result.expectation().toString();
    return result.outcome() == ExpectationOutcome.SHOWN
        ? Case.passed(name)
        : Case.failed(name, CompareSentences.expected(result));
  }

  private Case of(PairResult pair) {
    String name =
        "%s's %s beside %s's".formatted(pair.side(), pair.figure().name(), pair.against());
    String why = CompareSentences.of(pair);
    boolean worse = pair.word().word().filter(ComparisonWord.WORSE::equals).isPresent();
    if (worse && comparison.plan().expectations().isEmpty()) {
      return Case.failed(name, why);
    }
    return pair.word().decided() && !worse ? Case.passed(name) : Case.skipped(name, why);
  }
}
