package dev.fairlead.simulator;

import dev.fairlead.simulator.http.Door;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Kimi, GLM and a server of one's own on loopback: what works here works on the real services.
 *
 * <p>It answers from the request alone, fails where a {@link Script} says so, and remembers what it
 * saw. Every method may be called from any thread.
 */
public final class Simulator implements AutoCloseable {
  private final World world = new World();
  private final Front front;
  private final Door main;
  private final Map<Vendor, Door> doors = new EnumMap<>(Vendor.class);

  private Simulator(int port, boolean apart) {
    this.front = new Front(world, new Control(this));
    this.main = Door.open(port, front);
    if (apart) {
      for (Vendor vendor : Vendor.values()) {
        doors.put(vendor, Door.open(0, front));
      }
    }
  }

  /** Starts on free ports, one for each vendor, so that one can be down while the other is up. */
  public static Simulator start() {
    return new Simulator(0, true);
  }

  /** Starts on one port for everything; 0 takes any that is free. */
  public static Simulator start(int port) {
    return new Simulator(port, false);
  }

  /** Where Kimi is. */
  public URI kimiBase() {
    return base(Surface.KIMI);
  }

  /** Where GLM is. */
  public URI glmBase() {
    return base(Surface.GLM);
  }

  /** Where GLM's coding plan is. */
  public URI codingBase() {
    return base(Surface.GLM_CODING);
  }

  /** Where the server of one's own is. */
  public URI selfHostedBase() {
    return base(Surface.SELFHOSTED);
  }

  /** Where the simulator itself is talked to. */
  public URI control() {
    return at(main, "/control");
  }

  /** Where that surface is. */
  public URI base(Surface surface) {
    return at(doors.getOrDefault(surface.vendor(), main), surface.base());
  }

  private static URI at(Door door, String path) {
    return URI.create("http://127.0.0.1:" + door.port() + path);
  }

  /** Puts scripts in force, and returns the number of the last, by which it can be taken back. */
  public long script(Script... scripts) {
    long id = 0;
    for (Script script : scripts) {
      id = world.scripts().add(script);
    }
    return id;
  }

  /** Puts a fault in force for the next request of a vendor. */
  public long script(Vendor vendor, Fault... faults) {
    return world.scripts().add(Script.of(faults).on(vendor));
  }

  /** Takes a script back. */
  public void cancel(long script) {
    world.scripts().remove(script);
  }

  /** Takes all scripts back. */
  public void clearScripts() {
    world.scripts().clear();
  }

  /** The scripts in force by their numbers, each with how many requests it is still for. */
  public Map<Long, Script> scripts() {
    return world.scripts().active();
  }

  /**
   * Has a vendor refuse connections, or take them again.
   *
   * <p>Behind a single port it resets them instead, once a request shows whose they are.
   */
  public void refuse(Vendor vendor, boolean refused) {
    Door door = doors.get(vendor);
    if (door == null) {
      front.shut(vendor, refused);
    } else if (refused) {
      door.shut();
    } else {
      door.reopen();
    }
  }

  /** Sets how many chats of a key a vendor answers at once; 0 for any number. */
  public void limitConcurrency(Vendor vendor, int most) {
    world.limits().concurrency(vendor, most);
  }

  /** Sets how many chats of a key a vendor answers in a window of time; 0 for any number. */
  public void limitRequests(Vendor vendor, int most, Duration window) {
    world.limits().quota(vendor, most, window);
  }

  /** Sets what is left on Kimi's account; with nothing left, chats are refused. */
  public void balance(double left) {
    world.balance(left);
  }

  /** Has a vendor know these keys only. */
  public void allowKeys(Vendor vendor, Set<String> keys) {
    world.keys().allowOnly(vendor, keys);
  }

  /** Has a vendor know every key again that does not begin with {@code bad}. */
  public void allowAnyKey(Vendor vendor) {
    world.keys().allowAny(vendor);
  }

  /**
   * Has a key belong to one base alone, as real keys do: its vendor does not know it in the other
   * region, and on the other kind of base Kimi does not either, while GLM finds nothing to pay
   * with.
   */
  public void belongs(String key, Surface home) {
    world.keys().belongs(key, home);
  }

  /** Turns a switch on or off. */
  public void turn(Switch which, boolean on) {
    if (on) {
      world.switches().add(which);
    } else {
      world.switches().remove(which);
    }
  }

  /** The switches that are on. */
  public Set<Switch> switches() {
    return Set.copyOf(world.switches());
  }

  /** The last requests, oldest first, at most 10,000. */
  public List<SeenRequest> requests() {
    return world.log().all();
  }

  /** The last requests that fit, oldest first. */
  public List<SeenRequest> requests(Predicate<SeenRequest> fits) {
    return requests().stream().filter(fits).toList();
  }

  /** Waits for a request that fits, and returns the newest; fails with what there was instead. */
  public SeenRequest await(Predicate<SeenRequest> fits, Duration patience) {
    Instant until = Instant.now().plus(patience);
    while (true) {
      List<SeenRequest> seen = requests();
      for (SeenRequest request : seen.reversed()) {
        if (fits.test(request)) {
          return request;
        }
      }
      if (Instant.now().isAfter(until) || Thread.currentThread().isInterrupted()) {
        throw new AssertionError("no such request within " + patience + "; seen: " + seen);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Keeps the bodies of requests up to a size; 1 MiB at first. */
  public void keepBodiesUpTo(long bytes) {
    world.log().keepBodiesUpTo(bytes);
  }

  /** Forgets what was seen. */
  public void clearRequests() {
    world.log().clear();
  }

  /** Forgets all it was told and all it saw: scripts, limits, keys, switches, cache, log, files. */
  public void reset() {
    world.forget();
    for (Vendor vendor : Vendor.values()) {
      refuse(vendor, false);
    }
  }

  @Override
  public void close() {
    main.close();
    doors.values().forEach(Door::close);
  }
}
