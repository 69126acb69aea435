package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.compare.CompareFile;
import dev.tokenstorm.compare.ComputedComparison;
import dev.tokenstorm.result.StoredRun;
import dev.tokenstorm.search.SearchFile;
import dev.tokenstorm.search.StoredSearches;
import dev.tokenstorm.testkit.Fuzz;
import dev.tokenstorm.testkit.JsonMutator;
import dev.tokenstorm.testkit.Mutator;
import dev.tokenstorm.text.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Folders of results may hold anything: each command that is given one does what it is for, or
 * refuses it in one sentence.
 */
@Timeout(900)
final class StoredFilesFuzzTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_SENTENCE = 2_000;
  private static final int MOST_MEBIBYTES = 1_024;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path temporary;

  /** The files of a folder, by their names. */
  private record Folder(Map<String, byte[]> files) {
    int size() {
      return files.values().stream().mapToInt(bytes -> bytes.length).sum();
    }
  }

  private static Folder read(Path folder) {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> within = Files.list(folder)) {
      for (Path file : within.filter(Files::isRegularFile).toList()) {
        files.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Folder(files);
  }

  private static Folder changed(Mutator mutator, Folder folder, List<String> names) {
    Map<String, byte[]> files = new TreeMap<>(folder.files);
    for (int changes = 1 + mutator.draw(2); changes > 0; changes--) {
      String name = mutator.pick(names);
      byte[] content = files.getOrDefault(name, new byte[0]);
      if (mutator.draw(30) == 0) {
        files.remove(name);
      } else {
        files.put(name, name.contains(".json") ? json(mutator, content) : mutator.file(content));
      }
    }
    return new Folder(files);
  }

  /** A document, or one per line. */
  private static byte[] json(Mutator mutator, byte[] content) {
    if (mutator.draw(4) == 0) {
      return mutator.file(content);
    }
    String text = new String(content, StandardCharsets.UTF_8);
    List<String> documents =
        new ArrayList<>(text.startsWith("{\n") ? List.of(text) : text.lines().toList());
    if (documents.isEmpty()) {
      return content;
    }
    int at = mutator.draw(documents.size());
    documents.set(at, String.valueOf(changed(mutator, documents.get(at))));
    return (String.join("\n", documents) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode changed(Mutator mutator, String document) {
    try {
      return new JsonMutator(mutator).changed(JSON.readTree(document));
    } catch (IOException alreadyChanged) {
      return JSON.nullNode();
    }
  }

  private static void write(Path folder, Folder content) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> left = Files.list(folder)) {
      for (Path file : left.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    for (Map.Entry<String, byte[]> file : content.files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  /** Calls the program, which must end as a user may see it end. */
  private static void call(List<Integer> codes, String... words) {
    Shell shell = new Shell();
    int code = shell.run(words);
    String said = shell.err().strip();
    if (!codes.contains(code)) {
      throw new AssertionError("exit code %d of %s: %s".formatted(code, words[0], cut(said)));
    }
    if (code == ExitCode.USAGE) {
      assertThat(said)
          .as("what %s says", words[0])
          .startsWith("tokenstorm: ")
          .matches("(?s).*[.?]")
          .hasSizeLessThan(LONGEST_SENTENCE)
          .matches(Printable::isPrintable);
    }
    assertThat(said).as("what %s says", words[0]).doesNotContain("--debug", "Exception");
    assertThat(shell.out().lines())
        .as("what %s prints", words[0])
        .allMatch(line -> words[0].equals("report") || Printable.isPrintable(line));
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST_SENTENCE));
  }

  private void fuzz(
      String target, Folder example, List<String> names, int iterations, Fuzz.Reader<Path> reader)
      throws InterruptedException {
    Path folder = temporary.resolve("changed");
    int read =
        Fuzz.<Folder>of(
                target,
                mutator -> changed(mutator, example, names),
                Folder::size,
                thrown -> false,
                MOST_MEBIBYTES)
            .run(
                iterations,
                input -> {
                  write(folder, input);
                  reader.read(folder);
                });
    assertThat(read).isPositive();
  }

  @Test
  void aRunsFolderIsReportedOrRefused() throws InterruptedException {
    Path run = temporary.resolve("run");
    StoredRun.write(run, 6, true);
    List<String> names = List.of("result.json", "intervals.csv", "latency.hlog", "plan.yaml");

    fuzz(
        "folders of runs",
        read(run),
        names,
        60,
        folder -> call(List.of(0, 2), "report", folder.toString()));
  }

  @Test
  void whatAKilledRunLeftIsReportedOrRefused() throws InterruptedException {
    Path run = temporary.resolve("killed");
    StoredRun.leave(run, 6);
    List<String> names = List.of("unfinished.jsonl", "unfinished.jsonl", "latency.hlog");

    fuzz(
        "folders of killed runs",
        read(run),
        names,
        50,
        folder -> call(List.of(0, 2), "report", folder.toString()));
  }

  @Test
  void aRunsFolderIsComparedOrRefused() throws InterruptedException {
    Path run = temporary.resolve("run");
    Path other = temporary.resolve("other");
    StoredRun.write(run, 6, true);
    StoredRun.write(other, 6, true);

    fuzz(
        "folders to compare",
        read(run),
        List.of("result.json"),
        50,
        folder ->
            call(List.of(0, 2, 3, 4), "compare", folder.toString(), "--against", other.toString()));
  }

  @Test
  void aRunsFolderIsAddedToAHistoryOrRefused() throws InterruptedException {
    Path run = temporary.resolve("run");
    StoredRun.write(run, 6, true);
    String history = temporary.resolve("runs.db").toString();

    fuzz(
        "folders for a history",
        read(run),
        List.of("result.json", "result.json", "latency.hlog"),
        60,
        folder -> call(List.of(0, 2), "history", "add", folder.toString(), "--history", history));
    call(List.of(0), "history", "--history", history);
  }

  @Test
  void aSearchGoesOnFromItsFolderOrIsRefused() throws Exception {
    Path search = temporary.resolve("search");
    SearchFile.write(search, StoredSearches.tuned());

    fuzz(
        "folders of searches",
        read(search),
        List.of(SearchFile.NAME),
        60,
        folder -> call(List.of(0, 2), "tune", "--resume", folder.toString(), "--dry-run"));
  }

  @Test
  void aComparisonGoesOnFromItsFolderOrIsRefused() throws Exception {
    Path comparison = temporary.resolve("comparison");
    CompareFile.write(comparison, ComputedComparison.ofRates(100, 101));
    Path file = comparison.resolve(CompareFile.NAME);
    ObjectNode tree = (ObjectNode) JSON.readTree(Files.readString(file));
    Files.writeString(file, tree.put("ending", "under-way").toString());

    fuzz(
        "folders of comparisons",
        read(comparison),
        List.of(CompareFile.NAME),
        60,
        folder -> call(List.of(0, 2), "compare", "--resume", folder.toString(), "--dry-run"));
  }
}
