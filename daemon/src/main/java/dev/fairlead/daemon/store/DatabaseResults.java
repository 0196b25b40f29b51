package dev.fairlead.daemon.store;

import dev.fairlead.tools.Results;
import dev.fairlead.tools.results.MemoryResults;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps long results in the database, so that they can be read on from after a restart. */
public final class DatabaseResults implements Results {
  private final Writer writer;
  private final Clerk reader;
  private final MemoryResults own;
  private final Supplier<Contents> contents;
  private final Clean clean;
  private final InstantSource clock;

  /**
   * The results that this writer writes and that clerk looks up.
   *
   * @param own the newest of this process
   * @param clean takes secrets out of what is kept
   */
  DatabaseResults(
      Writer writer,
      Clerk reader,
      MemoryResults own,
      Supplier<Contents> contents,
      Clean clean,
      InstantSource clock) {
    this.writer = writer;
    this.reader = reader;
    this.own = own;
    this.contents = contents;
    this.clean = clean;
    this.clock = clock;
  }

  @Override
  public String keep(String text) {
    String id = own.keep(text);
    if (contents.get() == Contents.FULL) {
      var _ =
          writer.write(
              List.of(Row.of(Table.RESULTS, id, clock.instant().toString(), clean.of(text))));
    }
    return id;
  }

  @Override
  public Optional<String> find(String id) {
    return own.find(id)
        .or(() ->
            reader
                .ask(connection -> {
                  try (PreparedStatement select =
                      connection.prepareStatement("SELECT content FROM results WHERE id = ?")) {
                    select.setString(1, id);
                    try (ResultSet row = select.executeQuery()) {
                      return row.next() ? Optional.of(row.getString(1)) : Optional.<String>empty();
                    }
                  }
                })
                .flatMap(found -> found));
  }
}
