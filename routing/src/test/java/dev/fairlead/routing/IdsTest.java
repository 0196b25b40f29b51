package dev.fairlead.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IdsTest {
  private static final Instant NOW = Instant.parse("2026-10-01T12:00:00.123Z");

  @Test
  void an_id_is_a_uuid_of_version_seven_and_tells_when_it_was_made() {
    Ids ids = new Ids(() -> NOW, new Random(3));
    for (int i = 0; i < 1_000; i++) {
      UUID id = ids.next();
      assertThat(id.version()).isEqualTo(7);
      assertThat(id.variant()).isEqualTo(2);
      assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }
  }

  @Test
  void every_bit_that_is_free_comes_by_chance() {
    Ids ids = new Ids(() -> NOW, new Random(3));
    List<UUID> made = new ArrayList<>();
    long ones = 0;
    long zeros = 0;
    long low = 0;
    long lowZeros = 0;
    for (int i = 0; i < 1_000; i++) {
      UUID id = ids.next();
      made.add(id);
      ones |= id.getLeastSignificantBits();
      zeros |= ~id.getLeastSignificantBits();
      low |= id.getMostSignificantBits();
      lowZeros |= ~id.getMostSignificantBits();
    }
    assertThat(made).doesNotHaveDuplicates();
    assertThat(ones & zeros).isEqualTo(0x3FFF_FFFF_FFFF_FFFFL);
    assertThat(low & lowZeros).isEqualTo(0x0FFFL);
  }
}
