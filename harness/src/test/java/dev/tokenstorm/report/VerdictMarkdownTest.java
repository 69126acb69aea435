package dev.tokenstorm.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.SampleRun;
import dev.tokenstorm.verdict.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictMarkdownTest {

  @Test
  void eachObjectiveDoubtAndInvariantIsARow() {
    RunFacts facts =
        SampleRun.facts(true, "require", "workflows.rate >= 95/s", "require", "workflow.p50 < 1us");
    RunResult result = SampleRun.result(facts, Ending.finished(), SampleRun.balancedLedger());

    assertThat(render(result))
        .isEqualTo(
            """
            ## UNTRUSTWORTHY · remote target

            Run 20261122-193015-4f2a · 127.0.0.1:7233

            |  | objective | measured |
            |---|---|---|
            | ✅ | workflows.rate \\>= 95/s | 100/s, met |
            | ❌ | workflow.p50 \\< 1us | 7.92 ms, not met |

            |  | doubt | why |
            |---|---|---|
            | ⚠️ | generator-late | The generator was late: the schedule lag's p99 was 1.48 ms, above \
            1.00 ms; lower the rate, or give the harness idle cores (--worker wire --completer grpc \
            need fewer). |

            |  | invariant |  |
            |---|---|---|
            | ✅ | The run comes to its end |  |
            | ✅ | The plan is carried out |  |
            | ✅ | The ledger balances |  |
            | ✅ | Workflows end as they were drawn |  |
            | ✅ | The audit agrees with the ledger |  |
            | ✅ | Workflows are measured |  |
            | ✅ | Histories can be read |  |
            | ✅ | Starts are accepted |  |
            | ✅ | Every workflow closes |  |
            | ✅ | Every token is settled |  |

            - The target shares this host's 2 cores with the harness, so each slows the other.
            """);
  }

  @Test
  void anInterruptedRunIsHeadedAsOneAndItsEndIsNoGoodOne() {
    Ending ending = new Ending(Ending.How.INTERRUPTED, "It was interrupted, and drained.");

    assertThat(render(SampleRun.result(false, ending, SampleRun.balancedLedger())))
        .startsWith("## INTERRUPTED · embedded target: not a benchmark\n")
        .contains("| ❌ | The run comes to its end | It was interrupted, and drained. |\n")
        .contains("| ✅ | The ledger balances |  |\n");
  }

  @Test
  void noTextFromOutsideMeansAnything() {
    String hostile = "a | b\r\n# <img src=x> `c` [d](e) *f* \\ &amp;";
    LedgerReport ledger = new LedgerReport(SampleRun.counts(4, 4), List.of(hostile), List.of(), 0);

    assertThat(render(SampleRun.result(false, Ending.finished(), ledger)))
        .startsWith("## FAILED · embedded target: not a benchmark\n")
        .contains(
            "| ❌ | The ledger balances | The ledger does not balance: a \\| b??\\# \\<img src=x\\>"
                + " \\`c\\` \\[d\\](e) \\*f\\* \\\\ \\&amp; |\n")
        .doesNotContain("objective");
  }

  private static String render(RunResult result) {
    return VerdictMarkdown.render(result, Verdict.of(result));
  }
}
