package dev.fairlead.providers.openai;

import java.util.concurrent.Executor;

/**
 * Where the HTTP client takes its own steps. Those that follow from what it read are taken by the
 * thread that read it, which spares a thread and a wake-up for each: what we do in them is to hand
 * bytes over, which never waits. All others, such as looking up a name, get a virtual thread.
 *
 * <p>The JDK does not say how its reading thread is called; under another name, every step gets a
 * thread.
 */
final class ClientSteps implements Executor {
  private static final String READING = "SelectorManager";

  @Override
  public void execute(Runnable step) {
    if (Thread.currentThread().getName().endsWith(READING)) {
      step.run();
    } else {
      Thread.startVirtualThread(step);
    }
  }
}
