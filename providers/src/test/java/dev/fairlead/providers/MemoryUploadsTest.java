package dev.fairlead.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MemoryUploadsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Upload.Place PLACE = new Upload.Place("kimi", "key@base", "image", "abc");

  private final Uploads uploads = new MemoryUploads();

  @Test
  void the_newest_that_can_be_used_is_found() {
    Upload older = upload("older", PLACE, NOW.minusSeconds(60));
    Upload newer = upload("newer", PLACE, NOW);
    uploads.keep(newer);
    uploads.keep(older);

    assertThat(uploads.find(PLACE, NOW)).contains(newer);
    assertThat(uploads.of("kimi", "key@base")).containsExactly(older, newer);
    assertThat(uploads.find(new Upload.Place("kimi", "key@base", "image", "abd"), NOW)).isEmpty();
  }

  @Test
  void what_a_long_call_would_outlive_is_not_found() {
    Upload upload = upload("one", PLACE, NOW);
    uploads.keep(upload);

    assertThat(uploads.find(PLACE, NOW.plus(Duration.ofMinutes(1424)))).contains(upload);
    assertThat(uploads.find(PLACE, NOW.plus(Duration.ofMinutes(1425)))).isEmpty();
    assertThat(upload.expired(NOW.plus(Duration.ofHours(24)).minusMillis(1))).isFalse();
    assertThat(upload.expired(NOW.plus(Duration.ofHours(24)))).isTrue();
  }

  @Test
  void accounts_know_nothing_of_each_other() {
    Upload mine = upload("one", PLACE, NOW);
    Upload other = upload("one", new Upload.Place("kimi", "else@base", "image", "abc"), NOW);
    Upload another = upload("one", new Upload.Place("glm", "key@base", "image", "abc"), NOW);
    uploads.keep(mine);
    uploads.keep(other);
    uploads.keep(another);

    uploads.forget(mine);

    assertThat(uploads.find(PLACE, NOW)).isEmpty();
    assertThat(uploads.of("kimi", "key@base")).isEmpty();
    assertThat(uploads.of("kimi", "else@base")).containsExactly(other);
    assertThat(uploads.of("glm", "key@base")).containsExactly(another);
  }

  @Test
  void a_place_is_the_content_at_an_account_for_a_purpose() {
    Access access = Fixtures.access(URI.create("https://example.com/v1"));
    Upload.Place place = Upload.Place.of(access, "image", new byte[] {1, 2, 3});

    assertThat(place)
        .isEqualTo(
            new Upload.Place(
                "test",
                access.key().fingerprint() + "@https://example.com/v1",
                "image",
                "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"));
    assertThat(place.belongsTo(access)).isTrue();
    assertThat(place.belongsTo(Fixtures.access(URI.create("https://example.com/v2")))).isFalse();
    assertThat(new Upload.Place("kimi", place.account(), "image", "").belongsTo(access)).isFalse();
  }

  private static Upload upload(String id, Upload.Place place, Instant at) {
    return new Upload(place, id, "a.png", 10, at, at.plus(Duration.ofHours(24)));
  }
}
