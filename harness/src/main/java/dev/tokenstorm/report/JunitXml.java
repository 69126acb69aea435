package dev.tokenstorm.report;

import dev.tokenstorm.result.Doubt;
import dev.tokenstorm.result.Figures;
import dev.tokenstorm.result.ObjectiveResult;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.verdict.Invariant;
import dev.tokenstorm.verdict.Verdict;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a verdict as the XML that test runners write: one suite each for invariants, objectives
 * and doubts, with one case for each of them.
 *
 * <p>A doubt fails its case only if doubts decide the exit code. Otherwise its case is skipped,
 * which continuous integration shows as a warning. A reason is both the attribute and the text of
 * its element, because each tool shows one of the two.
 *
 * <p>The case on the run's end has the run's time. All other cases are judgements and have none, so
 * the sum of all cases' times is the time of the run.
 */
public final class JunitXml {
  private static final String SUITE = "tokenstorm";
  private static final Pattern OURS =
      Pattern.compile("(<\\?xml[^>]*>)?\\s*<testsuites name=\"" + SUITE + " ");

  private final XMLStreamWriter xml;

  private JunitXml(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** Returns the document. */
  public static String render(RunResult result, Verdict verdict) {
    return document(xml -> xml.write(result, verdict));
  }

  /**
   * Returns the document of a run without a result: one suite, whose only case fails.
   *
   * @param what it was to be on, in a word: {@code run}
   * @param at when it began
   * @param reason why there is no result
   */
  public static String unfinished(String what, String id, Instant at, String reason) {
    return document(xml -> xml.writeUnfinished(what, id, at, reason));
  }

  /** Returns whether a text is such a document, written by any version of this program. */
  public static boolean wrote(String text) {
    return OURS.matcher(text).lookingAt();
  }

  static String document(Content content) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      content.write(new JunitXml(xml));
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("A document in memory could not be written", e);
    }
    return text + "\n";
  }

  private void writeUnfinished(String what, String id, Instant at, String reason)
      throws XMLStreamException {
    beginDocument(id);
    begin("invariants", 1, 1, 0, 0, at);
    testCase("invariants", Invariant.ended(what), 0, "failure", Optional.of(reason));
    end();
    endDocument();
  }

  void beginDocument(String runId) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    line(0);
    xml.writeStartElement("testsuites");
    attribute("name", SUITE + " " + runId);
  }

  void endDocument() throws XMLStreamException {
    line(0);
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void write(RunResult result, Verdict verdict) throws XMLStreamException {
    Instant at = result.facts().startedAt();
    beginDocument(result.facts().runId());
    double seconds = result.phases().values().stream().mapToDouble(Figures::seconds).sum();
    begin("invariants", verdict.invariants().size(), broken(verdict), 0, seconds, at);
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
    begin("objectives", verdict.objectives().size(), missed(verdict), 0, 0, at);
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
    begin("doubts", doubts, decide ? doubts : 0, decide ? 0 : doubts, 0, at);
    for (Doubt doubt : verdict.doubts()) {
      testCase(
          "doubts",
          doubt.kind().key(),
          0,
          decide ? "failure" : "skipped",
          Optional.of(doubt.sentence()));
    }
    end();
    endDocument();
  }

  /** Writes what an element contains. */
  @FunctionalInterface
  interface Content {
    void write(JunitXml xml) throws XMLStreamException;
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

  void begin(String name, int tests, int failures, int skipped, double seconds, Instant at)
      throws XMLStreamException {
    line(1);
    xml.writeStartElement("testsuite");
    attribute("name", SUITE + "." + name);
    attribute("tests", String.valueOf(tests));
    attribute("failures", String.valueOf(failures));
    attribute("errors", "0");
    attribute("skipped", String.valueOf(skipped));
    attribute("timestamp", at.toString());
    attribute("time", time(seconds));
  }

  void end() throws XMLStreamException {
    line(1);
    xml.writeEndElement();
  }

  /**
   * Writes one case.
   *
   * @param seconds time of the case
   * @param element name of the element that holds the message, such as {@code failure}
   * @param message why the case did not pass; empty if it passed
   */
  void testCase(String suite, String name, double seconds, String element, Optional<String> message)
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

  /** Replaces characters that XML 1.0 cannot contain, not even as a reference. */
  private static String allowed(String text) {
    return Paragraph.harmless(text).replace('\ufffe', '?').replace('\uffff', '?');
  }
}
