package dev.fairlead.providers.openai;

import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.ProviderException;
import java.util.ArrayList;
import java.util.List;

/** Puts texts in the place of documents. */
public final class Inlined {
  private Inlined() {}

  /** What makes a text of a document. */
  @FunctionalInterface
  public interface Reader {
    /** The text. */
    String read(Part.Document document) throws ProviderException, InterruptedException;
  }

  /**
   * The request with its documents as texts: each in a system message of its own, before the user's
   * message that it came with.
   *
   * @throws ProviderException if the reader does
   * @throws InterruptedException if the reader does
   */
  public static ChatRequest documents(ChatRequest request, Reader reader)
      throws ProviderException, InterruptedException {
    if (Refused.attachments(request).isEmpty()) {
      return request;
    }
    List<Message> messages = new ArrayList<>();
    for (Message message : request.messages()) {
      if (message instanceof Message.User(List<Part> parts)) {
        List<Part> rest = new ArrayList<>();
        for (Part part : parts) {
          if (part instanceof Part.Document document) {
            messages.add(new Message.Instructions(reader.read(document)));
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
}
