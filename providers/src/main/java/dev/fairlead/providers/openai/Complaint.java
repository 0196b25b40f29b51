package dev.fairlead.providers.openai;

/**
 * A vendor's own words for what is wrong; empty where it says nothing. Never shown before it is
 * redacted.
 *
 * @param code the vendor's code, a number as its digits
 * @param type the vendor's type of error
 * @param message prose, for people alone
 */
public record Complaint(String code, String type, String message) {
  /** A failure without words. */
  public static final Complaint NONE = new Complaint("", "", "");
}
