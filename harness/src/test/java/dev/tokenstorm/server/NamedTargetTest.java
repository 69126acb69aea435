package dev.tokenstorm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.text.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NamedTargetTest {
  private static final TargetPlan.Environment ENVIRONMENT =
      new TargetPlan.Environment(Optional.empty());

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void whatIsWarnedOfIsWhatIsOpenedThoughTheFileIsGoneByThen() throws IOException {
    try (FrontEnd server = new FrontEnd()) {
      Path file = folder.resolve("temporal.toml");
      String address = "127.0.0.1:" + server.port();
      Files.writeString(
          file,
          "[profile.default]\naddress = \"%s\"\nnamespace = \"from-file\"\n".formatted(address),
          UTF_8);
      NamedTarget named =
          NamedTarget.of(
              new TargetPlan(ENVIRONMENT, Optional.empty(), "queue"),
              Map.of("TEMPORAL_CONFIG_FILE", file.toString()));
      Files.delete(file);

      assertThat(named.address()).hasValue(new HostPort("127.0.0.1", server.port()));
      assertThat(named.namespace()).isEqualTo("from-file");
      try (Target target =
          Target.open(
              named, new NoopScope(), new RpcStatuses(), new ReplyWatch(NanoClock.SYSTEM))) {
        assertThat(target.info().address()).isEqualTo(address);
        assertThat(target.info().namespace()).isEqualTo("from-file");
      }
    }
  }

  @Test
  void theNamespaceIsThePlansOrTheEnvironmentsOrElseDefault() {
    Map<String, String> variables = Map.of("TEMPORAL_NAMESPACE", "from-variable");

    assertThat(namespace(ENVIRONMENT, Optional.of("from-flag"), variables)).isEqualTo("from-flag");
    assertThat(namespace(ENVIRONMENT, Optional.empty(), variables)).isEqualTo("from-variable");
    assertThat(namespace(ENVIRONMENT, Optional.empty(), Map.of())).isEqualTo("default");
    assertThat(namespace(new TargetPlan.Embedded(), Optional.empty(), variables))
        .isEqualTo("default");
  }

  private static String namespace(
      TargetPlan.Choice choice, Optional<String> given, Map<String, String> variables) {
    return NamedTarget.of(new TargetPlan(choice, given, "queue"), variables).namespace();
  }
}
