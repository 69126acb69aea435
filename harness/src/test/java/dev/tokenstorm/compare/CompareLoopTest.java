package dev.tokenstorm.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.comparison.ComparisonOutcome;
import dev.tokenstorm.comparison.ComparisonResult;
import dev.tokenstorm.comparison.ComparisonWord;
import dev.tokenstorm.comparison.NoWord;
import dev.tokenstorm.comparison.PairResult;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.settings.TestPlans;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a comparison goes, on runs whose figures are computed. */
final class CompareLoopTest {
  private static final List<String> TWO = List.of("a", "--completer sdk", "b", "--completer grpc");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final List<CompareState> states = new ArrayList<>();

  private ComparePlan plan(List<String> sides, String budget) {
    List<String> flags = new ArrayList<>(sides);
    flags.addAll(
        List.of(
            "target",
            "null",
            "budget",
            budget,
            "duration",
            "4s",
            "warmup",
            "300ms",
            "out",
            folder.resolve("out").toString()));
    return TestPlans.compare(flags.toArray(String[]::new));
  }

  private CompareState compare(ComparePlan plan, ComputedSides sides) throws Exception {
    return compare(plan, sides, CompareState.NEW, () -> false);
  }

  private CompareState compare(
      ComparePlan plan,
      ComputedSides sides,
      CompareState begun,
      java.util.function.BooleanSupplier stopped)
      throws Exception {
    NanoClock clock = sides.clock();
    return new CompareLoop(plan, sides, clock, stopped, states::add)
        .run(begun, clock.nanoTime() + plan.budget().toNanos());
  }

  private static PairResult pair(ComparePlan plan, CompareState state, String figure) {
    return result(plan, state).pairs().stream()
        .filter(pair -> pair.figure().name().equals(figure))
        .findFirst()
        .orElseThrow();
  }

  private static ComparisonResult result(ComparePlan plan, CompareState state) {
    return CompareAnswer.of(plan, state).result().orElseThrow();
  }

  @Test
  void allSidesAreWarmedBeforeTheFirstBlockAndBlocksAreFixedThen() throws Exception {
    ComparePlan plan = plan(TWO, "5m");
    ComputedSides sides = new ComputedSides(plan, 100, 200);

    CompareState end = compare(plan, sides);

    assertThat(sides.made().subList(0, 2)).containsExactly("0a", "0b");
    assertThat(sides.made().subList(2, 4)).containsExactlyInAnyOrder("1a", "1b");
    // Of 300 s two warm-ups took 10; a run plans 4.5 s, and 0.6 s for what came on top.
    assertThat(end.allowed()).isEqualTo(OptionalInt.of((int) (290 / 10.2)));
    assertThat(states.get(1).allowed()).isEmpty();
    assertThat(states.get(2).allowed()).isEqualTo(end.allowed());
    assertThat(states.subList(2, states.size()))
        .allSatisfy(state -> assertThat(state.allowed()).isEqualTo(end.allowed()));
  }

  @Test
  void itStopsAtTheFirstLookThatDecidesAllAndNotBefore() throws Exception {
    ComparePlan plan = plan(TWO, "5m");
    ComputedSides sides = new ComputedSides(plan, 100, 200);

    CompareState end = compare(plan, sides);

    int look = plan.judged(end.allowed().orElseThrow()).looks().looks().get(0).blocks();
    assertThat(end.end()).contains(CompareEnd.DECIDED);
    assertThat(CompareAnswer.of(plan, end).blocks()).hasSize(look);
    assertThat(pair(plan, end, "completions.rate").word().word()).contains(ComparisonWord.BETTER);
    assertThat(pair(plan, end, "workflow.p99").word().none()).contains(NoWord.NOT_JUDGED);
    assertThat(CompareAnswer.of(plan, end).outcome()).isEqualTo(ComparisonOutcome.PASSED);
  }

