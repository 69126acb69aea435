package dev.tokenstorm.history;

import dev.tokenstorm.settings.HistoryLocation;
import dev.tokenstorm.settings.HistoryRequest;
import dev.tokenstorm.settings.HistorySettings;
import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.text.ShellWord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that adds results to a history later, as {@code --history} itself would have. */
final class AddCommand {
  private AddCommand() {}

  /**
   * The command.
   *
   * @param folder of the results
   * @param request what the row was to have; the address of a database is not told
   */
  static String of(Path folder, HistoryRequest request) {
    List<String> words = new ArrayList<>(List.of("tokenstorm history add"));
    words.add(ShellWord.of(folder.toString()));
    words.add(HistorySettings.HISTORY.flag());
    words.add(
        request.location() instanceof HistoryLocation.File file
            ? ShellWord.of(file.path().toString())
            : "URL");
    request.labels().forEach((key, value) -> add(words, HistorySettings.LABEL, key + "=" + value));
    request.targetLabel().ifPresent(label -> add(words, HistorySettings.TARGET_LABEL, label));
    request.series().ifPresent(series -> add(words, HistorySettings.SERIES, series));
    return String.join(" ", words);
  }

  private static void add(List<String> words, Setting<?> setting, String value) {
    words.add(setting.flag());
    words.add(ShellWord.of(value));
  }
}
