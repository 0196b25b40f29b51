package dev.fairlead.daemon.protocol;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What a client has answered so far in the course of one request, written down for the client to
 * keep: sealed, so that it cannot be changed, and good for that request and for a while only.
 * Thread-safe.
 */
final class RequestState {
  private static final String ALGORITHM = "HmacSHA256";
  private static final Duration VALID = Duration.ofMinutes(30);

  private final FrameJson json;
  private final InstantSource wall;
  private @Nullable SecretKeySpec key;

  private record Content(String request, long until, LinkedHashMap<String, Object> answers) {}

  RequestState(FrameJson json, InstantSource wall) {
    this.json = json;
    this.wall = wall;
  }

  /** One for each process, made when it is first needed. */
  private synchronized SecretKeySpec key() {
    SecretKeySpec made = key;
    if (made == null) {
      byte[] random = new byte[32];
      new SecureRandom().nextBytes(random);
      made = new SecretKeySpec(random, ALGORITHM);
      key = made;
    }
    return made;
  }

  /** Those answers to that request, sealed. */
  String seal(Frame.Request request, Map<String, Object> answers) {
    Instant until = wall.instant().plus(VALID);
    byte[] content =
        json.bytes(new Content(name(request), until.toEpochMilli(), new LinkedHashMap<>(answers)));
    return text(content) + "." + text(mac(content));
  }

  /** The answers to that request under that seal; empty if it is not ours, or no longer good. */
  Optional<Map<String, Object>> open(Frame.Request request, String sealed) {
    String[] parts = sealed.split("\\.", -1);
    if (parts.length != 2) {
      return Optional.empty();
    }
    try {
      byte[] content = Base64.getUrlDecoder().decode(parts[0]);
      if (!MessageDigest.isEqual(mac(content), Base64.getUrlDecoder().decode(parts[1]))) {
        return Optional.empty();
      }
      Content read = json.library().readValue(content, Content.class);
      return read.request().equals(name(request)) && read.until() > wall.millis()
          ? Optional.of(read.answers())
          : Optional.empty();
    } catch (IllegalArgumentException | JacksonException _) {
      return Optional.empty();
    }
  }

  /** What makes it that request and no other. */
  private String name(Frame.Request request) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("method", request.method());
    if (request.params() instanceof Map<?, ?> params) {
      for (String field : new String[] {"name", "uri", "arguments"}) {
        Object value = params.get(field);
        if (value != null) {
          said.put(field, value);
        }
      }
    }
    try {
      return text(MessageDigest.getInstance("SHA-256").digest(json.bytes(said)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] mac(byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key());
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
