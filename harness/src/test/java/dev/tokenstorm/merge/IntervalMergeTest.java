package dev.tokenstorm.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.merge.SampleFleet.SampleCell;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.SampleRun;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalMergeTest {
  private static final long SECOND = SampleFleet.SECOND;
  private static final long MILLI = SECOND / 1000;

  private final List<Interval> fleet = new ArrayList<>();

  private IntervalMerge merge(int cells) {
    return new IntervalMerge(SampleRun.START, cells, fleet::add);
  }

  private static List<Interval> merged(long seed, List<List<Interval>> cells) {
    List<Interval> merged = new ArrayList<>();
    new SampleFleet(seed)
        .tell(cells, new IntervalMerge(SampleRun.START, cells.size(), merged::add));
    return merged;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 20})
  void the_shares_of_all_cells_add_up_to_the_whole(int cells) {
    for (int seed = 0; seed < 10; seed++) {
      List<List<Interval>> drawn = new SampleFleet(seed).draw(cells, 12);
      List<Interval> shares = merged(seed, drawn.subList(0, cells));
      List<Interval> whole = merged(seed, drawn.subList(cells, cells + 1));

      assertThat(shares).hasSameSizeAs(whole);
      for (int i = 0; i < shares.size(); i++) {
        Interval one = shares.get(i);
        Interval other = whole.get(i);
        assertThat(one.counts()).isEqualTo(other.counts());
        assertThat(one.latencies()).isEqualTo(other.latencies());
        assertThat(one.process().hiccups()).isEqualTo(other.process().hiccups());
        assertThat(one.phase()).isEqualTo(other.phase());
        assertThat(one.gauges().inFlight()).isEqualTo(other.gauges().inFlight());
        assertThat(one.polls()).isEqualTo(other.polls());
        assertThat(one.index()).isEqualTo(i);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 9})
  void the_order_in_which_cells_tell_does_not_matter(int cells) {
    for (int seed = 0; seed < 20; seed++) {
      List<List<Interval>> drawn = new SampleFleet(seed).draw(cells, 9).subList(0, cells);

      assertThat(merged(seed, drawn)).isEqualTo(merged(seed + 1000, drawn));
    }
  }

  @Test
  void intervals_follow_each_other_without_a_gap_and_end_with_the_last_cell() {
    List<List<Interval>> drawn = new SampleFleet(4).draw(3, 10).subList(0, 3);

    long end = 0;
    for (Interval interval : merged(1, drawn)) {
      assertThat(interval.startNanos()).isEqualTo(end);
      assertThat(interval.start()).isEqualTo(SampleRun.START.plusNanos(end));
      end += interval.lengthNanos();
    }

    assertThat(end).isEqualTo(10 * SECOND);
  }

  private static List<Long> closed(long... millis) {
    return LongStream.of(millis).mapToObj(each -> each * MILLI).toList();
  }

  private void accept(IntervalMerge merge, int cell, SampleCell of) {
    merge.accept(cell, of.intervals().get(of.intervals().size() - 1));
  }

  @Test
  void a_second_is_passed_on_once_every_cell_has_told_of_it() {
    IntervalMerge merge = merge(2);
    SampleCell one = new SampleCell();
    SampleCell other = new SampleCell();

    accept(merge, 0, one.add(Phase.MEASURE, SECOND, closed(1)));
    assertThat(fleet).isEmpty();
    accept(merge, 0, one.add(Phase.MEASURE, 2 * SECOND, closed(1)));
    assertThat(fleet).isEmpty();
    accept(merge, 1, other.add(Phase.MEASURE, SECOND + MILLI, closed(2)));
    assertThat(fleet).hasSize(1);
    assertThat(fleet.get(0).counts().started()).isEqualTo(2);
    merge.ended(1);
    assertThat(fleet).hasSize(2);
    assertThat(fleet.get(1).counts().started()).isEqualTo(3);
  }

  @Test
  void nobody_waits_for_a_lost_cell_and_what_it_had_counted_stays() {
    IntervalMerge merge = merge(2);
    SampleCell one = new SampleCell();
    SampleCell other = new SampleCell();
    accept(merge, 0, one.add(Phase.MEASURE, SECOND, closed(1)));
    accept(merge, 1, other.add(Phase.MEASURE, SECOND, closed(1, 2)));

    accept(merge, 0, one.add(Phase.MEASURE, 2 * SECOND, closed(3)));
    merge.lost(1);

    assertThat(fleet).hasSize(2);
    assertThat(fleet.get(1).counts().started()).isEqualTo(4);
    assertThat(fleet.get(1).phase()).isEqualTo(Phase.MEASURE);
    assertThat(fleet.get(1).gauges()).isEqualTo(new CellGauges(1, 2, 1, 3, 16));
  }

  @Test
  void a_second_is_measured_only_if_all_cells_are() {
    IntervalMerge merge = merge(2);
    SampleCell early = new SampleCell();
    early.add(Phase.MEASURE, SECOND, closed(1)).add(Phase.MEASURE, SECOND * 3 / 2, closed(1));
    early.add(Phase.DRAIN, 2 * SECOND, closed(1)).add(Phase.DRAIN, 5 * SECOND / 2, closed());
    SampleCell late = new SampleCell();
    for (int second = 1; second <= 4; second++) {
      late.add(Phase.MEASURE, second * SECOND, closed(2, 2));
    }
    late.add(Phase.DRAIN, 5 * SECOND, closed());

    new SampleFleet(0).tell(List.of(early.intervals(), late.intervals()), merge);

    assertThat(fleet)
        .extracting(Interval::phase)
        .containsExactly(Phase.MEASURE, Phase.DRAIN, Phase.DRAIN, Phase.DRAIN, Phase.DRAIN);
    assertThat(fleet).extracting(Interval::lengthNanos).containsOnly(SECOND);
    // Their latencies are of measured executions all the same.
    assertThat(fleet.get(1).latencies().measured(Latency.WORKFLOW).getTotalCount()).isEqualTo(4);
  }

  @Test
  void cells_that_change_their_phase_together_do_so_within_a_second() {
    IntervalMerge merge = merge(2);
    SampleCell one = new SampleCell();
    one.add(Phase.MEASURE, SECOND / 2, closed(1)).add(Phase.DRAIN, SECOND, closed(1));
    SampleCell other = new SampleCell();
    other.add(Phase.MEASURE, SECOND / 2 + MILLI, closed(1)).add(Phase.DRAIN, SECOND, closed(1));

    new SampleFleet(0).tell(List.of(one.intervals(), other.intervals()), merge);

    assertThat(fleet).extracting(Interval::phase).containsExactly(Phase.MEASURE, Phase.DRAIN);
    assertThat(fleet)
        .extracting(Interval::lengthNanos)
        .containsExactly(SECOND / 2 + MILLI, SECOND / 2 - MILLI);
  }

  @Test
  void a_warm_up_lasts_until_all_cells_have_ended_it() {
    IntervalMerge merge = merge(2);
    SampleCell one = new SampleCell();
    one.add(Phase.WARMUP, SECOND, closed(1)).add(Phase.MEASURE, 2 * SECOND, closed(1));
    SampleCell other = new SampleCell();
    other
        .add(Phase.WARMUP, SECOND, closed(1))
        .add(Phase.WARMUP, SECOND + 300 * MILLI, closed(1))
        .add(Phase.MEASURE, 2 * SECOND, closed(1));

    new SampleFleet(0).tell(List.of(one.intervals(), other.intervals()), merge);

    assertThat(fleet).extracting(Interval::phase).containsExactly(Phase.WARMUP, Phase.WARMUP);
  }

  @Test
  void processor_time_is_a_sum_and_pauses_are_those_of_the_cell_that_was_held_longest() {
    IntervalMerge merge = merge(2);
    SampleCell one = new SampleCell();
    one.add(Phase.MEASURE, SECOND, closed(1), 20 * MILLI, 300 * MILLI);
    SampleCell other = new SampleCell();
    other.add(Phase.MEASURE, SECOND, closed(1), 50 * MILLI, 500 * MILLI);

    new SampleFleet(0).tell(List.of(one.intervals(), other.intervals()), merge);

    assertThat(fleet.get(0).process().cpuNanos()).isEqualTo(800 * MILLI);
    assertThat(fleet.get(0).process().gcPauseNanos()).hasValue(50 * MILLI);
    assertThat(fleet.get(0).process().safepointNanos()).isEmpty();
    assertThat(fleet.get(0).process().allocatedBytes()).hasValue(2000);
  }

  @Test
  void a_cell_that_is_silent_for_long_holds_back_some_seconds_only_and_loses_nothing() {
    IntervalMerge merge = merge(2);
    SampleCell talking = new SampleCell();
    SampleCell silent = new SampleCell();
    accept(merge, 0, talking.add(Phase.MEASURE, SECOND, closed(1)));
    accept(merge, 1, silent.add(Phase.MEASURE, SECOND, closed(1)));
    for (int second = 2; second <= 100; second++) {
      accept(merge, 0, talking.add(Phase.MEASURE, second * SECOND, closed(1)));
    }
    assertThat(fleet).hasSize(70);

    for (int second = 2; second <= 100; second++) {
      accept(merge, 1, silent.add(Phase.MEASURE, second * SECOND, closed(5)));
    }
    merge.ended(0);
    merge.ended(1);
    merge.finish();

    assertThat(fleet.get(fleet.size() - 1).counts().started()).isEqualTo(200);
    assertThat(fleet.stream().mapToLong(this::closedTimed).sum()).isEqualTo(200);
  }

  private long closedTimed(Interval interval) {
    return interval.latencies().measured(Latency.WORKFLOW).getTotalCount();
  }
}
