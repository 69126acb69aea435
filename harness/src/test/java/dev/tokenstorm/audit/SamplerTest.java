package dev.tokenstorm.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final int SIZE = 20;
  private static final int THINGS = 500;

  @Test
  void the_nth_is_drawn_with_a_chance_of_the_sample_size_by_n() {
    int rounds = 4_000;
    int[] times = new int[THINGS];
    for (int seed = 0; seed < rounds; seed++) {
      Sampler sampler = new Sampler(SIZE, seed);
      for (int n = 0; n < THINGS; n++) {
        times[n] += sampler.draws() ? 1 : 0;
      }
    }
    for (int n = 0; n < THINGS; n++) {
      double chance = Math.min(1, SIZE / (n + 1.0));
      double expected = rounds * chance;
      double deviation = Math.sqrt(expected * (1 - chance));
      assertThat((double) times[n])
          .as("the %d-th", n + 1)
          .isBetween(expected - 5 * deviation, expected + 5 * deviation);
    }
  }

  @Test
  void few_are_all_drawn() {
    Sampler sampler = new Sampler(SIZE, 1);
    for (int n = 0; n < SIZE; n++) {
      assertThat(sampler.draws()).isTrue();
    }
  }

  @Test
  void a_sample_of_none_draws_none() {
    Sampler sampler = new Sampler(0, 1);
    for (int n = 0; n < THINGS; n++) {
      assertThat(sampler.draws()).isFalse();
    }
  }
}
