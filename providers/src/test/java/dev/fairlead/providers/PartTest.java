package dev.fairlead.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PartTest {
  @Test
  void images_are_equal_where_their_content_is() {
    Part image = new Part.Image("a.png", "image/png", new byte[] {1, 2});
    assertThat(image)
        .isEqualTo(new Part.Image("a.png", "image/png", new byte[] {1, 2}))
        .hasSameHashCodeAs(new Part.Image("a.png", "image/png", new byte[] {1, 2}))
        .hasToString("Image[a.png, image/png, 2 bytes]");
    for (Part other :
        List.of(
            new Part.Image("b.png", "image/png", new byte[] {1, 2}),
            new Part.Image("a.png", "image/gif", new byte[] {1, 2}),
            new Part.Image("a.png", "image/png", new byte[] {1, 3}),
            new Part.Document("a.png", "image/png", new byte[] {1, 2}))) {
      assertThat(image).isNotEqualTo(other);
    }
    assertThat(image.hashCode())
        .isNotEqualTo(new Part.Image("b.png", "image/png", new byte[] {1, 2}).hashCode());
  }

  @Test
  void documents_are_equal_where_their_content_is() {
    Part document = new Part.Document("a.txt", "text/plain", new byte[] {1, 2});
    assertThat(document)
        .isEqualTo(new Part.Document("a.txt", "text/plain", new byte[] {1, 2}))
        .hasSameHashCodeAs(new Part.Document("a.txt", "text/plain", new byte[] {1, 2}))
        .hasToString("Document[a.txt, text/plain, 2 bytes]");
    for (Part other :
        List.of(
            new Part.Document("b.txt", "text/plain", new byte[] {1, 2}),
            new Part.Document("a.txt", "text/html", new byte[] {1, 2}),
            new Part.Document("a.txt", "text/plain", new byte[] {1, 3}),
            new Part.Image("a.txt", "text/plain", new byte[] {1, 2}))) {
      assertThat(document).isNotEqualTo(other);
    }
    assertThat(document.hashCode())
        .isNotEqualTo(new Part.Document("b.txt", "text/plain", new byte[] {1, 2}).hashCode());
  }
}
