package dev.fairlead.providers.openai;

import dev.fairlead.providers.ApiKey;
import java.util.regex.Pattern;

/** Takes out of a vendor's words what must not be shown: keys, account ids, addresses. */
final class Redaction {
  private static final int MOST = 2000;
  private static final Pattern ACCOUNT = Pattern.compile("\\b(org|ak|sk|proj)-[A-Za-z0-9_*.-]+");
  private static final Pattern MAIL =
      Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63})+");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\s]+");
  private static final int SHORTEST_PART = 8;

  private Redaction() {}

  static Complaint of(Complaint complaint, ApiKey key) {
    return new Complaint(
        text(complaint.code(), key), text(complaint.type(), key), text(complaint.message(), key));
  }

  /** The text on one line, without secrets. */
  static String text(String text, ApiKey key) {
    if (text.isEmpty()) {
      return "";
    }
    String secret = key.reveal();
    String clean = text.replace(secret, "***");
    for (String part : secret.split("\\.", -1)) { // a key of the form id.secret
      clean = part.length() < SHORTEST_PART ? clean : clean.replace(part, "***");
    }
    clean = clean.substring(0, Math.min(clean.length(), MOST));
    clean = ACCOUNT.matcher(clean).replaceAll("$1-***");
    clean = MAIL.matcher(clean).replaceAll("***@***");
    return CONTROL.matcher(clean).replaceAll(" ").strip();
  }
}
