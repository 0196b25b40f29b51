package dev.fairlead.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Upload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SweepTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @Test
  void what_has_expired_is_superfluous() {
    Upload old = upload(0, 10, Duration.ofHours(24));
    Upload young = upload(1, 10, Duration.ofHours(24).minusSeconds(1));

    assertThat(Sweep.superfluous(List.of(old, young), NOW)).containsExactly(old);
  }

  @Test
  void the_oldest_of_too_many_are_superfluous() {
    List<Upload> uploads = new ArrayList<>();
    for (int i = 0; i < Sweep.MOST_FILES + 2; i++) {
      uploads.add(upload(i, 1, Duration.ofSeconds(1000 - i)));
    }

    assertThat(Sweep.superfluous(uploads, NOW)).isEqualTo(uploads.subList(0, 2));
    assertThat(Sweep.superfluous(uploads.subList(2, uploads.size()), NOW)).isEmpty();
  }

  @Test
  void the_oldest_of_too_many_bytes_are_superfluous() {
    Upload first = upload(0, 1, Duration.ofHours(3));
    Upload second = upload(1, Sweep.MOST_BYTES - 10, Duration.ofHours(2));
    Upload third = upload(2, 10, Duration.ofHours(1));

    assertThat(Sweep.superfluous(List.of(first, second, third), NOW)).containsExactly(first);
    assertThat(Sweep.superfluous(List.of(second, third), NOW)).isEmpty();
  }

  private static Upload upload(int number, long bytes, Duration age) {
    Instant at = NOW.minus(age);
    Upload.Place place = new Upload.Place("kimi", "key@base", "image", "" + number);
    return new Upload(place, "file" + number, "a", bytes, at, at.plus(Duration.ofHours(24)));
  }
}
