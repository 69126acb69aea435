package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.frontend.Scenario;
import java.util.List;

/**
 * What the newest server says otherwise than the oldest, whose words the null front end has: each
 * difference once, in one scenario. Nothing of the harness depends on one of them.
 */
enum NewerWords {
  /** Histories that are read end with the events of a task that is tried again (1.32). */
  A_TASK_THAT_IS_TRIED_AGAIN_IS_IN_THE_HISTORY(
      Scenario.FAILED_WORKFLOW_TASKS_ARE_TRIED_AGAIN_WITHOUT_EVENTS,
      "failed twice: 5",
      "failed twice: 4"),
  AN_ACTIVITY_WITHOUT_A_TIMEOUT(
      Scenario.BAD_COMMANDS_FAIL_THE_TASK,
      "a valid StartToCloseTimeout or ScheduleToCloseTimeout must be set on the activity.",
      "A valid StartToClose or ScheduleToCloseTimeout is not set on ScheduleActivityTaskCommand."),
  THE_TIME_FOR_RETRIES_IS_OVER(
      Scenario.EVERY_TIMEOUT_OF_AN_ACTIVITY_FIRES,
      "Not enough time to schedule next retry before activity ScheduleToClose timeout,"
          + " giving up retrying",
      "activity ScheduleToClose timeout"),
  WHY_AN_ACTIVITY_THAT_NEVER_STARTED_IS_NOT_RETRIED(
      Scenario.EVERY_TIMEOUT_OF_AN_ACTIVITY_FIRES,
      "scheduled_event_id: 17 retry_state: RETRY_STATE_TIMEOUT",
      "scheduled_event_id: 17 retry_state: RETRY_STATE_NON_RETRYABLE_FAILURE"),
  WHY_ONE_WHOSE_TIME_IS_OVER_IS_NOT_RETRIED(
      Scenario.EVERY_TIMEOUT_OF_AN_ACTIVITY_FIRES,
      "started_event_id: 23 retry_state: RETRY_STATE_TIMEOUT",
      "started_event_id: 23 retry_state: RETRY_STATE_NON_RETRYABLE_FAILURE");

  private final Scenario scenario;
  private final String newest;
  private final String oldest;

  NewerWords(Scenario scenario, String newest, String oldest) {
    this.scenario = scenario;
    this.newest = newest;
    this.oldest = oldest;
  }

  /** The newest server's transcript in the oldest's words. */
  static List<String> asTheOldest(Scenario scenario, List<String> transcript) {
    List<String> said = transcript;
    for (NewerWords words : values()) {
      if (words.scenario == scenario) {
        said = words.exchanged(said);
      }
    }
    return said;
  }

  private List<String> exchanged(List<String> transcript) {
    assertThat(transcript)
        .as("where the newest server differs")
        .anyMatch(line -> line.contains(newest));
    return transcript.stream().map(line -> line.replace(newest, oldest)).toList();
  }
}
