package dev.fairlead.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The scripts in force. */
final class Scripts {
  private static final class Running {
    private final Script script;
    private final SplittableRandom dice;
    private int left;

    Running(Script script) {
      this.script = script;
      this.dice = new SplittableRandom(script.seed());
      this.left = script.times();
    }

    boolean strikes() {
      return script.probability() >= 1 || dice.nextDouble() < script.probability();
    }
  }

  private final Map<Long, Running> running = new LinkedHashMap<>();
  private long lastId;

  synchronized long add(Script script) {
    running.put(++lastId, new Running(script));
    return lastId;
  }

  synchronized void remove(long id) {
    running.remove(id);
  }

  synchronized void clear() {
    running.clear();
  }

  /** What is in force, with how many requests each is still for. */
  synchronized Map<Long, Script> active() {
    Map<Long, Script> active = new LinkedHashMap<>();
    running.forEach((id, run) -> active.put(id, run.script.times(run.left)));
    return active;
  }

  /** The faults that strike this request. */
  synchronized List<Fault> strike(Vendor vendor, String model, String path) {
    if (running.isEmpty()) {
      return List.of();
    }
    List<Fault> faults = new ArrayList<>();
    boolean counted = false;
    for (Running run : List.copyOf(running.values())) {
      boolean finite = run.script.times() > 0;
      if ((finite && counted) || !run.script.fits(vendor, model, path) || !run.strikes()) {
        continue;
      }
      faults.addAll(run.script.faults());
      if (finite) {
        counted = true;
        run.left--;
      }
    }
    running.values().removeIf(run -> run.script.times() > 0 && run.left == 0);
    return faults;
  }
}
