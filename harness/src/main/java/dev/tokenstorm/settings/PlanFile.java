package dev.tokenstorm.settings;

import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Settings from a YAML file: one mapping of setting names to scalars, or to a list of scalars where
 * a setting takes several values. Commands that faults name are a mapping of their names. A
 * scalar's text goes through the same notation as a flag's.
 */
public final class PlanFile {
  private static final YamlForm FORM = new YamlForm("--plan", " ", "plan file", "workflows: 2000");

  /** The key of drills, which are no settings of a run. */
  private static final String DRILLS = "drills";

  private static final String DRILL_EXAMPLE = "- {name: slow-bank, fault: '15s: stall 4s'}";

  private final YamlText yaml;

  private PlanFile(Path file) {
    this.yaml = YamlText.of(FORM, file);
  }

  /**
   * What a file gives.
   *
   * @throws UsageException when it cannot be read, is not such a file, or has an unknown key
   */
  public static Map<Setting<?>, GivenValue> read(Path file) {
    PlanFile reader = new PlanFile(file);
    return reader.settings(reader.yaml.root());
  }

  /**
   * What a file gives of some settings, whatever else is wrong with it.
   *
   * @throws UsageException when it cannot be read, is no YAML, or gives one of these in a wrong
   *     form
   */
  public static Map<Setting<?>, GivenValue> read(Path file, Set<Setting<?>> wanted) {
    PlanFile reader = new PlanFile(file);
    MappingNode root = reader.yaml.root();
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

  /**
   * What a file gives beside its drills.
   *
   * @throws UsageException when it cannot be read, is not such a file, or has an unknown key
   */
  public static Map<Setting<?>, GivenValue> readBesideDrills(Path file) {
    PlanFile reader = new PlanFile(file);
    MappingNode root = reader.yaml.root();
    root.setValue(root.getValue().stream().filter(entry -> !isKey(entry, DRILLS)).toList());
    return reader.settings(root);
  }

  /**
   * The drills of a file, in their order.
   *
   * @throws UsageException when it cannot be read, or a drill of it
   */
  public static List<GivenDrill> drills(Path file) {
    PlanFile reader = new PlanFile(file);
    return reader.yaml.root().getValue().stream()
        .filter(entry -> isKey(entry, DRILLS))
        .flatMap(entry -> reader.drills(entry).stream())
        .toList();
  }

  private static boolean isKey(NodeTuple entry, String key) {
    return entry.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key);
  }

  private List<GivenDrill> drills(NodeTuple entry) {
    if (entry.getValueNode() instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(this::drill).toList();
    }
    throw new UsageException(
        label(DRILLS, entry.getKeyNode()) + " must be a list, as in " + DRILL_EXAMPLE + ".");
  }

  private GivenDrill drill(Node node) {
    if (!(node instanceof MappingNode mapping)) {
      throw new UsageException(
          label(DRILLS, node) + " must have drills with names, as in " + DRILL_EXAMPLE + ".");
    }
    List<NodeTuple> names =
        mapping.getValue().stream().filter(entry -> isKey(entry, "name")).toList();
    if (names.size() != 1) {
      throw new UsageException(
          label(DRILLS, node) + " must give each drill one name, as in " + DRILL_EXAMPLE + ".");
    }
    String label = label("name", names.get(0).getKeyNode());
    String name = YamlText.text(label, names.get(0).getValueNode());
    mapping.setValue(mapping.getValue().stream().filter(entry -> !isKey(entry, "name")).toList());
    return new GivenDrill(name, label, settings(mapping));
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
    if (text.equals(DRILLS)) {
      throw new UsageException(
          label(text, key)
              + " are no settings of a run; give the file to tokenstorm drill, or remove them.");
    }
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

  private List<String> texts(Setting<?> setting, String label, Node value) {
    if (value instanceof MappingNode commands && setting == FaultSettings.EXEC) {
      return commands.getValue().stream().map(this::command).toList();
    }
    if (value instanceof SequenceNode sequence && setting.shape() == Setting.Shape.LIST) {
      return sequence.getValue().stream().map(element -> element(label, element)).toList();
    }
    return List.of(YamlText.text(label, value));
  }

  /** A command of a name, or the file in which it stands. */
  private String command(NodeTuple entry) {
    String name = entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
    String label =
        FaultSettings.EXEC.name() + ": " + label(Printable.shown(name), entry.getKeyNode());
    CommandSource source =
        entry.getValueNode() instanceof MappingNode command
            ? CommandSource.of(
                new CommandYaml(FaultSettings.EXEC.name(), yaml).read(name, label, command))
            : new CommandSource(name, YamlText.text(label, entry.getValueNode()));
    return new CommandSourceNotation().print(source);
  }

  /** A colon and a space make a mapping of what was meant to be a text. */
  private static String element(String label, Node value) {
    if (value instanceof MappingNode) {
      throw new UsageException(
          label + " must have single values; put one with a colon in quotation marks.");
    }
    return YamlText.text(label, value);
  }

  private String label(String key, Node node) {
    return yaml.label(key, node);
  }
}
