package dev.fairlead.tools.files;

/** What becomes of a file with a secret in it; the later, the less is sent. */
public enum OnSecret {
  /** It goes with a marker in the secret's place. */
  MASK,
  /** The user is asked whether it may go like that; where nobody can be asked, it is not sent. */
  ASK,
  /** It is not sent. */
  REFUSE
}
