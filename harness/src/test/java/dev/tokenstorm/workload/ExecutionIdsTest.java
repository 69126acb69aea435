package dev.tokenstorm.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionIdsTest {
  private final ExecutionIds ids = new ExecutionIds("20261122-193015-4f2a");

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 9, 10, 999_999_999L, 999_999_999_999_999_999L})
  void a_number_comes_back_from_its_id(long number) {
    assertThat(ids.number(ids.id(number))).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "1",
        "20261122-193015-4f2a",
        "20261122-193015-4f2a-",
        "20261122-193015-4f2a--1",
        "20261122-193015-4f2a-+1",
        "20261122-193015-4f2a-01",
        "20261122-193015-4f2a-00",
        "20261122-193015-4f2a-1 ",
        "20261122-193015-4f2a-1\n",
        "20261122-193015-4f2a-1x",
        "20261122-193015-4f2a-\u0661",
        "20261122-193015-4f2a-9223372036854775808",
        "20261122-193015-4f2a-1000000000000000000",
        "20261122-193015-4f2a-99999999999999999999999999",
        "20261122-193015-4f2b-1",
        " 20261122-193015-4f2a-1",
        "x20261122-193015-4f2a-1"
      })
  void an_id_that_is_not_of_this_run_has_no_number(String id) {
    assertThat(ids.number(id)).isEqualTo(-1);
  }

  @Test
  void theIdsOfAFleetsCellsAreOfItsRun() {
    ExecutionIds fleet = new ExecutionIds("run");
    for (String id : List.of("run-7", "run-c0-7", "run-c12-0")) {
      assertThat(fleet.ofRun(id)).as(id).isTrue();
    }
    for (String id : List.of("run-c-7", "run-c1-", "run-c1", "run-cx-7", "run-c1-07", "run-1-7")) {
      assertThat(fleet.ofRun(id)).as(id).isFalse();
    }
    assertThat(fleet.number("run-c0-7")).isEqualTo(-1);
    assertThat(new ExecutionIds("run-c0").number("run-c0-7")).isEqualTo(7);
    assertThat(new ExecutionIds("run-c0").ofRun("run-c1-7")).isFalse();
  }

  @Test
  void a_run_whose_id_begins_like_ours_is_another_run() {
    assertThat(new ExecutionIds("run").number("run-1-7")).isEqualTo(-1);
  }
}
