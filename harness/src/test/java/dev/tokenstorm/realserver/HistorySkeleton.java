package dev.tokenstorm.realserver;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What of a history does not depend on who played the workflow, nor on when: the events of each
 * activity, in their order, and how the workflow began and closed. Ids, times, identities, names of
 * queues and stack traces are left out, and workflow tasks with them.
 */
final class HistorySkeleton {
  private static final Set<String> INCIDENTAL =
      Set.of(
          "event_id",
          "event_time",
          "task_id",
          "activity_id",
          "scheduled_event_id",
          "started_event_id",
          "workflow_task_completed_event_id",
          "latest_cancel_requested_event_id",
          "identity",
          "request_id",
          "stack_trace",
          "original_execution_run_id",
          "first_execution_run_id",
          "workflow_execution_expiration_time",
          "workflow_id",
          "last_heartbeat_details");

  private HistorySkeleton() {}

  /** The workflow's own events under its name, each activity's under its input. */
  static Map<String, List<Message>> of(List<HistoryEvent> events) {
    Map<String, List<Message>> skeleton = new TreeMap<>();
    Map<Long, String> inputs = new HashMap<>();
    for (HistoryEvent event : events) {
      Message attributes = attributes(event);
      if (event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED) {
        inputs.put(
            event.getEventId(),
            event
                .getActivityTaskScheduledEventAttributes()
                .getInput()
                .getPayloads(0)
                .getData()
                .toStringUtf8());
      }
      String name = event.getEventType().name();
      if (name.startsWith("EVENT_TYPE_ACTIVITY")) {
        long scheduled = scheduledEventId(attributes, event.getEventId());
        String input = inputs.getOrDefault(scheduled, "unknown");
        skeleton.computeIfAbsent(input, unused -> new ArrayList<>()).add(bare(attributes));
      } else if (name.startsWith("EVENT_TYPE_WORKFLOW_EXECUTION")) {
        skeleton.computeIfAbsent("workflow", unused -> new ArrayList<>()).add(bare(attributes));
      }
    }
    return skeleton;
  }

  private static Message attributes(HistoryEvent event) {
    return event.getAllFields().entrySet().stream()
        .filter(field -> field.getKey().getName().endsWith("_event_attributes"))
        .map(field -> (Message) field.getValue())
        .findFirst()
        .orElseThrow();
  }

  private static long scheduledEventId(Message attributes, long own) {
    FieldDescriptor field = attributes.getDescriptorForType().findFieldByName("scheduled_event_id");
    return field == null ? own : (long) attributes.getField(field);
  }

  /** The message without what is incidental, all the way down. */
  private static Message bare(Message message) {
    Message.Builder builder = message.toBuilder();
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      FieldDescriptor key = field.getKey();
      boolean queueName =
          key.getName().equals("name")
              && message.getDescriptorForType().getName().equals("TaskQueue");
      if (INCIDENTAL.contains(key.getName()) || queueName) {
        builder.clearField(key);
      } else if (!key.isRepeated() && field.getValue() instanceof Message inner) {
        builder.setField(key, bare(inner));
      }
    }
    return builder.build();
  }
}
