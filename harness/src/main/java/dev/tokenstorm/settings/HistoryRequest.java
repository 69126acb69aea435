package dev.tokenstorm.settings;

import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The request of one call to a history.
 *
 * @param labels of the row
 * @param targetLabel what the target is called in the history, if not by its address
 * @param series of the row, if not that of its fingerprint
 */
public record HistoryRequest(
    HistoryLocation location,
    SortedMap<String, String> labels,
    Optional<String> targetLabel,
    Optional<String> series) {
  public HistoryRequest {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** A history without labels, whose series follow from fingerprints. */
  public HistoryRequest(HistoryLocation location) {
    this(location, new TreeMap<>(), Optional.empty(), Optional.empty());
  }

  /**
   * What settings say.
   *
   * @return empty if no history is asked for
   * @throws UsageException when a value is not one, the file cannot be a history, or a label has no
   *     history
   */
  public static Optional<HistoryRequest> of(Settings settings) {
    Optional<HistoryLocation> location = settings.find(HistorySettings.HISTORY);
    if (location.isEmpty()) {
      for (Setting<?> setting :
          List.of(HistorySettings.LABEL, HistorySettings.TARGET_LABEL, HistorySettings.SERIES)) {
        if (settings.givenByFlag(setting) || settings.givenBySideFlag(setting)) {
          throw new UsageException(
              settings.label(setting)
                  + " is of a row of --history; add --history, or leave it out.");
        }
      }
      return Optional.empty();
    }
    if (location.get() instanceof HistoryLocation.File file) {
      HistoryFile.check(file.path(), settings.label(HistorySettings.HISTORY));
    }
    return Optional.of(
        new HistoryRequest(
            location.get(),
            labels(settings),
            settings.find(HistorySettings.TARGET_LABEL),
            settings.find(HistorySettings.SERIES)));
  }

  private static SortedMap<String, String> labels(Settings settings) {
    SortedMap<String, String> labels = new TreeMap<>();
    for (RowLabel label : settings.all(HistorySettings.LABEL)) {
      if (labels.put(label.key(), label.value()) != null) {
        throw new UsageException(
            "%s gives %s twice; leave one of them out."
                .formatted(settings.label(HistorySettings.LABEL), Printable.shown(label.key())));
      }
    }
    return labels;
  }
}
