package dev.tokenstorm.greeting;

import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionEnd.Status;
import io.temporal.api.command.v1.Command;
import java.util.Optional;

/** Reads how a workflow ends from the command that closes it. */
final class ClosingCommands {
  private ClosingCommands() {}

  /** The end, if the command closes its workflow. */
  static Optional<ExecutionEnd> end(Command command) {
    return switch (command.getCommandType()) {
      case COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION ->
          Optional.of(
              WorkflowEnds.completed(
                  command.getCompleteWorkflowExecutionCommandAttributes().getResult()));
      case COMMAND_TYPE_FAIL_WORKFLOW_EXECUTION ->
          Optional.of(
              WorkflowEnds.failed(
                  command.getFailWorkflowExecutionCommandAttributes().getFailure()));
      case COMMAND_TYPE_CANCEL_WORKFLOW_EXECUTION -> Optional.of(ExecutionEnd.of(Status.CANCELLED));
      default -> Optional.empty();
    };
  }
}
