package dev.tokenstorm.cli;

import dev.tokenstorm.settings.GivenValue;
import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.text.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;

/** Makes a command's flags, and their grouped help, of the table of settings. */
final class SettingOptions {
  /** Characters of a description's line, its indentation included: what picocli leaves for it. */
  private static final int DESCRIPTION_WIDTH = 71;

  private final List<Setting<?>> settings;
  private final List<Setting<?>> hidden;

  SettingOptions(List<Setting<?>> settings) {
    this(settings, List.of());
  }

  /**
   * @param hidden those that the help leaves out, as the command knows them only to refuse them
   */
  SettingOptions(List<Setting<?>> settings, List<Setting<?>> hidden) {
    this.settings = List.copyOf(settings);
    this.hidden = List.copyOf(hidden);
  }

  /** Gives a command the flags. */
  void addTo(CommandSpec spec) {
    settings.forEach(
        setting -> setting.names().forEach(name -> spec.addOption(option(setting, name))));
    spec.usageMessage()
        .sectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, this::optionList);
  }

  /**
   * What the command line gave.
   *
   * @throws UsageException when two of its flags give the same setting
   */
  Map<Setting<?>, GivenValue> read(ParseResult parsed) {
    Map<Setting<?>, GivenValue> found = new LinkedHashMap<>();
    for (Setting<?> setting : settings) {
      for (String name : setting.names()) {
        String flag = Setting.flag(name);
        if (parsed.hasMatchedOption(flag)) {
          List<String> texts =
              setting.shape() == Setting.Shape.SWITCH
                  ? List.of("true")
                  : parsed.matchedOption(flag).stringValues();
          Optional<GivenValue> before =
              Optional.ofNullable(
                  found.put(setting, new GivenValue(GivenValue.Source.FLAG, flag, texts)));
          if (before.isPresent()) {
            throw new UsageException(Setting.twice(before.get().label(), flag));
          }
        }
      }
    }
    return found;
  }

  private OptionSpec option(Setting<?> setting, String name) {
    String description =
        name.equals(setting.name())
            ? setting.description() + shownDefault(setting)
            : "Another name of " + setting.flag();
    OptionSpec.Builder option =
        OptionSpec.builder(Setting.flag(name))
            .hidden(hidden.contains(setting))
            .description(lines(description));
    return switch (setting.shape()) {
      case SWITCH -> option.type(boolean.class).arity("0").build();
      case VALUE -> option.type(String.class).arity("1").paramLabel(setting.placeholder()).build();
      case LIST ->
          option
              .type(List.class)
              .auxiliaryTypes(String.class)
              .arity("1")
              .paramLabel(setting.placeholder())
              .build();
    };
  }

  /** The flags under their groups' headings, all in the same columns. */
  private String optionList(Help help) {
    StringBuilder text = new StringBuilder();
    List<OptionSpec> all = help.commandSpec().options();
    for (Setting.Group group : Setting.Group.values()) {
      List<OptionSpec> members =
          all.stream().filter(option -> groupOf(option) == group && !option.hidden()).toList();
      if (!members.isEmpty()) {
        Layout layout = help.createDefaultLayout(all, List.of(), help.colorScheme());
        layout.addOptions(members, help.createDefaultParamLabelRenderer());
        text.append(System.lineSeparator())
            .append(help.colorScheme().text("@|bold " + group.title() + "|@"))
            .append(System.lineSeparator())
            .append(layout);
      }
    }
    return text.toString();
  }

  private Setting.Group groupOf(OptionSpec option) {
    return settings.stream()
        .filter(
            setting ->
                setting.names().stream()
                    .anyMatch(n -> Setting.flag(n).equals(option.longestName())))
        .<Setting.Group>map(Setting::group)
        .findFirst()
        .orElse(Setting.Group.INVOCATION);
  }

  private static String shownDefault(Setting<?> setting) {
    return setting.shape() == Setting.Shape.SWITCH
        ? ""
        : " (default: " + setting.shownDefault() + ")";
  }

  /**
   * Breaks a description at blanks only. Picocli, left to itself, also breaks within values such as
   * {@code 10ms..90ms}, which a reader would then copy with a blank in them.
   */
  private static String[] lines(String description) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : description.split(" ", -1)) {
      if (line.length() + 1 + word.length() > DESCRIPTION_WIDTH) {
        lines.add(escape(line.toString()));
        line = new StringBuilder(" ");
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(escape(line.toString()));
    return lines.toArray(String[]::new);
  }

  /** Keeps picocli from reading a description as a format or a template. */
  private static String escape(String description) {
    return description.replace("%", "%%").replace("${", "$${").replace("@|", "@ |");
  }
}
