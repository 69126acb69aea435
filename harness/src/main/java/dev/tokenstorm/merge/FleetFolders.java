package dev.tokenstorm.merge;

import dev.tokenstorm.result.CellFolder;
import dev.tokenstorm.result.CellSeconds;
import dev.tokenstorm.result.FleetCell;
import dev.tokenstorm.result.FleetFacts;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The folders of all cells of one fleet. */
public final class FleetFolders {
  /** By the cells' numbers, from 0, without a gap. */
  private final List<CellFolder> cells;

  private FleetFolders(List<CellFolder> cells) {
    this.cells = cells;
  }

  /**
   * Opens them.
   *
   * @param directories in any order
   * @throws UsageException if one is no folder of a cell, if they are of several fleets, or if a
   *     cell is missing or there twice
   */
  public static FleetFolders open(List<Path> directories) {
    CellFolder first = CellFolder.open(directories.get(0));
    NavigableMap<Integer, CellFolder> cells = new TreeMap<>();
    Map<String, CellFolder> runs = new HashMap<>();
    for (Path directory : directories) {
      CellFolder folder = CellFolder.open(directory);
      checkFleet(first, folder);
      twice(folder, Optional.ofNullable(cells.put(folder.cell().cell(), folder)));
      twice(folder, Optional.ofNullable(runs.put(folder.runId(), folder)));
      FleetFacts told = folder.fleet();
      if (!told.known().equals(first.fleet().known())
          || !told.ending().equals(first.fleet().ending())
          || !told.cells().equals(first.fleet().cells())) {
        throw new UsageException(
            "%s and %s tell different things of what fleet %s was; one of them was changed."
                .formatted(shown(first), shown(folder), fleet(first)));
      }
    }
    int planned = first.cell().cells();
    if (cells.size() < planned) {
      throw new UsageException(
          "Of the %d cells of fleet %s, %s missing; name the folders of all."
              .formatted(planned, fleet(first), missing(planned, cells)));
    }
    FleetFolders fleet = new FleetFolders(List.copyOf(cells.values()));
    fleet.check();
    return fleet;
  }

  /** Before anything is made, as what cannot be read is known then. */
  private void check() {
    for (CellFolder cell : cells) {
      var unused = cell.end();
      cell.seconds().close();
    }
  }

  private static void checkFleet(CellFolder first, CellFolder folder) {
    if (!folder.cell().fleet().equals(first.cell().fleet())
        || folder.cell().cells() != first.cell().cells()) {
      throw new UsageException(
          "%s is of fleet %s, and %s of fleet %s with %d cells; name the cells of one fleet."
              .formatted(
                  shown(first),
                  fleet(first),
                  shown(folder),
                  fleet(folder),
                  folder.cell().cells()));
    }
  }

  /** Ids of executions begin with the id of the cell's run, so no id is there twice either. */
  private static void twice(CellFolder folder, Optional<CellFolder> before) {
    if (before.isPresent()) {
      throw new UsageException(
          "%s and %s are both of cell %s; name each cell once."
              .formatted(shown(before.get()), shown(folder), folder.cell().name()));
    }
  }

  private static String missing(int planned, Map<Integer, CellFolder> cells) {
    List<Integer> missing =
        IntStream.range(0, planned).filter(cell -> !cells.containsKey(cell)).boxed().toList();
    return missing.size() == 1
        ? "cell %s is".formatted(FleetCell.name(missing.get(0)))
        : missing.stream()
            .limit(10)
            .map(FleetCell::name)
            .collect(
                Collectors.joining(", ", "cells ", missing.size() > 10 ? " and more are" : " are"));
  }

  private static String shown(CellFolder folder) {
    return Printable.shown(folder.directory().toString());
  }

  private static String fleet(CellFolder folder) {
    return Printable.shown(folder.cell().fleet());
  }

  /** Returns what only the coordinator knew. */
  public FleetFacts facts() {
    return cells.get(0).fleet();
  }

  /**
   * Adds the cells up.
   *
   * @param fleet what was known of it
   * @param sink takes the fleet's intervals, in their order
   * @throws UsageException if a folder cannot be read
   */
  public RunResult merge(RunFacts fleet, Consumer<Interval> sink) {
    FleetRecorder recorder = new FleetRecorder(fleet, cells.size(), sink);
    List<CellSeconds> open = new ArrayList<>();
    try {
      cells.forEach(cell -> open.add(cell.seconds()));
      read(open, recorder);
    } finally {
      open.forEach(CellSeconds::close);
    }
    cells.forEach(cell -> recorder.end(cell.cell().cell(), cell.end()));
    RunResult result = recorder.finish(facts().ending());
    return facts().cells().map(result::with).orElse(result);
  }

  /** How far a cell has been read. */
  private record Place(int cell, long endNanos) {}

  /** The cell that is behind is read next, so that few seconds wait for others. */
  private static void read(List<CellSeconds> open, FleetRecorder recorder) {
    PriorityQueue<Place> places =
        new PriorityQueue<>(
            Comparator.comparingLong(Place::endNanos).thenComparingInt(Place::cell));
    IntStream.range(0, open.size()).forEach(cell -> places.add(new Place(cell, 0)));
    for (Place behind = places.poll(); behind != null; behind = places.poll()) {
      int cell = behind.cell();
      Optional<Interval> next = open.get(cell).next();
      if (next.isEmpty()) {
        recorder.ended(cell);
      } else {
        Interval interval = next.get();
        recorder.accept(cell, interval);
        places.add(new Place(cell, interval.startNanos() + interval.lengthNanos()));
      }
    }
  }
}
