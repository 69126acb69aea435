package dev.tokenstorm.report;

import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.search.Capacity;
import dev.tokenstorm.text.Humanize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the capacity that a search found in words. */
final class CapacityText {
  private CapacityText() {}

  static Optional<String> title(WorkloadKind workload, Capacity capacity) {
    return capacity.rate().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "CAPACITY %s %s%s"
                .formatted(
                    Humanize.rate(capacity.rate()),
                    workload.plural(),
                    capacity.confirmedSeconds().isPresent() ? "" : ", not confirmed"));
  }

  static List<String> sentences(Capacity capacity) {
    List<String> sentences = new ArrayList<>();
    sentences.add(found(capacity));
    if (!capacity.unconfirmed().isEmpty()) {
      sentences.add(
          "Did not hold for long: %s."
              .formatted(
                  capacity.unconfirmed().stream()
                      .map(Humanize::rate)
                      .collect(Collectors.joining(", "))));
    }
    if (capacity.breaking().isPresent()) {
      sentences.add(
          "At %s this broke first: %s"
              .formatted(Humanize.rate(capacity.breaking()), String.join(" ", capacity.broke())));
      capacity
          .bottleneck()
          .ifPresent(each -> sentences.add("Bottleneck there: " + BottleneckLines.inFull(each)));
    }
    return sentences;
  }

  private static String found(Capacity capacity) {
    if (capacity.rate().isEmpty() && capacity.breaking().isEmpty()) {
      return "No rate was run often enough to say whether it holds.";
    }
    if (capacity.rate().isEmpty()) {
      return "No rate held, down to %s.".formatted(Humanize.rate(capacity.breaking()));
    }
    String rate = Humanize.rate(capacity.rate());
    String between =
        capacity.breaking().isPresent()
            ? "; the capacity lies between that and %s"
                .formatted(Humanize.rate(capacity.breaking()))
            : "; no higher rate was tried that did not hold";
    return capacity.confirmedSeconds().isPresent()
        ? "%s was held for %s at the end%s."
            .formatted(rate, Humanize.seconds(capacity.confirmedSeconds().getAsDouble()), between)
        : "%s held for a while, and there was no time to hold it for long%s."
            .formatted(rate, between);
  }
}
