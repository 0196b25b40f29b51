package dev.fairlead.routing.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.routing.testing.Machine;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SharedLanesTest extends LanesContract {
  @TempDir private Path directory;
  private Machine machine;

  @Override
  Lanes lanes() {
    machine = new Machine(directory, time, "narrow", "wide");
    return machine.process().lanes(WIDTHS, LOOK);
  }

  @AfterEach
  void close() {
    machine.close();
    assertThat(machine.warnings()).isEmpty();
  }
}
