package dev.fairlead.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The faults of one request. */
record Effects(List<Fault> faults) {

  <F extends Fault> Stream<F> all(Class<F> kind) {
    return faults.stream().filter(kind::isInstance).map(kind::cast);
  }

  <F extends Fault> Optional<F> first(Class<F> kind) {
    return faults.isEmpty() ? Optional.empty() : all(kind).findFirst();
  }

  boolean has(Class<? extends Fault> kind) {
    return first(kind).isPresent();
  }

  Duration latency() {
    return all(Fault.Latency.class).map(Fault.Latency::time).reduce(Duration.ZERO, Duration::plus);
  }

  Duration pace() {
    return all(Fault.Pace.class).map(Fault.Pace::time).reduce(Duration.ZERO, Duration::plus);
  }
}
