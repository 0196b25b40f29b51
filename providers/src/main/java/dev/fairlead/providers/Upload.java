package dev.fairlead.providers;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A file that a vendor keeps for an account.
 *
 * @param place which file it is, and whose
 * @param id the vendor's name of it
 * @param name the file's name, as the user gave it
 * @param bytes its size
 * @param at when it went up
 * @param expires when it is to be removed
 */
public record Upload(Place place, String id, String name, long bytes, Instant at, Instant expires) {
  /** A call that names a file may go on for that long, and the file must outlive it. */
  private static final Duration LONGEST_CALL = Duration.ofMinutes(15);

  /** Whether a call that begins then may name it. */
  public boolean usable(Instant now) {
    return now.isBefore(expires.minus(LONGEST_CALL));
  }

  /** Whether it is to be removed by then. */
  public boolean expired(Instant now) {
    return !now.isBefore(expires);
  }

  /**
   * Which file, for whom, for what: what is equal here need not go up again.
   *
   * @param provider the provider's name
   * @param account the key's fingerprint and the address it is used at
   * @param purpose the vendor's word for what the file is for
   * @param digest the SHA-256 of its content, in hexadecimal digits
   */
  public record Place(String provider, String account, String purpose, String digest) {
    /** The place of that content. */
    public static Place of(Access access, String purpose, byte[] bytes) {
      return new Place(access.provider(), account(access), purpose, sha256(bytes));
    }

    /** Whether the way in leads to the account that it is for. */
    public boolean belongsTo(Access access) {
      return provider.equals(access.provider()) && account.equals(account(access));
    }

    /** The account behind a way in. */
    public static String account(Access access) {
      return access.key().fingerprint() + "@" + access.base();
    }

    private static String sha256(byte[] bytes) {
      try {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }
  }
}
