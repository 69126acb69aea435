package dev.tokenstorm.settings;

import dev.tokenstorm.fault.ChildEnvironment;
import dev.tokenstorm.fault.CommandCall;
import dev.tokenstorm.fault.FaultCommand;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.Nearest;
import dev.tokenstorm.text.Notation.Misfit;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads a command that faults name from a mapping of YAML, and writes it as one: a list {@code
 * command} or a text {@code shell}, its time limit, what undoes it in the same form, and the
 * variables that it needs although they may hold secrets.
 */
final class CommandYaml {
  private static final String COMMAND = "command";
  private static final String SHELL = "shell";
  private static final String LIMIT = "limit";
  private static final String UNDO = "undo";
  private static final String KEPT = "keep-variables";
  private static final List<String> CALL_KEYS = List.of(COMMAND, SHELL, LIMIT);
  private static final List<String> KEYS = List.of(COMMAND, SHELL, LIMIT, UNDO, KEPT);

  private static final int LONGEST_TEXT = 64 << 10;
  private static final DurationNotation LIMITS =
      DurationNotation.between(Duration.ofMillis(1), Duration.ofHours(1));
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** What YAML reads as a text also within brackets, unless it is one of its words for nothing. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/_.][A-Za-z0-9/_.=@%+-]*");

  private static final List<String> NULLS = List.of("null", "Null", "NULL");

  private final String flag;
  private final YamlText yaml;

  /**
   * @param flag names who asked for the command, in messages
   * @param yaml holds it
   */
  CommandYaml(String flag, YamlText yaml) {
    this.flag = flag;
    this.yaml = yaml;
  }

  /**
   * Reads one.
   *
   * @param label names the whole mapping in messages
   * @throws UsageException when it is no command
   */
  FaultCommand read(String name, String label, MappingNode mapping) {
    Map<String, NodeTuple> entries = entries(mapping, KEYS);
    CommandCall call = call(label, entries);
    Optional<CommandCall> undo = entry(entries, UNDO).map(this::undo);
    List<String> kept = entry(entries, KEPT).map(this::kept).orElse(List.of());
    return new FaultCommand(name, call, undo, kept);
  }

  private Map<String, NodeTuple> entries(MappingNode mapping, List<String> known) {
    Map<String, NodeTuple> entries = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (!known.contains(key)) {
        throw new UsageException(
            "%s is not a key of a command; did you mean %s?"
                .formatted(label(Printable.shown(key), entry), Nearest.to(key, known)));
      }
      if (entries.containsKey(key)) {
        throw new UsageException(label(key, entry) + " is there for the second time; keep one.");
      }
      entries.put(key, entry);
    }
    return entries;
  }

  private String label(String key, NodeTuple entry) {
    return flag + ": " + yaml.label(key, entry.getKeyNode());
  }

  private static Optional<NodeTuple> entry(Map<String, NodeTuple> entries, String key) {
    return Optional.ofNullable(entries.get(key));
  }

  private CommandCall call(String label, Map<String, NodeTuple> entries) {
    Duration limit = entry(entries, LIMIT).map(this::limit).orElse(CommandCall.DEFAULT_LIMIT);
    Optional<List<String>> words = entry(entries, COMMAND).map(this::words);
    Optional<String> script = entry(entries, SHELL).map(this::script);
    if (words.isPresent() == script.isPresent()) {
      throw new UsageException(
          label
              + (words.isPresent()
                  ? " has both command and shell; keep one of them."
                  : " must have command or shell, as in command: [kubectl, delete, pod, NAME]."));
    }
    return words
        .map(list -> new CommandCall(list, limit))
        .orElseGet(() -> CommandCall.shell(script.orElseThrow(), limit));
  }

  private CommandCall undo(NodeTuple entry) {
    String label = label(UNDO, entry);
    if (entry.getValueNode() instanceof MappingNode mapping) {
      return call(label, entries(mapping, CALL_KEYS));
    }
    throw new UsageException(
        label + " must have keys, as in undo: {command: [kubectl, uncordon, NODE]}.");
  }

  private Duration limit(NodeTuple entry) {
    String label = label(LIMIT, entry);
    String text = YamlText.text(label, entry.getValueNode());
    try {
      return LIMITS.parse(text);
    } catch (Misfit misfit) {
      throw new UsageException(misfit.sentence(label, text));
    }
  }

  private List<String> words(NodeTuple entry) {
    String label = label(COMMAND, entry);
    if (!(entry.getValueNode() instanceof SequenceNode list)) {
      throw new UsageException(
          label
              + " must be a list, as in [kubectl, delete, pod, NAME]; a text for a shell is"
              + " shell.");
    }
    List<String> words = new ArrayList<>();
    for (Node word : list.getValue()) {
      words.add(argument(label, YamlText.text(label, word)));
    }
    if (words.isEmpty() || words.get(0).isBlank() || words.get(0).startsWith("-")) {
      throw new UsageException(label + " must begin with a program.");
    }
    return words;
  }

  private String script(NodeTuple entry) {
    String label = label(SHELL, entry);
    String text = argument(label, YamlText.text(label, entry.getValueNode()));
    if (text.isBlank()) {
      throw new UsageException(label + " must say something.");
    }
    return text;
  }

  private static String argument(String label, String text) {
    if (text.length() > LONGEST_TEXT || text.indexOf('\0') >= 0) {
      throw new UsageException(
          label + " must have texts of at most 65536 characters, none of which is NUL.");
    }
    return text;
  }

  private List<String> kept(NodeTuple entry) {
    String label = label(KEPT, entry);
    if (!(entry.getValueNode() instanceof SequenceNode list)) {
      throw new UsageException(label + " must be a list, as in [AWS_SECRET_ACCESS_KEY].");
    }
    List<String> names = new ArrayList<>();
    for (Node element : list.getValue()) {
      String name = YamlText.text(label, element);
      if (!VARIABLE.matcher(name).matches()) {
        throw new UsageException(
            label + " must have names of variables, not " + Printable.shown(name) + ".");
      }
      if (ChildEnvironment.neverHas(name)) {
        throw new UsageException(
            "%s must not have %s, since no command gets variables of Temporal or Tokenstorm."
                .formatted(label, name));
      }
      names.add(name);
    }
    return names;
  }

  /** Writes one in a line, in braces. What is the default is left out. */
  static String write(FaultCommand command) {
    List<String> entries = new ArrayList<>(call(command.call()));
    command.undo().ifPresent(undo -> entries.add(UNDO + ": " + braces(call(undo))));
    if (!command.keptVariables().isEmpty()) {
      entries.add(KEPT + ": " + list(command.keptVariables()));
    }
    return braces(entries);
  }

  private static List<String> call(CommandCall call) {
    List<String> entries = new ArrayList<>();
    entries.add(
        call.script()
            .map(script -> SHELL + ": " + scalar(script))
            .orElseGet(() -> COMMAND + ": " + list(call.words())));
    if (!call.limit().equals(CommandCall.DEFAULT_LIMIT)) {
      entries.add(LIMIT + ": " + LIMITS.print(call.limit()));
    }
    return entries;
  }

  private static String braces(List<String> entries) {
    return "{" + String.join(", ", entries) + "}";
  }

  private static String list(List<String> words) {
    return words.stream().map(CommandYaml::scalar).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String scalar(String text) {
    if (PLAIN.matcher(text).matches() && !NULLS.contains(text)) {
      return text;
    }
    return Printable.isPrintable(text)
        ? "'" + text.replace("'", "''") + "'"
        : '"' + Printable.escaped(text.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
  }
}
