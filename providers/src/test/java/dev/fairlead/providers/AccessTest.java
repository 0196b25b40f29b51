package dev.fairlead.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.Access.Region;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccessTest {
  @Test
  void a_known_address_tells_its_region() {
    for (String host : List.of("api.moonshot.cn", "api.kimi.com", "open.bigmodel.cn")) {
      assertThat(Region.of(URI.create("https://" + host + "/v1"))).as(host).isEqualTo(Region.CHINA);
    }
    for (String host : List.of("api.moonshot.ai", "api.kimi.ai", "api.z.ai")) {
      assertThat(Region.of(URI.create("https://" + host + "/v1")))
          .as(host)
          .isEqualTo(Region.INTERNATIONAL);
    }
    for (String base : List.of("http://127.0.0.1:8000", "https://notmoonshot.ai", "file:/x")) {
      assertThat(Region.of(URI.create(base))).as(base).isEqualTo(Region.OWN);
    }
    assertThat(Region.CHINA.label()).isEqualTo("china");
  }

  @Test
  void a_path_goes_behind_the_address() {
    Access access = Fixtures.access(URI.create("https://api.z.ai/v4"));
    assertThat(access.region()).isEqualTo(Region.INTERNATIONAL);
    assertThat(access.endpoint("/models")).isEqualTo(URI.create("https://api.z.ai/v4/models"));
  }

  @Test
  void a_key_is_told_by_its_fingerprint_alone() {
    ApiKey key = new ApiKey(" secret\n");
    assertThat(key.reveal()).isEqualTo("secret");
    assertThat(key).hasToString("***");
    assertThat(key.fingerprint()).isEqualTo("2bb80d53");
    assertThat(key).isEqualTo(new ApiKey("secret")).hasSameHashCodeAs(new ApiKey("secret"));
    assertThat(key.hashCode()).isNotEqualTo(new ApiKey("other").hashCode());
    assertThat(key).isNotEqualTo(new ApiKey("other")).isNotEqualTo("secret");
    assertThatThrownBy(() -> new ApiKey(" \n")).isInstanceOf(IllegalArgumentException.class);
  }
}
