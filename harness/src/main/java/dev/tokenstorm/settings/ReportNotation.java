package dev.tokenstorm.settings;

import dev.tokenstorm.plan.ReportFormat;
import dev.tokenstorm.text.Notation;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Collectors;

/** Files to write a verdict to, by their formats: {@code junit=F,markdown=F}. */
final class ReportNotation implements Notation<Map<ReportFormat, Path>> {
  private static final Notation<ReportFormat> FORMAT = WordNotation.of(ReportFormat.class);
  private static final Notation<Path> PATH = new PathNotation();

  @Override
  public Map<ReportFormat, Path> parse(String text) throws Misfit {
    Map<ReportFormat, Path> files = new EnumMap<>(ReportFormat.class);
    for (String part : text.split(",", -1)) {
      String[] pair = part.strip().split("=", 2);
      if (pair.length < 2) {
        throw new Misfit("must be junit=FILE, markdown=FILE, or both with a comma between them");
      }
      ReportFormat format = FORMAT.parse(pair[0]);
      if (files.put(format, PATH.parse(pair[1])) != null) {
        throw Misfit.plain("must name " + pair[0] + " only once");
      }
    }
    if (new HashSet<>(files.values()).size() < files.size()) {
      throw Misfit.plain("must name a file of its own for each format");
    }
    return files;
  }

  @Override
  public String print(Map<ReportFormat, Path> value) {
    return value.entrySet().stream()
        .map(entry -> FORMAT.print(entry.getKey()) + "=" + PATH.print(entry.getValue()))
        .collect(Collectors.joining(","));
  }
}
