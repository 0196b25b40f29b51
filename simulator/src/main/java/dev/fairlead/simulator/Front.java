package dev.fairlead.simulator;

import dev.fairlead.simulator.http.Exchange;
import dev.fairlead.simulator.http.Handler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where every request comes in: faults first, then the key, then what was asked for. */
final class Front implements Handler {
  private final World world;
  private final Handler control;
  private final Kimi kimi;
  private final Glm glm;
  private final SelfHosted selfHosted;
  private final Endpoints endpoints;
  private final Set<Vendor> shut = Collections.synchronizedSet(EnumSet.noneOf(Vendor.class));

  Front(World world, Handler control) {
    this.world = world;
    this.control = control;
    this.kimi = new Kimi(world);
    this.glm = new Glm(world);
    this.selfHosted = new SelfHosted(world);
    this.endpoints = new Endpoints(world);
  }

  void shut(Vendor vendor, boolean closed) {
    if (closed) {
      shut.add(vendor);
    } else {
      shut.remove(vendor);
    }
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    String path = exchange.request().path();
    Optional<Surface> surface = Surface.of(path);
    if (surface.isPresent()) {
      visit(Call.of(exchange, surface.get()));
    } else if (path.equals("/control") || path.startsWith("/control/")) {
      control.handle(exchange);
    } else {
      exchange.answer(
          404,
          Map.of("Content-Type", "text/plain; charset=utf-8"),
          ("nothing at " + path + ": see /control\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private void visit(Call call) throws IOException {
    Sighting sighting = world.log().add(call);
    List<Fault> faults =
        world.scripts().strike(call.vendor(), call.model(), call.exchange().request().path());
    sighting.struckBy(faults);
    Dialect dialect =
        switch (call.vendor()) {
          case KIMI -> kimi;
          case GLM -> glm;
          case SELFHOSTED -> selfHosted;
        };
    Visit visit = new Visit(call, dialect, new Effects(faults), sighting);
    try {
      if (shut.contains(call.vendor())) {
        call.exchange().reset();
      } else {
        serve(visit);
      }
    } catch (BrokenOffException _) {
      // as scripted
    }
  }

  private void serve(Visit visit) throws IOException {
    Effects effects = visit.effects();
    Exchange exchange = visit.exchange();
    exchange.pause(effects.latency());
    if (effects.has(Fault.Stale.class)) {
      exchange.closeSilently();
    }
    if (effects.all(Fault.Reset.class).anyMatch(reset -> reset.after() == 0)) {
      exchange.reset();
      return;
    }
    if (effects.has(Fault.HangUp.class)) {
      exchange.cut();
      return;
    }
    Optional<Reply> instead =
        effects
            .first(Fault.Instead.class)
            .map(Fault.Instead::reply)
            .or(() ->
                effects
                    .first(Fault.Status.class)
                    .map(status -> visit.dialect().status(status.status())))
            .or(() -> visit.dialect().keepOut(visit.call()));
    if (instead.isPresent()) {
      visit.send(instead.get());
      return;
    }
    admit(visit);
  }

  private void admit(Visit visit) throws IOException {
    Call call = visit.call();
    if (!call.path().equals("/chat/completions")) {
      endpoints.serve(visit);
      return;
    }
    Optional<Limits.Exceeded> exceeded = world.limits().enter(call.vendor(), call.key());
    if (exceeded.isPresent()) {
      visit.send(visit.dialect().exceeded(exceeded.get()));
      return;
    }
    try {
      endpoints.serve(visit);
    } finally {
      world.limits().leave(call.vendor(), call.key());
    }
  }
}
