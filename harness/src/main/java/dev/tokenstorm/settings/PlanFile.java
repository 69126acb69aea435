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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Settings from a YAML file: one mapping of setting names to scalars, or to a list of scalars where
 * a setting takes several values. The file is taken apart into nodes and no object is ever made of
 * a tag. A scalar's text goes through the same notation as a flag's.
 */
public final class PlanFile {
  private static final int LARGEST_BYTES = 1 << 20;

  private static final int DEEPEST = 10;

  private final String name;

  private PlanFile(Path file) {
    this.name = Printable.shown(String.valueOf(file.getFileName()));
  }

  /**
   * What a file gives.
   *
   * @throws UsageException when it cannot be read, is not such a file, or has an unknown key
   */
  public static Map<Setting<?>, GivenValue> read(Path file) {
    PlanFile reader = new PlanFile(file);
    return reader.settings(reader.root(reader.text(file)));
  }

  /**
   * What a file gives of some settings, whatever else is wrong with it.
   *
   * @throws UsageException when it cannot be read, is no YAML, or gives one of these in a wrong
   *     form
   */
  public static Map<Setting<?>, GivenValue> read(Path file, Set<Setting<?>> wanted) {
    PlanFile reader = new PlanFile(file);
    MappingNode root = reader.root(reader.text(file));
    root.setValue(
        root.getValue().stream()
            .filter(entry -> entry.getKeyNode() instanceof ScalarNode)
            .filter(
                entry ->
                    RunSettings.named(((ScalarNode) entry.getKeyNode()).getValue())
                        .filter(wanted::contains)
                        .isPresent())
            .toList());
    return reader.settings(root);
  }

  private String text(Path file) {
    String shown = Printable.shown(file.toString());
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST_BYTES + 1);
      if (bytes.length > LARGEST_BYTES) {
        throw new UsageException("--plan " + shown + " is larger than 1 MiB, so no plan file.");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notText) {
      throw new UsageException("--plan " + shown + " is not text in UTF-8, so no plan file.");
    } catch (NoSuchFileException missing) {
      throw new UsageException("--plan " + shown + " does not exist; name a YAML file.");
    } catch (IOException unreadable) {
      String reason = Files.isDirectory(file) ? "is a folder" : "cannot be read";
      throw new UsageException("--plan " + shown + " " + reason + "; name a YAML file.");
    }
  }

  private MappingNode root(String text) {
    LoadSettings yaml =
        LoadSettings.builder()
            .setLabel(name)
            .setCodePointLimit(LARGEST_BYTES)
            // A key that is no text is refused below, by its line.
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
      throw new UsageException("--plan: " + name + " is empty; write it as in workflows: 2000.");
    }
    if (root.get() instanceof MappingNode mapping) {
      return mapping;
    }
    throw new UsageException(
        "--plan: " + name + " must consist of keys and values, as in workflows: 2000.");
  }

  /** Nodes are made recursively, events are not: a file nested too deeply must not get further. */
  private void refuseDepth(Iterable<Event> events) {
    int depth = 0;
    for (Event event : events) {
      if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
        throw new UsageException("--plan: " + name + " is nested too deeply for a plan file.");
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
  }

  private UsageException noYaml(String problem) {
    return new UsageException(
        "--plan: " + name + " is not YAML: " + Printable.escaped(problem.strip()) + ".");
  }

  private Map<Setting<?>, GivenValue> settings(MappingNode root) {
    Map<Setting<?>, GivenValue> found = new LinkedHashMap<>();
    for (NodeTuple entry : root.getValue()) {
      Setting<?> setting = setting(entry.getKeyNode());
      String key = ((ScalarNode) entry.getKeyNode()).getValue();
      String label = label(key, entry.getKeyNode());
      GivenValue given =
          new GivenValue(
              GivenValue.Source.PLAN_FILE, label, texts(setting, label, entry.getValueNode()));
      Optional<GivenValue> before = Optional.ofNullable(found.put(setting, given));
      if (before.isPresent()) {
        throw new UsageException(
            before.get().label().startsWith(key + " ")
                ? label + " is there for the second time; keep one."
                : Setting.twice(before.get().label(), label));
      }
    }
    return found;
  }

  private Setting<?> setting(Node key) {
    String text = key instanceof ScalarNode scalar ? scalar.getValue() : "";
    Setting<?> setting =
        RunSettings.named(text)
            .orElseThrow(
                () ->
                    new UsageException(
                        label(Printable.shown(text), key)
                            + " is not a setting; did you mean "
                            + SettingGuess.of(text, RunSettings.planKeys())
                            + "?"));
    if (!setting.inPlan()) {
      throw new UsageException(
          label(text, key) + " is not part of a plan; give " + setting.flag() + " as a flag.");
    }
    return setting;
  }

  private static List<String> texts(Setting<?> setting, String label, Node value) {
    if (value instanceof SequenceNode sequence && setting.shape() == Setting.Shape.LIST) {
      return sequence.getValue().stream().map(element -> text(label, element)).toList();
    }
    return List.of(text(label, value));
  }

  private static String text(String label, Node value) {
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

  private String label(String key, Node node) {
    return key + " in " + name + node.getStartMark().map(mark -> line(mark.getLine())).orElse("");
  }

  private static String line(int index) {
    return " (line " + (index + 1) + ")";
  }
}
