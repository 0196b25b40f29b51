package dev.fairlead.providers.openai;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.Thinking;
import dev.fairlead.providers.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Refuses requests that a vendor would refuse, before their bytes go out. */
public final class Refused {
  private static final String CHOICE = "tool_choice";

  private Refused() {}

  /** The parts of all user messages that are no texts: mostly none. */
  public static List<Part> attachments(ChatRequest request) {
    List<Part> found = new ArrayList<>(0);
    for (Message message : request.messages()) {
      if (message instanceof Message.User(List<Part> parts)) {
        for (Part part : parts) {
          if (!(part instanceof Part.Text)) {
            found.add(part);
          }
        }
      }
    }
    return found;
  }

  /**
   * Refuses an image that is not whole, or not of these formats.
   *
   * @throws ProviderException if its bytes say so
   */
  public static ImageHeader unlessImage(ChatRequest request, Part.Image image, Set<String> types)
      throws ProviderException {
    if (!request.model().capabilities().contains(Capability.VISION)) {
      throw of("image_not_supported", request.model().id() + " reads no images: " + image.name());
    }
    String reads = request.model().provider() + " reads " + words(types);
    if (image.bytes().length == 0) {
      throw of("image_empty", image.name() + " has no bytes: attach the image itself");
    }
    if (ImageHeader.isSvg(image.bytes())) {
      throw of(
          "image_format",
          image.name() + " is a drawing (SVG), " + reads + ": export it as PNG, or send its text");
    }
    ImageHeader header =
        ImageHeader.of(image.bytes())
            .orElseThrow(() ->
                of(
                    "image_format",
                    image.name() + " is no image that is known, " + reads + ": convert it"));
    if (!types.contains(header.mediaType())) {
      throw of(
          "image_format",
          image.name() + " is " + header.mediaType() + ", " + reads + ": convert it");
    }
    if (!header.whole()) {
      throw of(
          "image_truncated",
          image.name() + " is cut off: its end is missing, attach the whole file");
    }
    return header;
  }

  private static String words(Set<String> types) {
    return types.stream()
        .map(type -> type.substring("image/".length()))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /**
   * Refuses a file that is empty or has more than so many bytes.
   *
   * @throws ProviderException if its size says so
   */
  public static void unlessSized(ChatRequest request, String name, byte[] bytes, int most)
      throws ProviderException {
    if (bytes.length == 0 || bytes.length > most) {
      throw of(
          "file_size",
          name
              + " has "
              + bytes.length
              + " bytes, "
              + request.model().provider()
              + " takes 1 to "
              + most
              + (bytes.length == 0 ? ": attach the file itself" : ": make it smaller"));
    }
  }

  /**
   * Refuses a document that the model does not take.
   *
   * @throws ProviderException if the model has no use for it
   */
  public static void unlessDocuments(ChatRequest request, Part.Document document)
      throws ProviderException {
    if (!request.model().capabilities().contains(Capability.FILE_UPLOAD)) {
      throw of(
          "document_not_supported",
          request.model().id() + " takes no documents: " + document.name());
    }
  }

  /**
   * Refuses a choice of functions that the model's data forbids.
   *
   * @throws ProviderException if the vendor would refuse it
   */
  public static void unlessChoice(ChatRequest request) throws ProviderException {
    ToolChoice choice = request.toolChoice();
    if (choice instanceof ToolChoice.Auto) {
      return;
    }
    if (choice instanceof ToolChoice.Named(String function)
        && request.tools().stream().noneMatch(tool -> tool.name().equals(function))) {
      throw of(CHOICE, "the function " + function + " is to be called, but is not given: add it");
    }
    if (request.tools().isEmpty()) {
      throw of(CHOICE, "a choice of functions needs functions: give some, or leave it to auto");
    }
    Model model = request.model();
    boolean none = choice instanceof ToolChoice.None;
    boolean thinks = model.thinking().setting(request.thinking()).on();
    switch (model.parameters().toolChoice()) {
      case AUTO -> {
        String remedy = none ? "leave the functions out" : "leave it to auto";
        throw of(CHOICE, model.id() + " knows no choice of functions but auto: " + remedy);
      }
      case UNNAMED -> {
        if (choice instanceof ToolChoice.Named) {
          throw of(
              CHOICE, model.id() + " takes no function by name: use required with that one alone");
        }
      }
      case ANY_UNTHINKING -> {
        if (!none && thinks) {
          boolean always = model.thinking().mode() == Thinking.Mode.ALWAYS;
          throw of(
              CHOICE,
              model.id()
                  + " cannot be made to call a function while it thinks: "
                  + (always ? "leave it to auto" : "turn thinking off, or leave it to auto"));
        }
      }
      case ANY -> {}
    }
  }

  /** A refusal of that code, with advice. */
  public static ProviderException of(String code, String message) {
    return new ProviderException(new ProviderError.Rejected(code, message));
  }
}
