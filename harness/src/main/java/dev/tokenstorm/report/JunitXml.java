package dev.tokenstorm.report;

import dev.tokenstorm.result.Doubt;
import dev.tokenstorm.result.Figures;
import dev.tokenstorm.result.ObjectiveResult;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.verdict.Invariant;
import dev.tokenstorm.verdict.Verdict;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A verdict as test runners write their results: a suite each of invariants, objectives and doubts,
 * with a case for each of them. A doubt fails its case where it decides the exit code; else its
 * case is skipped, which is how continuous integration shows a warning. A reason is both attribute
 * and text of its element, because each tool shows one of the two.
 *
 * <p>The run's time is that of the case on its end. The other cases are judgements, which take
 * none, so that whoever adds the cases' times gets the time of the run.
 */
public final class JunitXml {
  private static final String SUITE = "tokenstorm";

  private final XMLStreamWriter xml;

  private JunitXml(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** The document. */
  public static String render(RunResult result, Verdict verdict) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      new JunitXml(xml).write(result, verdict);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("A document in memory could not be written", e);
    }
    return text + "\n";
  }

  private void write(RunResult result, Verdict verdict) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    line(0);
    xml.writeStartElement("testsuites");
    attribute("name", SUITE + " " + result.facts().runId());
    double seconds = result.phases().values().stream().mapToDouble(Figures::seconds).sum();
    begin("invariants", verdict.invariants().size(), broken(verdict), 0, seconds, result);
    for (Invariant invariant : verdict.invariants()) {
      String why = String.join(" ", invariant.breaches());
      double caseSeconds = invariant.name().equals(Invariant.ENDED) ? seconds : 0;
      testCase("invariants", invariant.name(), caseSeconds, "failure", why(invariant.held(), why));
    }
    line(2);
    xml.writeStartElement("system-out");
    text(Headline.of(result, verdict));
    for (String note : verdict.notes()) {
      xml.writeCharacters("\n");
      text(note);
    }
    xml.writeEndElement();
    end();
    begin("objectives", verdict.objectives().size(), missed(verdict), 0, 0, result);
    for (ObjectiveResult objective : verdict.objectives()) {
      testCase(
          "objectives",
          objective.requirement(),
          0,
          "failure",
          why(
              objective.met(),
              "measured %s: %s".formatted(objective.shown(), objective.outcome().words())));
    }
    end();
    int doubts = verdict.doubts().size();
    boolean decide = verdict.doubtsDecide();
    begin("doubts", doubts, decide ? doubts : 0, decide ? 0 : doubts, 0, result);
    for (Doubt doubt : verdict.doubts()) {
      testCase(
          "doubts",
          doubt.kind().key(),
          0,
          decide ? "failure" : "skipped",
          Optional.of(doubt.sentence()));
    }
    end();
    line(0);
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private static String time(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }

  private static Optional<String> why(boolean fine, String message) {
    return fine ? Optional.empty() : Optional.of(message);
  }

  private static int broken(Verdict verdict) {
    return (int) verdict.invariants().stream().filter(one -> !one.held()).count();
  }

  private static int missed(Verdict verdict) {
    return (int) verdict.objectives().stream().filter(one -> !one.met()).count();
  }

  private void begin(
      String name, int tests, int failures, int skipped, double seconds, RunResult result)
      throws XMLStreamException {
    line(1);
    xml.writeStartElement("testsuite");
    attribute("name", SUITE + "." + name);
    attribute("tests", String.valueOf(tests));
    attribute("failures", String.valueOf(failures));
    attribute("errors", "0");
    attribute("skipped", String.valueOf(skipped));
    attribute("timestamp", result.facts().startedAt().toString());
    attribute("time", time(seconds));
  }

  private void end() throws XMLStreamException {
    line(1);
    xml.writeEndElement();
  }

  /**
   * @param element says what became of it, if there is a message
   */
  private void testCase(
      String suite, String name, double seconds, String element, Optional<String> message)
      throws XMLStreamException {
    line(2);
    xml.writeStartElement("testcase");
    attribute("classname", SUITE + "." + suite);
    attribute("name", name);
    attribute("time", time(seconds));
    if (message.isPresent()) {
      line(3);
      xml.writeStartElement(element);
      attribute("message", message.get());
      text(message.get());
      xml.writeEndElement();
      line(2);
    }
    xml.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, allowed(value));
  }

  private void text(String text) throws XMLStreamException {
    xml.writeCharacters(allowed(text));
  }

  private void line(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }

  /** XML 1.0 has no way to write what is replaced here, not even as a reference. */
  private static String allowed(String text) {
    return Paragraph.harmless(text).replace('\ufffe', '?').replace('\uffff', '?');
  }
}
