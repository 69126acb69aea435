package dev.tokenstorm.settings;

import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A text in YAML that holds one mapping. It is taken apart into nodes, and no object is ever made
 * of a tag. Its size and its depth are bounded. Immutable.
 */
final class YamlText {
  private static final int LARGEST_BYTES = 1 << 20;

  private static final int DEEPEST = 10;

  private final YamlForm form;
  private final String name;
  private final String text;

  /**
   * @param name of the text in messages
   */
  YamlText(YamlForm form, String name, String text) {
    this.form = form;
    this.name = name;
    this.text = text;
  }

  /**
   * The text of a file.
   *
   * @throws UsageException when it cannot be read
   */
  static YamlText of(YamlForm form, Path file) {
    String name = Printable.shown(String.valueOf(file.getFileName()));
    return new YamlText(form, name, read(form, file));
  }

  private static String read(YamlForm form, Path file) {
    String shown = form.flag() + form.separator() + Printable.shown(file.toString());
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST_BYTES + 1);
      if (bytes.length > LARGEST_BYTES) {
        throw new UsageException(shown + " is larger than 1 MiB, so no " + form.kind() + ".");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notText) {
      throw new UsageException(shown + " is not text in UTF-8, so no " + form.kind() + ".");
    } catch (NoSuchFileException missing) {
      throw new UsageException(shown + " does not exist; name a YAML file.");
    } catch (IOException unreadable) {
      String reason = Files.isDirectory(file) ? "is a folder" : "cannot be read";
      throw new UsageException(shown + " " + reason + "; name a YAML file.");
    }
  }

  /**
   * The mapping.
   *
   * @throws UsageException when the text is something else
   */
  MappingNode root() {
    LoadSettings yaml =
        LoadSettings.builder()
            .setLabel(name)
            .setCodePointLimit(LARGEST_BYTES)
            // Whoever reads the mapping refuses a key that is no text, by its line.
            .setAllowNonScalarKeys(true)
            .build();
    Optional<Node> root;
    try {
      refuseDepth(new Parse(yaml).parseString(text));
      root = new Compose(yaml).composeString(text);
    } catch (MarkedYamlEngineException notYaml) {
      String line = notYaml.getProblemMark().map(mark -> line(mark.getLine())).orElse("");
      throw noYaml(String.valueOf(notYaml.getProblem()) + line);
    } catch (YamlEngineException notYaml) {
      throw noYaml(String.valueOf(notYaml.getMessage()));
    }
    if (root.isEmpty()) {
      throw wrong(" is empty; write it as in " + form.example() + ".");
    }
    if (root.get() instanceof MappingNode mapping) {
      return mapping;
    }
    throw wrong(" must consist of keys and values, as in " + form.example() + ".");
  }

  /** Nodes are made recursively, events are not: a file nested too deeply must not get further. */
  private void refuseDepth(Iterable<Event> events) {
    int depth = 0;
    for (Event event : events) {
      if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
        throw wrong(" is nested too deeply for a " + form.kind() + ".");
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
  }

  /** An alias that is none is a value that begins with an asterisk, and may be a password. */
  private UsageException noYaml(String problem) {
    String told = problem.strip().replaceFirst("(?s)(undefined alias) .*?( \\(line|$)", "$1$2");
    return wrong(" is not YAML: " + Printable.escaped(told) + ".");
  }

  private UsageException wrong(String what) {
    return new UsageException(named() + what);
  }

  /** How to name the whole text in a message. */
  String named() {
    return form.flag() + ": " + name;
  }

  /** How to name a key in a message: with the text and the line. */
  String label(String key, Node node) {
    return key + " in " + name + node.getStartMark().map(mark -> line(mark.getLine())).orElse("");
  }

  private static String line(int index) {
    return " (line " + (index + 1) + ")";
  }

  /**
   * The text of a scalar.
   *
   * @param label names its place in messages
   * @throws UsageException when the value is something else
   */
  static String text(String label, Node value) {
    if (!(value instanceof ScalarNode scalar) || !isCoreTag(scalar.getTag())) {
      throw new UsageException(label + " must be a single value.");
    }
    if (scalar.getTag().equals(Tag.NULL)) {
      throw new UsageException(label + " has no value; give one or remove the key.");
    }
    return scalar.getValue();
  }

  private static boolean isCoreTag(Tag tag) {
    return List.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL).contains(tag);
  }
}
