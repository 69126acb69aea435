package dev.tokenstorm.merge;

import dev.tokenstorm.ledger.Conservation;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.ledger.OperatorCounts;
import dev.tokenstorm.result.Counts;
import dev.tokenstorm.result.FleetCell;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Adds the ledgers of a fleet's cells. What does not add up in one cell is not made good by what
 * another has too many of: each cell's imbalances are kept, and the sums are checked as well.
 */
final class LedgerSum {
  private LedgerSum() {}

  /**
   * Returns the fleet's ledger.
   *
   * @param cells ledgers by the cells' numbers
   */
  static LedgerReport of(SortedMap<Integer, LedgerReport> cells) {
    LedgerCounts counts = Counts.NONE;
    OperatorCounts operators = OperatorCounts.NONE;
    Set<String> imbalances = new LinkedHashSet<>();
    List<LedgerReport.Finding> findings = new ArrayList<>();
    long total = 0;
    for (Map.Entry<Integer, LedgerReport> cell : cells.entrySet()) {
      LedgerReport ledger = cell.getValue();
      counts = Counts.sum(counts, ledger.counts());
      operators = operators.plus(ledger.operators());
      String name = FleetCell.name(cell.getKey());
      ledger.imbalances().forEach(each -> imbalances.add("Cell %s: %s".formatted(name, each)));
      int room = Findings.IN_MEMORY - findings.size();
      findings.addAll(ledger.findings().subList(0, Math.min(ledger.findings().size(), room)));
      total += ledger.findingsTotal();
    }
    imbalances.addAll(Conservation.imbalances(counts, operators));
    return new LedgerReport(counts, operators, List.copyOf(imbalances), findings, total);
  }
}
