package dev.tokenstorm.cli;

import dev.tokenstorm.realserver.DevServerFixture;
import io.temporal.serviceclient.WorkflowServiceStubs;

/** A real server for one test class. The tests are skipped where there is none. */
record TestServer(DevServerFixture server) implements AutoCloseable {
  static TestServer start() {
    return new TestServer(DevServerFixture.start());
  }

  String address() {
    return server.address();
  }

  WorkflowServiceStubs connect() {
    return server.stubs();
  }

  @Override
  public void close() {
    server.close();
  }
}
