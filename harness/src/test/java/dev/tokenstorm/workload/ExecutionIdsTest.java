package dev.tokenstorm.workload;

import static org.assertj.core.api.Assertions.assertThat;

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
  void a_run_whose_id_begins_like_ours_is_another_run() {
    assertThat(new ExecutionIds("run").number("run-1-7")).isEqualTo(-1);
  }
}
