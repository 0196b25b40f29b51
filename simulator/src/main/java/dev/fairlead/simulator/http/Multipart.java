package dev.fairlead.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parts of a form with files. */
public final class Multipart {
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
  private static final Pattern NAME = Pattern.compile("(?i)[; ]name=\"([^\"]*)\"");
  private static final Pattern FILENAME = Pattern.compile("(?i)filename=\"([^\"]*)\"");

  private final List<Part> parts;

  private Multipart(List<Part> parts) {
    this.parts = parts;
  }

  /** One field of the form. */
  public static final class Part {
    private final String name;
    private final @Nullable String filename;
    private final byte[] content;

    Part(String name, @Nullable String filename, byte[] content) {
      this.name = name;
      this.filename = filename;
      this.content = content;
    }

    /** The name of a file, where the part is one. */
    public Optional<String> filename() {
      return Optional.ofNullable(filename);
    }

    /** The bytes, not copied. */
    public byte[] content() {
      return content;
    }
  }

  /** Reads the body of a request; a body of another kind has no parts. */
  public static Multipart of(HttpRequest request) {
    List<Part> parts = new ArrayList<>();
    Matcher boundary = BOUNDARY.matcher(request.header("Content-Type"));
    if (boundary.find()) {
      byte[] mark = ("--" + boundary.group(1)).getBytes(StandardCharsets.UTF_8);
      byte[] body = request.body();
      int from = find(body, mark, 0);
      while (from >= 0) {
        int start = from + mark.length + 2;
        int next = find(body, mark, start);
        if (next < 0) {
          break;
        }
        part(body, start, next - 2, parts);
        from = next;
      }
    }
    return new Multipart(parts);
  }

  /** The part of that name. */
  public Optional<Part> part(String name) {
    return parts.stream().filter(part -> part.name.equals(name)).findFirst();
  }

  /** The text of the part of that name, or the empty string. */
  public String text(String name) {
    return part(name).map(part -> new String(part.content, StandardCharsets.UTF_8)).orElse("");
  }

  private static void part(byte[] body, int start, int end, List<Part> into) {
    int blank = find(body, new byte[] {'\r', '\n', '\r', '\n'}, start);
    if (blank < 0 || blank + 4 > end) {
      return;
    }
    String head = new String(body, start, blank - start, StandardCharsets.UTF_8);
    Matcher name = NAME.matcher(head);
    if (name.find()) {
      Matcher filename = FILENAME.matcher(head);
      byte[] content = new byte[end - blank - 4];
      System.arraycopy(body, blank + 4, content, 0, content.length);
      into.add(new Part(name.group(1), filename.find() ? filename.group(1) : null, content));
    }
  }

  private static int find(byte[] body, byte[] mark, int from) {
    outer:
    for (int i = from; i <= body.length - mark.length; i++) {
      for (int j = 0; j < mark.length; j++) {
        if (body[i + j] != mark[j]) {
          continue outer;
        }
      }
      return i;
    }
    return -1;
  }
}
