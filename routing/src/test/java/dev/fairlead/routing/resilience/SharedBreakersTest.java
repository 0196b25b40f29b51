package dev.fairlead.routing.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.routing.testing.Machine;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SharedBreakersTest extends BreakersContract {
  @TempDir private Path directory;
  private Machine machine;

  @Override
  Breakers breakers() {
    machine = new Machine(directory, time, "key", "other");
    return machine.process().breakers(BreakerLimits.DEFAULT);
  }

  @AfterEach
  void close() {
    machine.close();
    assertThat(machine.warnings()).isEmpty();
  }
}
