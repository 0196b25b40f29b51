package dev.fairlead.providers;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong in one attempt, the same for every vendor; classified by status and code, never
 * by the vendor's prose. Logged, stored and shown as it is: no part of it may hold a secret.
 */
public sealed interface ProviderError {
  /** Too many calls; {@code after} is when the vendor wants the next one, where it says so. */
  record RateLimited(@Nullable Duration after) implements ProviderError {}

  /** The vendor has no room for this model now. */
  record Overloaded(@Nullable Duration after) implements ProviderError {}

  /** The vendor failed with that HTTP status. */
  record Unavailable(int status) implements ProviderError {}

  /** Nothing came for that long. */
  record TimedOut(Phase phase, Duration waited) implements ProviderError {}

  /** No connection, or it broke before an answer began. */
  record Disconnected(String detail) implements ProviderError {}

  /** The answer broke off after a part of it had come. */
  record Interrupted(String partial) implements ProviderError {}

  /** A window of usage is used up. */
  record QuotaExhausted(@Nullable Instant until) implements ProviderError {}

  /** Nothing is left to pay with, or the plan has ended. */
  record NoBalance() implements ProviderError {}

  /** The key is wrong for this address. */
  record Unauthorized() implements ProviderError {}

  /** The key may not do this. */
  record Forbidden() implements ProviderError {}

  /** The vendor does not serve this model to this key. */
  record ModelUnavailable(String model, @Nullable String successor) implements ProviderError {}

  /** The prompt does not fit; {@code limit} in tokens, 0 where the vendor does not say. */
  record TooLong(long limit) implements ProviderError {}

  /** The vendor refuses the content. */
  record ContentFiltered() implements ProviderError {}

  /** The request is wrong; code and message are the vendor's, redacted. */
  record Rejected(String code, String message) implements ProviderError {}

  /** The reply is not what the vendor's wire promises. */
  record Malformed(String detail) implements ProviderError {}

  /** The model ended without an answer; {@code finish} is the vendor's word for why. */
  record Empty(String finish) implements ProviderError {}

  /** The wait that was too long. */
  enum Phase {
    CONNECT,
    FIRST_EVENT,
    BETWEEN_EVENTS,
    WHOLE
  }

  /** The error's kind in one word, for rows and counters. */
  default String kind() {
    return getClass().getSimpleName();
  }

  /** One sentence for a person. */
  default String describe() {
    return switch (this) {
      case RateLimited(var after) ->
          "too many calls" + (after == null ? "" : ", next in " + seconds(after));
      case Overloaded(var after) ->
          "the model is overloaded" + (after == null ? "" : ", next in " + seconds(after));
      case Unavailable(int status) -> "the vendor failed with HTTP status " + status;
      case TimedOut(Phase phase, Duration waited) ->
          switch (phase) {
                case CONNECT -> "no connection after ";
                case FIRST_EVENT -> "no first event after ";
                case BETWEEN_EVENTS -> "silence in the middle of the answer for ";
                case WHOLE -> "not finished after ";
              }
              + seconds(waited);
      case Disconnected(String detail) -> "no connection: " + detail;
      case Interrupted(String partial) ->
          "the answer broke off after " + partial.length() + " characters";
      case QuotaExhausted(var until) ->
          "the key's usage window is used up" + (until == null ? "" : " until " + until);
      case NoBalance() -> "the account has no balance or its plan has ended";
      case Unauthorized() -> "the key was refused: wrong key, or a key of another region or plan";
      case Forbidden() -> "the key may not do this";
      case ModelUnavailable(String model, var successor) ->
          model
              + " is not served to this key"
              + (successor == null ? "" : ", its successor is " + successor);
      case TooLong(long limit) ->
          "the prompt is too long" + (limit == 0 ? "" : ", the limit is " + limit + " tokens");
      case ContentFiltered() -> "the vendor's content filter refused the request or the answer";
      case Rejected(String code, String message) ->
          "the request was refused (" + code + "): " + message;
      case Malformed(String detail) -> "the reply could not be understood: " + detail;
      case Empty(String finish) -> "the model ended without an answer (" + finish + ")";
    };
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() / 1000.0 + " s";
  }
}
