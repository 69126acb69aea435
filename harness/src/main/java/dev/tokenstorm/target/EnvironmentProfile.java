package dev.tokenstorm.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tokenstorm.plan.TargetPlan;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * What the Temporal environment variables and configuration file say of a target. Keys and
 * certificates stay within {@link #options}.
 */
public record EnvironmentProfile(
    String address, Optional<String> namespace, WorkflowServiceStubsOptions options) {
  private static final String DEFAULT_ADDRESS = "localhost:7233";

  /**
   * Reads them.
   *
   * @throws TargetException when the file, the profile or a certificate cannot be read
   */
  public static EnvironmentProfile load(TargetPlan.Environment environment) {
    LoadClientConfigProfileOptions.Builder load = LoadClientConfigProfileOptions.newBuilder();
    environment.profile().ifPresent(load::setConfigFileProfile);
    try {
      ClientConfigProfile profile = ClientConfigProfile.load(load.build());
      String address = profile.getAddress();
      WorkflowServiceStubsOptions options = profile.toWorkflowServiceStubsOptions();
      return new EnvironmentProfile(
          address == null || address.isEmpty() ? DEFAULT_ADDRESS : address,
          Optional.ofNullable(profile.getNamespace()).filter(name -> !name.isEmpty()),
          options);
    } catch (IOException | RuntimeException e) {
      throw new TargetException(
          "--target env: the Temporal environment configuration cannot be used ("
              + reason(e)
              + "); check TEMPORAL_CONFIG_FILE, TEMPORAL_PROFILE or --profile, and the TLS files.",
          e);
    }
  }

  /** What is wrong, without a word of the file: what does not parse may be a key. */
  static String reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof JsonProcessingException malformed) {
        return malformed.getLocation() == null
            ? "the configuration file is malformed"
            : "the configuration file is malformed at line " + malformed.getLocation().getLineNr();
      }
      if (cause instanceof NoSuchFileException missing) {
        return missing.getFile() + " does not exist";
      }
      if (cause instanceof FileSystemException unreadable) {
        return unreadable.getFile() + " cannot be read";
      }
      String message = String.valueOf(cause.getMessage());
      if (message.startsWith("Unable to find profile ")) {
        return Sentences.rootMessage(cause);
      }
    }
    return failure.getClass().getSimpleName();
  }
}
