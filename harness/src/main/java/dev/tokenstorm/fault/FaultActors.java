package dev.tokenstorm.fault;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Has each fault carried out by the actor of the place that it acts at. Immutable. */
public final class FaultActors implements FaultActor {
  /** Nobody. */
  public static final FaultActors NONE = new FaultActors(Map.of());

  private final Map<FaultPlace, FaultActor> actors;

  private FaultActors(Map<FaultPlace, FaultActor> actors) {
    this.actors = actors;
  }

  /** Returns these and one more, which takes the place of another at the same place. */
  public FaultActors with(FaultPlace place, FaultActor actor) {
    Map<FaultPlace, FaultActor> more = new EnumMap<>(FaultPlace.class);
    more.putAll(actors);
    more.put(place, actor);
    return new FaultActors(more);
  }

  @Override
  public void begin(PlannedFault fault) {
    actor(fault).begin(fault);
  }

  @Override
  public FaultWitness end(PlannedFault fault) {
    return actor(fault).end(fault);
  }

  @Override
  public void hurry() {
    actors.values().forEach(FaultActor::hurry);
  }

  @Override
  public void over() {
    actors.values().forEach(FaultActor::over);
  }

  @Override
  public String leftover(PlannedFault fault) {
    return actor(fault).leftover(fault);
  }

  @Override
  public Duration longestEnd() {
    return actors.values().stream()
        .map(FaultActor::longestEnd)
        .max(Comparator.naturalOrder())
        .orElse(SHORT_END);
  }

  private FaultActor actor(PlannedFault fault) {
    return Optional.ofNullable(actors.get(fault.kind().place()))
        .orElseThrow(() -> new IllegalStateException("there is nothing that it could act on"));
  }
}
