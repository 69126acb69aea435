package dev.tokenstorm;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Lets no test class begin before the host was measured, which no test is to disturb. A test of a
 * time or a rate that fails while others used the host's cores is skipped, as it measured them.
 */
public final class MeasuredHost implements BeforeAllCallback, InvocationInterceptor {
  @Override
  public void beforeAll(ExtensionContext context) {
    HostCapacity.measured();
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    excused(invocation, context);
  }

  /** Those that are repeated, or have parameters. */
  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    excused(invocation, context);
  }

  private static void excused(Invocation<Void> invocation, ExtensionContext context)
      throws Throwable {
    CpuOfOthers others = new CpuOfOthers();
    try {
      invocation.proceed();
    } catch (AssertionError failed) {
      HostCapacity.excuse(context.getRequiredTestClass(), others, failed);
      throw failed;
    }
  }
}
