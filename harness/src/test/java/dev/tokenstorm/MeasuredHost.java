package dev.tokenstorm;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Lets no test class begin before the host was measured, which no test is to disturb. */
public final class MeasuredHost implements BeforeAllCallback {
  @Override
  public void beforeAll(ExtensionContext context) {
    HostCapacity.measured();
  }
}
