package dev.tokenstorm.server;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.temporal.serviceclient.GrpcMetadataProvider;
import io.temporal.serviceclient.Version;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.List;

/** Adds to each call the headers that the SDK's stubs add. Immutable. */
final class CallHeaders implements ClientInterceptor {
  private final Metadata constant = new Metadata();
  private final List<GrpcMetadataProvider> providers;

  CallHeaders(WorkflowServiceStubsOptions options) {
    constant.merge(options.getHeaders());
    constant.put(ascii("client-name"), Version.SDK_NAME);
    constant.put(ascii("client-version"), Version.LIBRARY_VERSION);
    constant.put(ascii("supported-server-versions"), Version.SUPPORTED_SERVER_VERSIONS);
    this.providers =
        options.getGrpcMetadataProviders() == null
            ? List.of()
            : List.copyOf(options.getGrpcMetadataProviders());
  }

  private static Metadata.Key<String> ascii(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<R> listener, Metadata headers) {
        headers.merge(constant);
        for (GrpcMetadataProvider provider : providers) {
          headers.merge(provider.getMetadata());
        }
        super.start(listener, headers);
      }
    };
  }
}
