package dev.tokenstorm.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes keys and certificates with openssl, in a folder of the test's own. */
public final class TestPki {
  private final Path folder;

  /** Makes an authority, {@code ca.pem}. */
  public TestPki(Path folder) {
    this.folder = folder;
    key("ca.key", "EC");
    openssl(
        "req -x509 -new -key ca.key -days 2 -subj /CN=test-authority -out ca.pem"
            + " -addext basicConstraints=critical,CA:TRUE");
  }

  /** A private key in PKCS#8: {@code RSA}, {@code EC}, {@code ED25519}. */
  public void key(String file, String algorithm) {
    String options =
        switch (algorithm) {
          case "RSA" -> " -pkeyopt rsa_keygen_bits:2048";
          case "EC" -> " -pkeyopt ec_paramgen_curve:P-256";
          default -> "";
        };
    openssl("genpkey -algorithm " + algorithm + options + " -out " + file);
  }

  /** A certificate of the authority's for a key, with names such as {@code DNS:a,IP:127.0.0.1}. */
  public void certificate(String file, String key, String names) {
    openssl("req -new -key " + key + " -subj /CN=" + key + " -out request.pem");
    write("names.cnf", names.isEmpty() ? "" : "subjectAltName=" + names + "\n");
    openssl(
        "x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 1"
            + " -extfile names.cnf -out "
            + file);
  }

  /** Runs openssl in the folder. */
  public void openssl(String arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("openssl.log").toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            command + ": " + Files.readString(folder.resolve("openssl.log")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Writes a text file. */
  public Path write(String file, String text) {
    try {
      return Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file's text. */
  public String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file's path, as a configuration names it. */
  public String path(String file) {
    return folder.resolve(file).toString();
  }

  public Path file(String file) {
    return folder.resolve(file);
  }
}
