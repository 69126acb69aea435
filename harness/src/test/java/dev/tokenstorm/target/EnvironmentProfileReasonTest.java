package dev.tokenstorm.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.io.ContentReference;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class EnvironmentProfileReasonTest {

  @Test
  void aMalformedFileIsNamedByItsLineAndNotByItsContent() {
    JsonLocation third = new JsonLocation(ContentReference.unknown(), 40, 3, 11);
    JsonParseException malformed =
        new JsonParseException(null, "Unexpected token s3cr3t-api-key", third);

    assertThat(EnvironmentProfile.reason(new IllegalStateException(malformed)))
        .isEqualTo("the configuration file is malformed at line 3");
  }

  @Test
  void aMissingCertificateIsNamed() {
    assertThat(
            EnvironmentProfile.reason(new IllegalStateException(new NoSuchFileException("a.pem"))))
        .isEqualTo("a.pem does not exist");
  }

  @Test
  void whatNobodyKnowsIsNotRepeated() {
    assertThat(EnvironmentProfile.reason(new IllegalStateException("key=s3cr3t")))
        .isEqualTo("IllegalStateException");
  }
}
