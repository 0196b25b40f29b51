package dev.fairlead.routing.selection;

import dev.fairlead.providers.Model;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * What would become of each call of a long day at each model, drawn beforehand, so that every way
 * of choosing meets the same: speeds that drift, hours in which a vendor is slow, outages of a
 * model or of a vendor, answers of different length.
 */
final class Trace {
  static final Duration GAP = Duration.ofSeconds(60);

  /**
   * A call of a model.
   *
   * @param fails whether it comes to nothing
   * @param first seconds to its first event, or to its failure
   * @param took seconds to its end
   * @param output tokens of its answer
   * @param cost in USD
   */
  record Fate(boolean fails, double first, double took, int output, double cost) {}

  private final Fate[][] fates;

  Trace(List<Model> models, int calls, long input, long seed) {
    this.fates = new Fate[calls][models.size()];
    Random random = new Random(seed);
    int[] lengths = random.ints(calls, 400, 1_600).toArray();
    boolean[][] vendorDown = new boolean[2][];
    for (int vendor = 0; vendor < 2; vendor++) {
      vendorDown[vendor] = spells(random, calls, 400, 15);
    }
    for (int m = 0; m < models.size(); m++) {
      Model model = models.get(m);
      boolean[] down = spells(random, calls, 250, 12);
      boolean[] slow = spells(random, calls, 200, 60);
      boolean[] vendors = vendorDown[model.provider().equals("red") ? 0 : 1];
      double flaky = random.nextDouble() * 0.06;
      double drift = 0;
      for (int i = 0; i < calls; i++) {
        drift = 0.995 * drift + 0.04 * random.nextGaussian();
        double pace = Math.exp(drift + 0.15 * random.nextGaussian()) * (slow[i] ? 3 : 1);
        double first = (0.6 + 0.35 * model.tier()) * pace;
        double took = first + lengths[i] / (150.0 - 20 * model.tier()) * pace;
        boolean fails = down[i] || vendors[i] || random.nextDouble() < flaky;
        double failed = random.nextInt(4) == 0 ? 8 * random.nextDouble() : 0.5;
        double cost = (input * model.price().input() + lengths[i] * model.price().output()) / 1e6;
        fates[i][m] =
            new Fate(fails, fails ? failed : first, fails ? failed : took, lengths[i], cost);
      }
    }
  }

  /** Stretches that come about every so many calls and last about so many. */
  private static boolean[] spells(Random random, int calls, int every, int length) {
    boolean[] spells = new boolean[calls];
    int i = random.nextInt(every);
    while (i < calls) {
      int end = Math.min(calls, i + 1 + random.nextInt(2 * length));
      for (; i < end; i++) {
        spells[i] = true;
      }
      i += 1 + random.nextInt(2 * every);
    }
    return spells;
  }

  int calls() {
    return fates.length;
  }

  Fate fate(int call, int model) {
    return fates[call][model];
  }
}