  @Test
  void aSideThatIsWorseFailsTheComparison() throws Exception {
    ComparePlan plan = plan(TWO, "5m");

    CompareState end = compare(plan, new ComputedSides(plan, 200, 100));

    assertThat(pair(plan, end, "completions.rate").word().word()).contains(ComparisonWord.WORSE);
    assertThat(CompareAnswer.of(plan, end).outcome()).isEqualTo(ComparisonOutcome.FAILED);
  }

  @Test
  void neitherSideIsFirstMoreOften() throws Exception {
    ComparePlan plan = plan(TWO, "5m");
    ComputedSides sides = new ComputedSides(plan, 100, 104.5);

    CompareState end = compare(plan, sides);

    List<CompareBlock> blocks = CompareAnswer.of(plan, end).blocks();
    long first = blocks.stream().filter(block -> block.runs().get(0).side().equals("a")).count();
    assertThat(Math.abs(2 * first - blocks.size())).isLessThanOrEqualTo(1);
  }

  @Test
  void aBlockThatOthersDisturbedIsLeftOutAsAWhole() throws Exception {
    ComparePlan plan = plan(TWO, "5m");
    ComputedSides sides =
        new ComputedSides(plan, 100, 200)
            .changed(
                (run, before) ->
                    run.block() == 3 && run.side().equals("b")
                        ? ComputedSides.withOutside(
                            run, new Outside(OptionalDouble.of(0.5), OptionalDouble.empty(), 0))
                        : run);

    CompareState end = compare(plan, sides);

    CompareBlock left = CompareAnswer.of(plan, end).blocks().get(2);
    assertThat(left.leftOut().orElse(""))
        .startsWith("others took 50.0 % of all cores in run ")
        .endsWith(", and 10.0 % in the median run of b");
    assertThat(result(plan, end).leftOut()).isEqualTo(1);
    assertThat(result(plan, end).counted())
        .isEqualTo(CompareAnswer.of(plan, end).blocks().size() - 1);
    assertThat(end.end()).contains(CompareEnd.DECIDED);
  }

  @Test
  void noWordIsGivenWhenMoreThanAQuarterIsLeftOut() throws Exception {
    ComparePlan plan = plan(TWO, "5m");
    ComputedSides sides =
        new ComputedSides(plan, 100, 200)
            .changed(
                (run, before) ->
                    run.block() % 3 == 1
                        ? ComputedSides.withOutside(
                            run, new Outside(OptionalDouble.empty(), OptionalDouble.empty(), 0.7))
                        : run);

    CompareState end = compare(plan, sides);

    assertThat(CompareAnswer.of(plan, end).blocks().get(0).leftOut().orElse(""))
        .contains("the process stood still for 700 ms in run ");
    assertThat(end.end()).contains(CompareEnd.ALL_RUN);
    assertThat(pair(plan, end, "completions.rate").word().none()).contains(NoWord.MANY_LEFT_OUT);
    assertThat(CompareAnswer.of(plan, end).outcome()).isEqualTo(ComparisonOutcome.PASSED);
  }

  /** What a server on this host takes comes with the side. */
  @Test
  void whatASideAlwaysHasFromOthersLeavesNothingOut() throws Exception {
    ComparePlan plan = plan(TWO, "5m");
    ComputedSides sides =
        new ComputedSides(plan, 100, 200)
            .changed(
                (run, before) ->
                    run.side().equals("b")
                        ? ComputedSides.withOutside(
                            run, new Outside(OptionalDouble.of(0.6), OptionalDouble.of(0), 0))
                        : run);

    CompareState end = compare(plan, sides);

    assertThat(CompareAnswer.of(plan, end).blocks())
        .allSatisfy(block -> assertThat(block.leftOut()).isEmpty());
  }

