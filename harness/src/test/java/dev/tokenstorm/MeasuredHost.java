package dev.tokenstorm;

import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

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
    CpuOfOthers others = new CpuOfOthers();
    try {
      invocation.proceed();
    } catch (AssertionError failed) {
      Optional<String> shortage =
          HostCapacity.asked(context.getRequiredTestClass())
              ? others.share().flatMap(HostCapacity::shortage)
              : Optional.empty();
      if (shortage.isEmpty()) {
        throw failed;
      }
      TestAbortedException skipped =
          new TestAbortedException("host cannot carry it: " + shortage.get());
      skipped.addSuppressed(failed);
      throw skipped;
    }
  }
}
