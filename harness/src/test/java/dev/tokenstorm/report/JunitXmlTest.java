package dev.tokenstorm.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.SampleRun;
import dev.tokenstorm.verdict.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class JunitXmlTest {
  private static final String HOSTILE = "\u001b[2J <b a=\"'&]]>\r\n\u202e\ufffe\uffff\ud800 é😀";

  @Test
  void eachInvariantObjectiveAndDoubtIsACase() throws Exception {
    RunResult result = run("on", "workflows.rate >= 95/s", "workflow.count == 0");
    Element suites = parsed(result).getDocumentElement();

    assertThat(suites.getTagName()).isEqualTo("testsuites");
    assertThat(suites.getAttribute("name")).isEqualTo("tokenstorm " + result.facts().runId());
    List<Element> all = elements(suites, "testsuite");
    assertThat(all)
        .extracting(suite -> suite.getAttribute("name"))
        .containsExactly("tokenstorm.invariants", "tokenstorm.objectives", "tokenstorm.doubts");
    for (Element suite : all) {
      assertThat(elements(suite, "testcase"))
          .hasSize(Integer.parseInt(suite.getAttribute("tests")))
          .allMatch(one -> one.getAttribute("classname").equals(suite.getAttribute("name")));
      assertThat(elements(suite, "failure"))
          .hasSize(Integer.parseInt(suite.getAttribute("failures")));
      assertThat(elements(suite, "skipped"))
          .hasSize(Integer.parseInt(suite.getAttribute("skipped")));
      assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-03-01T12:00:00Z");
      assertThat(sum(suite)).isEqualTo(Double.parseDouble(suite.getAttribute("time")));
    }
    assertThat(all).extracting(suite -> suite.getAttribute("time")).startsWith("5.000", "0.000");
    Element end = elements(all.get(0), "testcase").get(0);
    assertThat(end.getAttribute("name")).isEqualTo("The run comes to its end");
    assertThat(end.getAttribute("time")).isEqualTo("5.000");
    assertThat(elements(all.get(0), "testcase")).hasSize(10);
    assertThat(elements(all.get(0), "failure")).isEmpty();
    assertThat(elements(all.get(0), "system-out").get(0).getTextContent())
        .startsWith("FAILED · remote target\nThe target shares this host's 2 cores");
    assertThat(elements(all.get(1), "testcase"))
        .extracting(one -> one.getAttribute("name"))
        .containsExactly("workflows.rate >= 95/s", "workflow.count == 0");
    assertThat(messages(all.get(1), "failure")).containsExactly("measured 400: not met");
    // What failed has failed without them.
    assertThat(messages(all.get(2), "skipped"))
        .singleElement()
        .asString()
        .startsWith("The generator was late: ");
  }

  @Test
  void aDoubtThatDecidesFailsItsCaseAndAWarningIsSkipped() throws Exception {
    for (String trust : List.of("on", "off")) {
      Element doubts =
          elements(parsed(run(trust, "workflows.rate >= 95/s")).getDocumentElement(), "testsuite")
              .get(2);
      assertThat(elements(doubts, "testcase").get(0).getAttribute("name"))
          .isEqualTo("generator-late");
      assertThat(elements(doubts, "failure")).hasSize(trust.equals("on") ? 1 : 0);
      assertThat(elements(doubts, "skipped")).hasSize(trust.equals("on") ? 0 : 1);
    }
    Element unasked = elements(parsed(run("on")).getDocumentElement(), "testsuite").get(2);
    assertThat(elements(unasked, "skipped")).hasSize(1);
  }

  @Test
  void whatIsBrokenSaysHowAndNoTextFromOutsideBreaksTheDocument() throws Exception {
    LedgerReport ledger =
        new LedgerReport(SampleRun.counts(4, 4), List.of(HOSTILE, "Two."), List.of(), 0);
    Ending ending = new Ending(Ending.How.TARGET_LOST, HOSTILE);
    RunResult result = SampleRun.result(false, ending, ledger);

    Element invariants = elements(parsed(result).getDocumentElement(), "testsuite").get(0);

    assertThat(invariants.getAttribute("failures")).isEqualTo("2");
    assertThat(messages(invariants, "failure"))
        .containsExactly(
            "?[2J <b a=\"'&]]>?????? é😀",
            "The ledger does not balance: ?[2J <b a=\"'&]]>?????? é😀 The ledger does not balance:"
                + " Two.");
  }

  @Test
  void anInterruptedRunFailsTheCaseOnItsEndAndNothingElse() throws Exception {
    Ending ending = new Ending(Ending.How.INTERRUPTED, "It was interrupted, and drained.");
    RunResult result = SampleRun.result(false, ending, SampleRun.balancedLedger());

    Element invariants = elements(parsed(result).getDocumentElement(), "testsuite").get(0);

    assertThat(messages(invariants, "failure")).containsExactly("It was interrupted, and drained.");
    Element failed = (Element) elements(invariants, "failure").get(0).getParentNode();
    assertThat(failed.getAttribute("name")).isEqualTo("The run comes to its end");
    assertThat(elements(invariants, "system-out").get(0).getTextContent())
        .startsWith("INTERRUPTED · embedded target");
  }

  private static double sum(Element suite) {
    return elements(suite, "testcase").stream()
        .mapToDouble(one -> Double.parseDouble(one.getAttribute("time")))
        .sum();
  }

  private static RunResult run(String trust, String... objectives) {
    List<String> flags = new ArrayList<>(List.of("require-trust", trust));
    for (String objective : objectives) {
      flags.addAll(List.of("require", objective));
    }
    RunFacts facts = SampleRun.facts(true, flags.toArray(String[]::new));
    return SampleRun.result(facts, Ending.finished(), SampleRun.balancedLedger());
  }

  private static Document parsed(RunResult result) throws Exception {
    byte[] text = JunitXml.render(result, Verdict.of(result)).getBytes(StandardCharsets.UTF_8);
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text));
  }

  /** The messages of a suite, each of which the element has as text, too. */
  private static List<String> messages(Element suite, String name) {
    List<Element> elements = elements(suite, name);
    assertThat(elements).allMatch(one -> one.getTextContent().equals(one.getAttribute("message")));
    return elements.stream().map(one -> one.getAttribute("message")).toList();
  }

  private static List<Element> elements(Element parent, String name) {
    NodeList nodes = parent.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