  @Test
  void aFailedRunMakesItsSideFailAndEndsAComparisonOfTwo() throws Exception {
    ComparePlan plan = plan(TWO, "5m");
    ComputedSides sides =
        new ComputedSides(plan, 100, 200)
            .changed(
                (run, before) ->
                    run.block() == 2 && run.side().equals("b")
                        ? ComputedSides.withFault(run, "The ledger does not balance: 1 token.")
                        : run);

    CompareState end = compare(plan, sides);

    assertThat(end.end()).contains(CompareEnd.SIDE_FAILED);
    assertThat(CompareAnswer.of(plan, end).failed()).containsExactly("b");
    assertThat(CompareAnswer.of(plan, end).outcome()).isEqualTo(ComparisonOutcome.FAILED);
    assertThat(pair(plan, end, "completions.rate").word().none()).contains(NoWord.SIDE_FAILED);
    assertThat(sides.made()).hasSize(6);
  }

  @Test
  void ofThreeSidesTheOthersGoOnWithoutTheOneThatFailed() throws Exception {
    ComparePlan plan = plan(List.of("a", "", "b", "", "c", ""), "10m");
    ComputedSides sides =
        new ComputedSides(plan, 100, 200, 100)
            .changed(
                (run, before) ->
                    run.role() == CompareRun.Role.WARM_UP && run.side().equals("b")
                        ? ComputedSides.withFault(run, "2 workflows were left open.")
                        : run);

    CompareState end = compare(plan, sides);

    assertThat(sides.made()).filteredOn(run -> run.endsWith("b")).containsExactly("0b");
    assertThat(result(plan, end).pairs().stream().filter(pair -> pair.figure().judged()))
        .allSatisfy(
            pair ->
                assertThat(pair.word().none().equals(Optional.of(NoWord.SIDE_FAILED)))
                    .isEqualTo(pair.side().equals("b")));
    assertThat(CompareAnswer.of(plan, end).outcome()).isEqualTo(ComparisonOutcome.FAILED);
  }

  @Test
  void anInterruptedBlockIsForgottenAndRunAgainByTheCallThatGoesOn() throws Exception {
    ComparePlan plan = plan(TWO, "5m");
    ComputedSides sides =
        new ComputedSides(plan, 100, 200)
            .changed(
                (run, before) ->
                    before.size() == 7 ? ComputedSides.ended(run, Ending.How.INTERRUPTED) : run);

    CompareState cut = compare(plan, sides);

    assertThat(cut.end()).contains(CompareEnd.INTERRUPTED);
    assertThat(cut.runs()).hasSize(8);
    assertThat(CompareAnswer.of(plan, cut).blocks()).hasSize(2);

    ComputedSides later = new ComputedSides(plan, 100, 200);
    CompareState end = compare(plan, later, cut, () -> false);

    assertThat(later.made().subList(0, 2)).containsExactly("0a", "0b");
    assertThat(later.made().subList(2, 4)).containsExactlyInAnyOrder("3a", "3b");
    assertThat(end.allowed()).isEqualTo(cut.allowed());
    assertThat(end.end()).contains(CompareEnd.DECIDED);
    List<CompareBlock> blocks = CompareAnswer.of(plan, end).blocks();
    assertThat(blocks.stream().map(CompareBlock::number))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, blocks.size()).boxed().toList());
  }

  @Test
  void noRunBeginsOnceAnEndIsAskedFor() throws Exception {
    ComparePlan plan = plan(TWO, "5m");
    ComputedSides sides = new ComputedSides(plan, 100, 200);

    CompareState end = compare(plan, sides, CompareState.NEW, () -> sides.made().size() == 5);

    assertThat(end.end()).contains(CompareEnd.INTERRUPTED);
    assertThat(end.runs()).hasSize(5);
  }

  @Test
  void aBudgetWithRoomForNoBlockEndsAfterTheWarmUps() throws Exception {
    ComparePlan whole = plan(TWO, "5m");
    ComputedSides sides = new ComputedSides(whole, 100, 200);
    NanoClock clock = sides.clock();

    CompareState end =
        new CompareLoop(whole, sides, clock, () -> false, states::add)
            .run(CompareState.NEW, clock.nanoTime() + Duration.ofSeconds(12).toNanos());

    assertThat(end.end()).contains(CompareEnd.BUDGET);
    assertThat(end.allowed()).isEqualTo(OptionalInt.of(0));
    assertThat(CompareAnswer.of(whole, end).result()).isEmpty();
  }
}
