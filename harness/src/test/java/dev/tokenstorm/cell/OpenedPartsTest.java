package dev.tokenstorm.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OpenedPartsTest {
  private final List<String> closed = new ArrayList<>();

  @Test
  void whatDoesNotBecomeWholeIsClosedTheLastFirst() {
    assertThatThrownBy(
            () -> {
              try (OpenedParts parts = new OpenedParts()) {
                var unused = parts.opened("files", closed::add);
                var unusedToo = parts.opened("cell", closed::add);
                throw new IllegalStateException("no worker");
              }
            })
        .hasMessage("no worker");
    assertThat(closed).containsExactly("cell", "files");
  }

  @Test
  void whatIsWholeStaysOpen() {
    try (OpenedParts parts = new OpenedParts()) {
      assertThat(parts.kept(parts.opened("cell", closed::add))).isEqualTo("cell");
    }
    assertThat(closed).isEmpty();
  }

  @Test
  void onePartThatCannotBeClosedKeepsNoneOpen() {
    try (OpenedParts parts = new OpenedParts()) {
      var unused = parts.opened("files", closed::add);
      var unusedToo =
          parts.opened(
              "cell",
              part -> {
                throw new IllegalStateException(part);
              });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("cell");
    }
    assertThat(closed).containsExactly("files");
  }
}
