package dev.tokenstorm.settings;

import dev.tokenstorm.fault.FaultCommand;
import dev.tokenstorm.text.Notation;

/**
 * A command's name and the file in which it stands, {@code restart=restart.yaml}; in written plans
 * the command itself, {@code restart={command: [systemctl, restart, temporal]}}.
 */
final class CommandSourceNotation implements Notation<CommandSource> {

  @Override
  public CommandSource parse(String text) throws Misfit {
    int equals = text.indexOf('=');
    String name = equals < 0 ? "" : text.substring(0, equals).strip();
    String source = text.substring(equals + 1).strip();
    if (!FaultCommand.isName(name) || source.isEmpty()) {
      throw new Misfit(
          "must be NAME=FILE, with a name of letters, digits, dots, dashes and underscores, as in"
              + " restart=restart.yaml");
    }
    return new CommandSource(name, source);
  }

  @Override
  public String print(CommandSource value) {
    return value.name() + "=" + value.text();
  }
}
