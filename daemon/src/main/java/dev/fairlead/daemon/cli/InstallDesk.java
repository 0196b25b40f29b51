package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.install.Change;
import dev.fairlead.daemon.install.Installer.Plan;
import dev.fairlead.daemon.install.Uneditable;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Shows a plan for a client's files, and carries it out.
 *
 * @param console where it is shown
 * @param consent asks before files are written; where nobody can be asked they are
 * @param clock names what is kept of a file
 */
record InstallDesk(Console console, Consent consent, InstantSource clock) {
  /** Shows it: what to put into each file, or else only what would change. */
  int show(Plan plan, boolean blocks) {
    for (Change change : plan.changes()) {
      if (change.refusal().isEmpty() && !change.isNeeded()) {
        console.say(change.file() + " says so already");
      } else if (blocks || change.refusal().isPresent()) {
        console.say("# " + change.file());
        console.say(change.block());
      } else {
        difference(change);
      }
      refusal(change);
    }
    notes(plan);
    if (plan.changes().stream().anyMatch(Change::isNeeded)) {
      console.err().println("Nothing was written; --write does it.");
    }
    return refused(plan);
  }

  /** Shows what changes, and writes it. */
  int write(Plan plan, boolean agreed) {
    boolean needed = false;
    for (Change change : plan.changes()) {
      if (change.isNeeded()) {
        difference(change);
        needed = true;
      } else if (change.refusal().isPresent()) {
        refusal(change);
        console.say("# to put into " + change.file() + " by hand");
        console.say(change.block());
      }
    }
    if (needed && !agreed && !consent.to("Write this? [y/N] ").orElse(true)) {
      return 2;
    }
    boolean failed = false;
    for (Change change : plan.changes()) {
      if (change.isNeeded()) {
        failed |= !written(change);
      } else if (change.refusal().isEmpty()) {
        console.say(change.file() + " says so already");
      }
    }
    notes(plan);
    return failed ? 1 : refused(plan);
  }

  private boolean written(Change change) {
    try {
      Optional<Path> backup = change.write(clock.instant());
      console.say(
          "wrote "
              + change.file()
              + backup.map(kept -> "; as it was: " + kept.getFileName()).orElse(""));
      return true;
    } catch (Uneditable e) {
      console.err().println(change.file() + " is left as it is: " + e.getMessage());
      console.say("# to put into " + change.file() + " by hand");
      console.say(change.block());
      return false;
    }
  }

  private void difference(Change change) {
    console.say("--- " + change.file());
    change.difference().forEach(console::say);
  }

  private void refusal(Change change) {
    change
        .refusal()
        .ifPresent(why -> console.err().println(change.file() + " is left as it is: " + why));
  }

  private void notes(Plan plan) {
    plan.notes().forEach(note -> console.err().println("note: " + note));
  }

  private static int refused(Plan plan) {
    return plan.changes().stream().anyMatch(change -> change.refusal().isPresent()) ? 1 : 0;
  }
}
