package dev.tokenstorm.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.compare.CompareSettings;
import dev.tokenstorm.comparison.SideExpectationNotation;
import dev.tokenstorm.fault.FaultNotation;
import dev.tokenstorm.objective.ObjectiveNotation;
import dev.tokenstorm.objective.PartFigureNotation;
import dev.tokenstorm.search.SearchSettings;
import dev.tokenstorm.testkit.Fuzz;
import dev.tokenstorm.testkit.Mutator;
import dev.tokenstorm.text.HostPortNotation;
import dev.tokenstorm.text.Notation;
import dev.tokenstorm.text.Notation.Misfit;
import dev.tokenstorm.text.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every notation takes any text: it reads a value, or refuses the text in one sentence. */
@Timeout(600)
final class NotationFuzzTest {
  private static final int LONGEST_SENTENCE = 1_200;

  /** Values of settings that no plan has, and of lists of things that have no setting. */
  private static final Map<String, List<String>> FURTHER =
      Map.ofEntries(
          Map.entry("out", List.of("results/one")),
          Map.entry("report", List.of("junit=a.xml,markdown=b.md")),
          Map.entry("push", List.of("otlp", "otlp=http://127.0.0.1:9090/v1/metrics")),
          Map.entry("history", List.of("runs.db", "jdbc:postgresql://db:5432/tokenstorm")),
          Map.entry("label", List.of("commit=1a2b3c")),
          Map.entry("budget", List.of("10m", "1h30m")),
          Map.entry("confirm", List.of("2m")),
          Map.entry("tune", List.of("worker-slots=1..64", "completers=1..512")),
          Map.entry("completers", List.of("1..512", "16")),
          Map.entry("a", List.of("--completer sdk", "--steps=3 --seed 7")),
          Map.entry("side", List.of("old=--target old:7233 --namespace 'a b'")),
          Map.entry("margin", List.of("5%", "0.5%")),
          Map.entry("figure", List.of("completions.rate", "drain:workflow.p99")),
          Map.entry(
              "expect", List.of("b.completions.rate > 1.2 * a", "b.workflow.p99 <= 90% * a")));

  /** A notation with texts that it reads. */
  private record Target(Notation<?> notation, List<String> examples) {}

  private record Input(Target target, String text) {}

  private static List<Target> targets() {
    Set<Setting<?>> settings = new LinkedHashSet<>(RunSettings.ALL);
    settings.addAll(SearchSettings.TUNE_ALL);
    settings.addAll(SearchSettings.CAPACITY_ALL);
    settings.addAll(CompareSettings.ALL);
    Map<String, List<String>> values = new LinkedHashMap<>(PlanYamlTest.values());
    FURTHER.forEach(values::putIfAbsent);
    List<Target> targets = new ArrayList<>();
    for (Setting<?> setting : settings) {
      List<String> examples = new ArrayList<>(values.getOrDefault(setting.name(), List.of()));
      examples.addAll(FURTHER.getOrDefault(setting.name(), List.of()));
      examples.add(examples.isEmpty() ? "true" : setting.shownDefault());
      targets.add(new Target(setting.notation(), examples));
    }
    targets.add(new Target(new FaultNotation(), values.getOrDefault("fault", List.of())));
    targets.add(new Target(new ObjectiveNotation(), values.getOrDefault("require", List.of())));
    targets.add(new Target(new PartFigureNotation(), values.getOrDefault("figure", List.of())));
    targets.add(new Target(new HostPortNotation(0), List.of("10.0.0.5:7233", "[::1%eth0]:80")));
    targets.add(
        new Target(
            new SideExpectationNotation(List.of("a", "b", "c")),
            values.getOrDefault("expect", List.of())));
    return targets;
  }

  private static Input input(Mutator mutator, List<Target> targets) {
    Target target = mutator.pick(targets);
    return new Input(
        target,
        mutator.draw(12) == 0
            ? mutator.word()
            : mutator.text(
                mutator.draw(6) == 0 ? mutator.pick(targets).examples() : target.examples()));
  }

  private static <V> void readAndWrite(Notation<V> notation, String text) throws Misfit {
    V value;
    try {
      value = notation.parse(text);
    } catch (Misfit misfit) {
      assertThat(misfit.sentence("--flag", text))
          .hasSizeLessThan(LONGEST_SENTENCE)
          .matches("(?s).*[.?]")
          .matches(Printable::isPrintable);
      throw misfit;
    }
    String written = notation.print(value);
    try {
      assertThat((Object) notation.parse(written)).isEqualTo(value);
    } catch (Misfit misfit) {
      throw new AssertionError(
          "what was written is not read: " + misfit.sentence("--flag", written));
    }
  }

  @Test
  void everyNotationReadsAValueThatItWritesOrRefusesTheTextInOneSentence()
      throws InterruptedException {
    List<Target> targets = targets();

    int read =
        Fuzz.<Input>of(
                "notations",
                mutator -> input(mutator, targets),
                input -> input.text().length(),
                Misfit.class::isInstance,
                64)
            .run(20_000, input -> readAndWrite(input.target().notation(), input.text()));

    assertThat(read).as("texts that are still values").isPositive();
  }
}
