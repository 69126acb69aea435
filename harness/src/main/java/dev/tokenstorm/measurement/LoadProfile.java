package dev.tokenstorm.measurement;

import java.util.List;

/**
 * The time that the server took at each level of load, the lowest level first. A run that drains,
 * or that begins with a ramp, shows with it whether load makes the server slower.
 *
 * @param calls completion calls, by the number of calls under way when they were made, themselves
 *     included
 * @param callsByWorkflows completion calls, by the number of workflows in flight when they were
 *     answered
 * @param resumes times from completion calls to the workflow's next lines, by the number of
 *     workflows in flight at that line
 * @param wakeUps how late an idle completer's thread woke up for a due token of a measured
 *     workflow, by the number of calls under way then, the token's own included
 */
public record LoadProfile(
    List<LoadLevel> calls,
    List<LoadLevel> callsByWorkflows,
    List<LoadLevel> resumes,
    List<LoadLevel> wakeUps) {
  /** The profile of a run that recorded nothing. */
  public static final LoadProfile NONE =
      new LoadProfile(List.of(), List.of(), List.of(), List.of());

  public LoadProfile {
    calls = List.copyOf(calls);
    callsByWorkflows = List.copyOf(callsByWorkflows);
    resumes = List.copyOf(resumes);
    wakeUps = List.copyOf(wakeUps);
  }
}
