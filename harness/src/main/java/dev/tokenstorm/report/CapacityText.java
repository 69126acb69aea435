package dev.tokenstorm.report;

import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.search.Capacity;
import dev.tokenstorm.search.OwnLimit;
import dev.tokenstorm.search.SearchRecord;
import dev.tokenstorm.search.SearchThreshold;
import dev.tokenstorm.search.Step;
import dev.tokenstorm.search.Trial;
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
            "CAPACITY %s%s %s%s%s"
                .formatted(
                    capacity.own().isPresent() ? "at least " : "",
                    Humanize.rate(capacity.rate()),
                    workload.plural(),
                    capacity.confirmedSeconds().isPresent() ? "" : ", not confirmed",
                    capacity.own().map(own -> ": " + limit(own)).orElse("")));
  }

  /**
   * Returns the answer's sentences.
   *
   * @param search that found it
   */
  static List<String> sentences(Capacity capacity, SearchRecord search) {
    boolean given = search.plan().given().containsKey("completers");
    List<String> sentences = new ArrayList<>();
    sentences.add(found(capacity, search.trials()));
    capacity.own().ifPresent(own -> sentences.add(own(own, given)));
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

  /** Says what bounds the answer from above; a limit of the harness bounds no server. */
  private static String between(Capacity capacity) {
    if (capacity.own().isPresent()) {
      return "; %s did not hold".formatted(Humanize.rate(capacity.own().get().rate()));
    }
    return capacity.breaking().isPresent()
        ? "; the capacity lies between that and %s".formatted(Humanize.rate(capacity.breaking()))
        : "; no higher rate was tried that did not hold";
  }

  /** Says in a few words what of the harness may be the limit. */
  private static String limit(OwnLimit own) {
    return switch (own.cause()) {
      case COMPLETERS -> Humanize.count(own.completers()) + " completers may be the limit";
      case WORKER_SLOTS -> "the worker's slots were full";
      case WORKER_POLLERS -> "the worker had too few polls";
      case WORKFLOW_CACHE -> "the worker's cache was too small";
      default -> "this generator was too slow";
    };
  }

  private static String own(OwnLimit own, boolean given) {
    return own.cause() == Bottleneck.Cause.COMPLETERS
        ? ("At %s the limit may be the %s completers and not the server, which may then do more:"
                + " %s.")
            .formatted(
                Humanize.rate(own.rate()),
                Humanize.count(own.completers()),
                moreCompleters(own, given))
        : "At %s the harness most likely kept the rate from holding, so the server may do more."
            .formatted(Humanize.rate(own.rate()));
  }

  /** Says how to get more than a run had. */
  private static String moreCompleters(OwnLimit own, boolean given) {
    if (given) {
      return "raise --completers, or leave it out, and with enough --budget the search sizes the"
          + " pool itself";
    }
    if (own.completers() < own.mostCompleters()) {
      return "give more --budget, so that the search runs the rate again with more of them";
    }
    return own.mostCompleters() < SearchThreshold.POOL_MOST.value()
        ? "this host lets the process have no more threads, so give --completer grpc, or run on JDK"
            + " 21 or later"
        : "the search takes %s at most, so give more with --completers"
            .formatted(Humanize.count(own.mostCompleters()));
  }

  /** Says with how many completers the answer was held, as a run needs as many. */
  private static String completers(Capacity capacity, List<Trial> trials) {
    return trials.stream()
        .filter(trial -> trial.role() == Step.Role.CONFIRMATION)
        .filter(trial -> trial.value() == capacity.rate().orElse(0))
        .filter(trial -> trial.measured().seconds() == capacity.confirmedSeconds().orElse(0))
        .reduce((one, other) -> other)
        .map(trial -> " with " + Humanize.count(trial.measured().completers(), "completer"))
        .orElse("");
  }

  private static String found(Capacity capacity, List<Trial> trials) {
    if (capacity.rate().isEmpty() && capacity.breaking().isEmpty()) {
      return "No rate was run often enough to say whether it holds.";
    }
    if (capacity.rate().isEmpty()) {
      return "No rate held, down to %s.".formatted(Humanize.rate(capacity.breaking()));
    }
    String rate = Humanize.rate(capacity.rate());
    String between = between(capacity);
    return capacity.confirmedSeconds().isPresent()
        ? "%s was held for %s at the end%s%s."
            .formatted(
                rate,
                Humanize.seconds(capacity.confirmedSeconds().getAsDouble()),
                completers(capacity, trials),
                between)
        : "%s held for a while, and there was no time to hold it for long%s."
            .formatted(rate, between);
  }
}
