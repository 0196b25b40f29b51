package dev.fairlead.simulator;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** All that a simulator remembers and can be told. */
final class World {
  private static final double FUNDS = 49.58894;

  private final Scripts scripts = new Scripts();
  private final RequestLog log = new RequestLog();
  private final Ids ids = new Ids();
  private final Keys keys = new Keys();
  private final Limits limits = new Limits();
  private final PrefixCache cache = new PrefixCache();
  private final Uploads uploads = new Uploads();
  private final Set<Switch> switches = Collections.synchronizedSet(EnumSet.noneOf(Switch.class));
  private volatile double balance = FUNDS;

  Scripts scripts() {
    return scripts;
  }

  RequestLog log() {
    return log;
  }

  Ids ids() {
    return ids;
  }

  Keys keys() {
    return keys;
  }

  Limits limits() {
    return limits;
  }

  PrefixCache cache() {
    return cache;
  }

  Uploads uploads() {
    return uploads;
  }

  /** What Kimi's account has left, in its currency. */
  double balance() {
    return balance;
  }

  void balance(double left) {
    balance = left;
  }

  boolean on(Switch which) {
    return switches.contains(which);
  }

  Set<Switch> switches() {
    return switches;
  }

  void forget() {
    scripts.clear();
    log.clear();
    keys.clear();
    limits.clear();
    cache.clear();
    uploads.clear();
    balance = FUNDS;
    switches.clear();
  }
}
