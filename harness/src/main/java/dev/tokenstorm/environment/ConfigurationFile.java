package dev.tokenstorm.environment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.tokenstorm.text.BoundedFile;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Temporal's configuration file. A missing or empty file has no content. No message repeats any of
 * the content, because what cannot be parsed may be a key.
 *
 * @param name of the file, for messages
 * @param content the tables of the file
 * @param warnings one line on each thing that the user may not have meant
 */
record ConfigurationFile(String name, JsonNode content, List<String> warnings) {
  private static final TomlMapper TOML = new TomlMapper();

  /** Far more than a file of profiles has, in bytes. */
  private static final int MOST_BYTES = 1 << 20;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /**
   * Finds the file and reads it.
   *
   * @throws UsageException if the file exists and cannot be read
   */
  static ConfigurationFile read(Map<String, String> environment) {
    String named = environment.getOrDefault(EnvironmentVariables.CONFIG_FILE, "");
    Optional<Path> path =
        named.isEmpty()
            ? usual(environment, System.getProperty("os.name", ""))
            : Optional.of(path(named));
    if (path.isEmpty()) {
      return new ConfigurationFile("the configuration file", TOML.createObjectNode(), List.of());
    }
    String name = Printable.escaped(path.get().toString());
    try {
      JsonNode content = parse(BoundedFile.bytes(path.get(), MOST_BYTES), name);
      return new ConfigurationFile(name, content, List.of());
    } catch (NoSuchFileException missing) {
      List<String> warnings =
          named.isEmpty()
              ? List.of()
              : List.of(
                  EnvironmentVariables.CONFIG_FILE
                      + " names "
                      + name
                      + ", which does not exist, so only variables count");
      return new ConfigurationFile(name, TOML.createObjectNode(), warnings);
    } catch (IOException e) {
      throw new UsageException(
          "--target env: the configuration file "
              + name
              + (Files.isDirectory(path.get()) ? " is a folder" : " cannot be read")
              + "; name another with "
              + EnvironmentVariables.CONFIG_FILE
              + ".");
    }
  }

  private static Path path(String named) {
    try {
      return Path.of(named);
    } catch (InvalidPathException e) {
      throw new UsageException(
          EnvironmentVariables.CONFIG_FILE
              + " must name a file, not "
              + Printable.shown(named)
              + ".");
    }
  }

  /**
   * Returns the path at which Temporal's CLI keeps the file, unless a variable names another path.
   *
   * @param system name of the operating system
   */
  static Optional<Path> usual(Map<String, String> environment, String system) {
    String lower = system.toLowerCase(Locale.ROOT);
    Optional<Path> folder;
    if (lower.startsWith("windows")) {
      folder = folder(environment, "APPDATA");
    } else if (lower.startsWith("mac")) {
      folder = folder(environment, "HOME").map(home -> home.resolve("Library/Application Support"));
    } else {
      folder =
          folder(environment, "XDG_CONFIG_HOME")
              .or(() -> folder(environment, "HOME").map(home -> home.resolve(".config")));
    }
    return folder.map(found -> found.resolve("temporalio").resolve("temporal.toml"));
  }

  private static Optional<Path> folder(Map<String, String> environment, String variable) {
    return Optional.of(environment.getOrDefault(variable, ""))
        .filter(name -> !name.isEmpty())
        .map(ConfigurationFile::path);
  }

  private static JsonNode parse(byte[] bytes, String name) throws IOException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw notUtf8(name);
    }
    if (text.indexOf('\0') >= 0) {
      throw notUtf8(name);
    }
    boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    try {
      JsonNode content = TOML.readTree(marked ? text.substring(1) : text);
      return content.isObject() ? content : TOML.createObjectNode();
    } catch (JsonProcessingException malformed) {
      throw new UsageException(
          "--target env: the configuration file " + name + " " + reason(malformed) + ".");
    }
  }

  private static String reason(JsonProcessingException malformed) {
    if (malformed.getLocation() == null) {
      return "is malformed";
    }
    int line = malformed.getLocation().getLineNr();
    // For a repeated key the parser names a line after the second one.
    return malformed.getOriginalMessage().startsWith("Duplicate key")
        ? "has a key twice, the second time before line " + line
        : "is malformed at line " + line;
  }

  private static UsageException notUtf8(String name) {
    return new UsageException(
        "--target env: the configuration file "
            + name
            + " is not in UTF-8; save it so in your editor, or with iconv -t UTF-8.");
  }
}
