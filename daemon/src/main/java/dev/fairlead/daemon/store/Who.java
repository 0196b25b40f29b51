package dev.fairlead.daemon.store;

import java.util.function.Supplier;

/**
 * Whose rows these are, which every row says.
 *
 * @param user who asks
 * @param machineName the state directory they come from; asked for with the first row
 * @param workspace the directory that the daemon was started in
 * @param client the program that asks, with its version; known once it has introduced itself
 */
public record Who(
    String user, Supplier<String> machineName, String workspace, Supplier<String> client) {
  String machine() {
    return machineName.get();
  }
}
