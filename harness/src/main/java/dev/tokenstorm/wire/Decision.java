package dev.tokenstorm.wire;

import dev.tokenstorm.workload.ExecutionEnd;
import io.temporal.api.command.v1.Command;
import java.util.List;
import java.util.Optional;

/**
 * A decision is the answer to a workflow task.
 *
 * @param end how the workflow ends, if one of the commands closes it
 */
record Decision(List<Command> commands, Optional<ExecutionEnd> end) {}
