package dev.fairlead.routing.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.routing.testing.Machine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SharedLanesTest extends LanesContract {
  @TempDir private Path directory;
  private final List<Machine> machines = new ArrayList<>();

  @Override
  Lanes lanes() {
    Machine machine = new Machine(directory, time, "narrow", "wide");
    machines.add(machine);
    return machine.process().lanes(WIDTHS, LOOK);
  }

  @AfterEach
  void close() {
    machines.forEach(Machine::close);
    assertThat(machines).allMatch(machine -> machine.warnings().isEmpty());
  }
}
