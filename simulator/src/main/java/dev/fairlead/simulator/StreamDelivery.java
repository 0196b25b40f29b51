package dev.fairlead.simulator;

import dev.fairlead.simulator.answer.Directive;
import dev.fairlead.simulator.http.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Sends events, one to a packet, and breaks them where the script says. */
final class StreamDelivery implements EventSink {
  private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8);
  private static final Duration APART = Duration.ofMillis(1);

  private final Visit visit;
  private final Exchange exchange;
  private final Effects effects;
  private final boolean faultless;
  private final Duration pace;
  private final int together;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private int held;
  private int sent;

  StreamDelivery(Visit visit, Directive directive) {
    this.visit = visit;
    this.exchange = visit.exchange();
    this.effects = visit.effects();
    this.faultless = effects.faults().isEmpty();
    this.pace = effects.pace().plus(directive.delay());
    this.together = effects.first(Fault.Joined.class).map(Fault.Joined::events).orElse(1);
  }

  void begin(Map<String, String> headers, Duration first) throws IOException {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Content-Type", visit.dialect().eventType());
    if (effects.has(Fault.Untyped.class)) {
      all.remove("Content-Type");
    }
    exchange.beginChunked(200, all);
    if (!first.isZero()) {
      exchange.flushHead();
      exchange.pause(first);
    }
  }

  @Override
  public void event(JsonNode event) throws IOException {
    if (sent > 0) {
      exchange.pause(pace);
    }
    byte[] bytes = ("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8);
    if (!faultless) {
      strike(sent, sent, bytes);
    }
    if (together > 1) {
      waiting.writeBytes(bytes);
      if (++held == together) {
        flush();
      }
    } else if (effects.has(Fault.Split.class)) {
      split(bytes);
    } else {
      exchange.sendChunk(bytes);
    }
    visit.sighting().sent(++sent);
  }

  /** Ends the stream with its mark. */
  void done() throws IOException {
    strike(sent, Integer.MAX_VALUE, DONE);
    byte[] rest = waiting.toByteArray();
    byte[] last = Arrays.copyOf(rest, rest.length + DONE.length);
    System.arraycopy(DONE, 0, last, rest.length, DONE.length);
    exchange.finishChunked(last);
  }

  /** Does what is scripted from one count of events to another, before the given ones are sent. */
  private void strike(int from, int to, byte[] next) throws IOException {
    for (Fault fault : effects.faults()) {
      int at = place(fault);
      if (at < from || at > to) {
        continue;
      }
      switch (fault) {
        case Fault.Silence(_, Duration time) -> {
          flush();
          exchange.flushHead();
          exchange.pause(time);
        }
        case Fault.Garbage _ -> raw("data: {\"id\":\"chatcmpl-6a5a\n\n");
        case Fault.ErrorLine(_, String data, boolean ends) -> {
          raw("data: " + data + "\n\n");
          if (ends) {
            exchange.finishChunked(new byte[0]);
            throw new BrokenOffException();
          }
        }
        case Fault.End _ -> {
          flush();
          exchange.finishChunked(new byte[0]);
          throw new BrokenOffException();
        }
        case Fault.Cut _ -> {
          flush();
          exchange.flushHead();
          exchange.cut();
          throw new BrokenOffException();
        }
        case Fault.CutInside _ -> {
          flush();
          exchange.sendChunk(Arrays.copyOf(next, next.length / 2));
          exchange.cut();
          throw new BrokenOffException();
        }
        case Fault.Reset _ -> {
          flush();
          exchange.reset();
          throw new BrokenOffException();
        }
        case Fault.Instead _,
            Fault.Status _,
            Fault.Latency _,
            Fault.Pace _,
            Fault.HangUp _,
            Fault.Stale _,
            Fault.Joined _,
            Fault.Split _,
            Fault.Finish _,
            Fault.Untyped _ -> {}
      }
    }
  }

  /** The count of events before which a fault strikes, -1 for one that has no such place. */
  private static int place(Fault fault) {
    return switch (fault) {
      case Fault.Silence(int after, _) -> after;
      case Fault.Garbage(int after) -> after;
      case Fault.ErrorLine(int after, _, _) -> after;
      case Fault.End(int after) -> after;
      case Fault.Cut(int after) -> after;
      case Fault.CutInside(int after) -> after;
      case Fault.Reset(int after) -> after;
      case Fault.Instead _,
          Fault.Status _,
          Fault.Latency _,
          Fault.Pace _,
          Fault.HangUp _,
          Fault.Stale _,
          Fault.Joined _,
          Fault.Split _,
          Fault.Finish _,
          Fault.Untyped _ ->
          -1;
    };
  }

  private void raw(String line) throws IOException {
    flush();
    exchange.sendChunk(line.getBytes(StandardCharsets.UTF_8));
  }

  private void flush() throws IOException {
    exchange.sendChunk(waiting.toByteArray());
    waiting.reset();
    held = 0;
  }

  private void split(byte[] bytes) throws IOException {
    Fault.Where where =
        effects.first(Fault.Split.class).map(Fault.Split::where).orElse(Fault.Where.BYTE);
    if (where == Fault.Where.BYTE) {
      for (byte one : bytes) {
        exchange.sendChunk(new byte[] {one});
      }
      return;
    }
    int at = where == Fault.Where.CHARACTER ? insideCharacter(bytes) : insideNumber(bytes);
    if (at > 0) {
      exchange.sendChunk(Arrays.copyOf(bytes, at));
      exchange.pause(APART);
    }
    exchange.sendChunk(Arrays.copyOfRange(bytes, Math.max(0, at), bytes.length));
  }

  private static int insideCharacter(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if ((bytes[i] & 0xC0) == 0x80) {
        return i;
      }
    }
    return -1;
  }

  private static int insideNumber(byte[] bytes) {
    for (int i = 1; i < bytes.length; i++) {
      if (digit(bytes[i - 1]) && digit(bytes[i])) {
        return i;
      }
    }
    return -1;
  }

  private static boolean digit(byte b) {
    return b >= '0' && b <= '9';
  }
}
