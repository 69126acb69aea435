package dev.tokenstorm.greeting;

import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.unsafe.WorkflowUnsafe;

/** Tells when an activity's result reaches the workflow, without touching its code. */
final class ResumeInterceptor extends WorkerInterceptorBase {
  private final GreetingEvents events;

  ResumeInterceptor(GreetingEvents events) {
    this.events = events;
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor outboundCalls) {
        super.init(new Outbound(outboundCalls));
      }
    };
  }

  private final class Outbound extends WorkflowOutboundCallsInterceptorBase {
    Outbound(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
      ActivityOutput<R> output = super.executeActivity(input);
      String workflowId = Workflow.getInfo().getWorkflowId();
      String greeting = String.valueOf(input.getArgs()[0]);
      return new ActivityOutput<>(
          output.getActivityId(),
          output
              .getResult()
              .handle(
                  (result, failure) -> {
                    if (failure != null) {
                      throw failure;
                    }
                    if (!WorkflowUnsafe.isReplaying()) {
                      events.resumed(workflowId, greeting);
                    }
                    return result;
                  }));
    }
  }
}
