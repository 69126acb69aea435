package dev.tokenstorm.settings;

import dev.tokenstorm.plan.Burst;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.Notation;
import dev.tokenstorm.text.Printable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The bursts of {@code --burst}, in the order of their moments: {@code 500@10s,2k@1m}. */
final class BurstNotation implements Notation<List<Burst>> {
  private static final int MOST_BURSTS = 1_000;
  private static final Notation<Integer> WORKFLOWS = CountNotation.ints(1, 1_000_000);
  private static final Notation<Duration> MOMENT = DurationNotation.upTo(Duration.ofDays(30));

  @Override
  public List<Burst> parse(String text) throws Misfit {
    String[] parts = text.split(",", -1);
    if (parts.length > MOST_BURSTS) {
      throw Misfit.plain("must have at most " + MOST_BURSTS + " bursts");
    }
    List<Burst> bursts = new ArrayList<>();
    for (String part : parts) {
      bursts.add(burst(part.strip()));
    }
    bursts.sort(Comparator.comparing(Burst::at));
    return List.copyOf(bursts);
  }

  @Override
  public String print(List<Burst> value) {
    return value.stream().map(BurstNotation::text).collect(Collectors.joining(","));
  }

  /** One of them. */
  static String text(Burst burst) {
    return burst.workflows() + "@" + DurationNotation.text(burst.at());
  }

  private static Burst burst(String text) throws Misfit {
    int at = text.indexOf('@');
    if (at < 0) {
      throw wrong(text, "must have bursts such as 500@10s");
    }
    try {
      return new Burst(
          WORKFLOWS.parse(text.substring(0, at).strip()),
          MOMENT.parse(text.substring(at + 1).strip()));
    } catch (Misfit misfit) {
      throw wrong(text, misfit.demand().replaceFirst("^must be", "must have in each burst"));
    }
  }

  private static Misfit wrong(String text, String demand) {
    return Misfit.plain(demand + ", where it has " + Printable.shown(text));
  }
}
