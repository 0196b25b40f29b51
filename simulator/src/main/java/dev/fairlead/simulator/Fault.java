package dev.fairlead.simulator;

import java.time.Duration;

/**
 * One thing that goes wrong with an answer.
 *
 * <p>Where a fault counts events, it strikes before the event of that number, from 0; a stream that
 * is shorter is struck before its {@code [DONE]}. On an answer that is not a stream, the faults
 * that break off leave half of the body sent.
 */
public sealed interface Fault {
  /** Another answer, whole. */
  record Instead(Reply reply) implements Fault {}

  /** The vendor's own answer of a status: its body, its type, its headers. */
  record Status(int status) implements Fault {}

  /** Nothing is sent for a time, not even the head. */
  record Latency(Duration time) implements Fault {}

  /** A pause between events. */
  record Pace(Duration time) implements Fault {}

  /** The head and some events come, then nothing for a time, then the rest. */
  record Silence(int after, Duration time) implements Fault {}

  /** The connection closes after so many events. */
  record Cut(int after) implements Fault {}

  /** The connection closes in the middle of the event after so many. */
  record CutInside(int after) implements Fault {}

  /** The body ends in good order after so many events, without {@code [DONE]}. */
  record End(int after) implements Fault {}

  /** The connection is reset after so many events; with 0, before anything is sent. */
  record Reset(int after) implements Fault {}

  /** The connection closes without an answer. */
  record HangUp() implements Fault {}

  /** The answer is whole, and the connection closes behind it unannounced. */
  record Stale() implements Fault {}

  /** A line that is no JSON comes after so many events. */
  record Garbage(int after) implements Fault {}

  /**
   * A data line with an error comes after so many events.
   *
   * @param after how many events come first
   * @param data what the line carries
   * @param ends whether the stream ends with it, in good order and without {@code [DONE]}
   */
  record ErrorLine(int after, String data, boolean ends) implements Fault {}

  /** So many events come in one packet. */
  record Joined(int events) implements Fault {}

  /** Each event comes in several packets. */
  record Split(Where where) implements Fault {}

  /**
   * The model stops for another reason than having finished.
   *
   * @param reason the {@code finish_reason}
   * @param empty whether no text comes at all; otherwise half of it does
   */
  record Finish(String reason, boolean empty) implements Fault {}

  /** The answer has no content type. */
  record Untyped() implements Fault {}

  /** Where an event is split. */
  enum Where {
    /** Inside a character of several bytes. */
    CHARACTER,
    /** Between two digits. */
    NUMBER,
    /** After every byte. */
    BYTE
  }
}
