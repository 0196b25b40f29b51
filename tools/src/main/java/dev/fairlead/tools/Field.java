package dev.fairlead.tools;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one argument of a tool, on a component of the record that {@link Schema} reads. An
 * argument may be left out if its component is nullable or a list, or has a fallback.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Field {
  /** What it is, for agents, in few words. */
  String value();

  /** What it is when left out, as it would be written; empty if there is no such value. */
  String fallback() default "";

  /** The smallest number. */
  double min() default Double.NEGATIVE_INFINITY;

  /** The largest number. */
  double max() default Double.POSITIVE_INFINITY;

  /** Whether the description tells the bounds, which the schema then does not repeat. */
  boolean bounded() default false;

  /** The most bytes of a text, in UTF-8. */
  int longest() default 1 << 20;

  /** Other names it is known by; accepted, never shown. */
  String[] aka() default {};

  /** Whether the objects of a list are shown as the strings that can stand for them. */
  boolean plain() default false;

  /** Whether it is shown at all; it is taken in any case. */
  boolean shown() default true;

  /** The smallest profile that shows it; it is taken in every one. */
  Profile from() default Profile.LEAN;
}
