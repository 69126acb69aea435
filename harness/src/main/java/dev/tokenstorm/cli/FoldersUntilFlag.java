package dev.tokenstorm.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Takes the words after a flag up to the next flag, for a command whose flags may themselves be
 * values.
 *
 * @param flag whose words they are
 */
record FoldersUntilFlag(String flag) implements IParameterConsumer {

  @Override
  public void consumeParameters(Stack<String> words, ArgSpec argument, CommandSpec command) {
    List<String> folders = new ArrayList<>();
    Optional.ofNullable(argument.<List<String>>getValue()).ifPresent(folders::addAll);
    int before = folders.size();
    while (!words.isEmpty() && !words.peek().startsWith("--")) {
      folders.add(words.pop());
    }
    if (folders.size() == before) {
      throw new ParameterException(command.commandLine(), flag + " needs a folder after it.");
    }
    argument.setValue(folders);
  }
}
