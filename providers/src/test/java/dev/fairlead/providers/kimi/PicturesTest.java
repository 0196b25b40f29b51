package dev.fairlead.providers.kimi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Fixtures;
import dev.fairlead.providers.MemoryUploads;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.Uploaded;
import dev.fairlead.providers.catalog.CatalogFile;
import dev.fairlead.providers.openai.Calls;
import dev.fairlead.providers.openai.Network;
import dev.fairlead.providers.openai.Shelf;
import dev.fairlead.simulator.Simulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Where images go that are small enough one by one. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PicturesTest {
  /** Twelve of them are as much as a request may hold. */
  private final Part.Image twelfth = Uploaded.image(Pictures.LARGE, 1);

  private final Simulator simulator = Simulator.start();
  private final Network network = Fixtures.network();
  private final Access access = Fixtures.access(simulator.kimiBase());
  private final Calls calls = new Calls(network, new KimiDialect());
  private final Pictures pictures =
      new Pictures(
          calls, new Shelf(calls, new KimiFiles(calls), new MemoryUploads(), Duration.ofDays(1)));

  @AfterEach
  void stop() {
    simulator.close();
    network.close();
  }

  @Test
  void as_many_as_a_request_may_hold_are_in_it() throws Exception {
    assertThat(place(Collections.nCopies(12, twelfth)).files()).isEmpty();
    assertThat(simulator.requests()).isEmpty();
  }

  @Test
  void of_too_many_the_largest_go_up_until_the_others_fit() throws Exception {
    Part.Image small = Uploaded.image(100, 2);
    Part.Image middle = Uploaded.image(Pictures.LARGE - 1, 3);
    List<Part.Image> images = new ArrayList<>(Collections.nCopies(11, middle));
    images.addFirst(small);
    images.add(twelfth);

    Pictures.Placed placed = place(images);

    assertThat(placed.files()).extracting(Pictures.Filed::image).containsExactly(twelfth);
    assertThat(placed.of(twelfth)).isEqualTo("ms://" + placed.files().getFirst().file().id());
    assertThat(placed.of(small)).startsWith("data:image/png;base64,");
    assertThat(Uploaded.seen(simulator)).containsExactly("POST /files");
  }

  private Pictures.Placed place(List<Part.Image> images) throws Exception {
    return pictures.place(
        Uploaded.about(
            CatalogFile.builtIn().find("kimi-k3").orElseThrow(), images.toArray(Part[]::new)),
        access,
        calls.stopwatch(Fixtures.PATIENT));
  }
}
