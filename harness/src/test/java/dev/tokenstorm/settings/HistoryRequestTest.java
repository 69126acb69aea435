package dev.tokenstorm.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call may say of a history. */
final class HistoryRequestTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private static Settings flags(String... namesAndValues) {
    return Settings.of(List.of(Sources.flags(namesAndValues)));
  }

  private static HistoryRequest request(String... history) {
    String[] flags = Arrays.copyOf(new String[] {"history"}, history.length + 1);
    System.arraycopy(history, 0, flags, 1, history.length);
    return HistoryRequest.of(flags(flags)).orElseThrow();
  }

  @Test
  void aPathIsAFileAndAUrlOfPostgresADatabase() {
    Path file = folder.resolve("runs.db");
    assertThat(request(file.toString()).location()).isEqualTo(new HistoryLocation.File(file));
    String url = "jdbc:postgresql://db.example.com:5432/tokenstorm?sslmode=verify-full";
    assertThat(request(url).location()).isEqualTo(new HistoryLocation.Database(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db/tokenstorm?user=ci&password=hunter2",
        "jdbc:postgresql://db/tokenstorm?%70assword=hunter2",
        "jdbc:postgresql://db/tokenstorm?sslpassword=hunter2",
        "jdbc:postgresql://ci:hunter2@db/tokenstorm"
      })
  void aUrlWithAPasswordIsRefusedAndNotRepeated(String url) {
    assertThatThrownBy(() -> request(url))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--history must not have a user or a password")
        .hasMessageContaining("PGPASSWORD")
        .message()
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://db/tokenstorm",
        "jdbc:sqlite:runs.db",
        "postgresql://ci:hunter2@db/tokenstorm",
        "https://example.com/runs.db",
        "jdbc:postgresql://db/"
      })
  void anotherUrlIsNoFile(String url) {
    assertThatThrownBy(() -> request(url))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--history must be a file, or a URL such as jdbc:postgresql://db:5432/tokenstorm.");
  }

  /** What a message, a log line or a debugger may show. */
  @Test
  void aDatabaseDoesNotTellItsUrl() {
    HistoryLocation location = request("jdbc:postgresql://db.example.com/tokenstorm").location();
    assertThat(location.shown()).isEqualTo("the database");
    assertThat(location).hasToString("the database");
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedBeforeTheRun() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "These are notes of last week.");
    Path nowhere = folder.resolve("none/runs.db");
    assertThatThrownBy(() -> request(text.toString()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("must name an SQLite database or a new file");
    assertThatThrownBy(() -> request(folder.toString())).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> request(nowhere.toString()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is not a folder that can be written to");
    assertThatThrownBy(() -> request(folder.resolve("what?.db").toString()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("question mark");
    assertThat(nowhere).doesNotExist();
  }

  @Test
  void labelsHaveKeysOfTheirOwn() {
    HistoryRequest request =
        request(
            folder.resolve("runs.db").toString(),
            "label",
            "commit=1a2b3c",
            "label",
            "note=a=b c",
            "series",
            "nightly",
            "target-label",
            "staging");
    assertThat(request.labels()).isEqualTo(Map.of("commit", "1a2b3c", "note", "a=b c"));
    assertThat(request.series()).contains("nightly");
    assertThat(request.targetLabel()).contains("staging");
  }

  @ParameterizedTest
  @ValueSource(strings = {"commit", "=1a2b3c", "a b=c", "commit=", "commit=\u001b[2J"})
  void aLabelThatIsNoneIsRefused(String label) {
    String file = folder.resolve("runs.db").toString();
    assertThatThrownBy(() -> request(file, "label", label))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--label must ");
  }

  @Test
  void aKeyThatIsGivenTwiceIsRefused() {
    String file = folder.resolve("runs.db").toString();
    assertThatThrownBy(() -> request(file, "label", "commit=1", "label", "commit=2"))
        .isInstanceOf(UsageException.class)
        .hasMessage("--label gives commit twice; leave one of them out.");
  }

  @Test
  void aLabelWithoutAHistoryIsAMistakeAsAFlagAlone() {
    assertThatThrownBy(() -> HistoryRequest.of(flags("label", "a=b")))
        .isInstanceOf(UsageException.class)
        .hasMessage("--label is of a row of --history; add --history, or leave it out.");
    Settings variable =
        Settings.of(List.of(SettingVariables.read(Map.of("TOKENSTORM_LABEL", "a=b,c=d"))));
    assertThat(HistoryRequest.of(variable)).isEmpty();
    assertThat(variable.all(HistorySettings.LABEL))
        .containsExactly(new RowLabel("a", "b"), new RowLabel("c", "d"));
  }

  @Test
  void noPlanFileHasAHistory() {
    assertThat(RunSettings.planNames())
        .doesNotContain("history", "label", "target-label", "series");
  }
}
