package dev.tokenstorm.fault;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The faults of a run. Immutable.
 *
 * @param faults in the order in which they begin
 * @param commands those that faults name, in the order in which they do so first
 */
public record FaultPlan(List<PlannedFault> faults, List<FaultCommand> commands) {
  /** A plan without faults. */
  public static final FaultPlan NONE = new FaultPlan(List.of());

  public FaultPlan {
    faults = List.copyOf(faults);
    commands = List.copyOf(commands);
  }

  private FaultPlan(List<PlannedFault> faults) {
    this(faults, List.of());
  }

  /** Numbers faults by the order in which they begin; those that begin at once keep theirs. */
  public static FaultPlan of(List<TimedFault> given) {
    List<TimedFault> ordered = new ArrayList<>(given);
    ordered.sort(Comparator.comparing(TimedFault::at));
    FaultNotation notation = new FaultNotation();
    List<PlannedFault> faults = new ArrayList<>();
    for (TimedFault fault : ordered) {
      faults.add(
          new PlannedFault(faults.size() + 1, fault.at(), fault.kind(), notation.print(fault)));
    }
    return new FaultPlan(faults);
  }

  /** Returns the same with the commands that faults name. */
  public FaultPlan with(List<FaultCommand> named) {
    return new FaultPlan(faults, named);
  }

  /**
   * Returns a command.
   *
   * @throws java.util.NoSuchElementException if no fault names it
   */
  FaultCommand command(String name) {
    return commands.stream()
        .filter(command -> command.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Whether there is a fault. */
  public boolean any() {
    return !faults.isEmpty();
  }

  /** Returns the kind of the fault of a number. */
  public FaultKind kind(int number) {
    return faults.get(number - 1).kind();
  }

  /** Whether there is a fault that acts at a place. */
  public boolean actsAt(FaultPlace place) {
    return places().contains(place);
  }

  /** Returns those that act at a place, in their order. */
  public List<PlannedFault> at(FaultPlace place) {
    return faults.stream().filter(fault -> fault.kind().place() == place).toList();
  }

  /** Returns the places at which faults act. */
  Set<FaultPlace> places() {
    Set<FaultPlace> places = EnumSet.noneOf(FaultPlace.class);
    faults.forEach(fault -> places.add(fault.kind().place()));
    return places;
  }

  /** Returns two faults of one kind that would go on at one time. */
  public Optional<List<PlannedFault>> overlap() {
    for (PlannedFault one : faults) {
      for (PlannedFault other : faults) {
        if (one.number() < other.number() && one.timed().clashesWith(other.timed())) {
          return Optional.of(List.of(one, other));
        }
      }
    }
    return Optional.empty();
  }

  /** Returns the lanes that faults are in. */
  Set<String> lanes() {
    Set<String> lanes = new LinkedHashSet<>();
    faults.forEach(fault -> lanes.add(fault.kind().lane()));
    return lanes;
  }

  /** Returns the faults as a user gives them. */
  public List<TimedFault> timed() {
    return faults.stream().map(PlannedFault::timed).toList();
  }
}
