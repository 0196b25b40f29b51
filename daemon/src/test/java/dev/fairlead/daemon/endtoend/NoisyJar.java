package dev.fairlead.daemon.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Packs {@link NoisyLibrary} as a library would be. */
final class NoisyJar {
  private NoisyJar() {}

  static Path in(Path directory) throws IOException {
    Path jar = directory.resolve("noisy library.jar");
    String name = NoisyLibrary.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        InputStream code =
            Objects.requireNonNull(NoisyLibrary.class.getClassLoader().getResourceAsStream(name))) {
      out.putNextEntry(new JarEntry(name));
      code.transferTo(out);
      out.closeEntry();
      out.putNextEntry(new JarEntry("META-INF/services/java.sql.Driver"));
      out.write(NoisyLibrary.class.getName().getBytes(StandardCharsets.UTF_8));
      out.closeEntry();
    }
    return jar;
  }
}
