package dev.fairlead.providers.kimi;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.openai.Calls;
import dev.fairlead.providers.openai.Json;
import dev.fairlead.providers.openai.Refused;
import dev.fairlead.providers.openai.Stopwatch;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The texts of documents, which Kimi extracts: a document goes up once for a key, its text is
 * fetched and kept here, and the upload is removed again, so that nothing stays at the vendor
 * (1,000 files is all it keeps). Safe for many threads.
 */
final class Extracts {
  private static final int MOST_BYTES = 100_000_000;
  private static final int MOST_KEPT = 32;
  private static final long MOST_KEPT_CHARACTERS = 16_000_000;

  private final Calls calls;

  /** The least recently used first. */
  private final Map<String, String> kept = new LinkedHashMap<>(16, 0.75f, true);

  private long characters;

  Extracts(Calls calls) {
    this.calls = calls;
  }

  /**
   * The request with its documents as texts: each in a system message of its own, before the user's
   * message that it came with, the way Kimi's guide has it (2026-08).
   */
  ChatRequest inline(ChatRequest request, Access access, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    List<Message> messages = new ArrayList<>();
    for (Message message : request.messages()) {
      if (message instanceof Message.User(List<Part> parts)) {
        List<Part> rest = new ArrayList<>();
        for (Part part : parts) {
          if (part instanceof Part.Document document) {
            Refused.unlessDocuments(request, document);
            messages.add(new Message.Instructions(text(document, access, stopwatch)));
          } else {
            rest.add(part);
          }
        }
        boolean inlined = rest.size() < parts.size();
        if (rest.isEmpty()) {
          rest.add(new Part.Text("The documents are above."));
        }
        messages.add(inlined ? new Message.User(rest) : message);
      } else {
        messages.add(message);
      }
    }
    return messages.size() == request.messages().size() ? request : request.withMessages(messages);
  }

  private String text(Part.Document document, Access access, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    int size = document.bytes().length;
    if (size == 0 || size > MOST_BYTES) {
      throw Refused.of(
          "document_size", document.name() + " has " + size + " bytes, kimi takes 1 to 100 MB");
    }
    String digest = digest(document.bytes());
    String name = access.key().fingerprint() + " " + access.base() + " " + digest;
    String known = kept(name);
    if (known != null) {
      return known;
    }
    String text = extract(document, digest, access, stopwatch);
    keep(name, text);
    return text;
  }

  private String extract(Part.Document document, String digest, Access access, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    Multipart form = new Multipart("fairlead-" + digest.substring(0, 32));
    form.field("purpose", "file-extract");
    form.file("file", document);
    byte[] uploaded = calls.post(access, "/files", form.mediaType(), form.bytes(), stopwatch);
    String id =
        Json.text(uploaded, "id")
            .filter(found -> found.matches("[A-Za-z0-9_-]{1,100}"))
            .orElseThrow(() ->
                new ProviderException(
                    new ProviderError.Malformed("a reply to an upload without the file's id")));
    try {
      byte[] text = calls.get(access, "/files/" + id + "/content", stopwatch);
      return new String(text, StandardCharsets.UTF_8);
    } finally {
      calls.delete(access, "/files/" + id);
    }
  }

  private synchronized @Nullable String kept(String name) {
    return kept.get(name);
  }

  private synchronized void keep(String name, String text) {
    String old = kept.put(name, text);
    characters += text.length() - (old == null ? 0 : old.length());
    while (kept.size() > MOST_KEPT || (characters > MOST_KEPT_CHARACTERS && kept.size() > 1)) {
      Map.Entry<String, String> eldest = kept.entrySet().iterator().next();
      characters -= eldest.getValue().length();
      kept.remove(eldest.getKey());
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
