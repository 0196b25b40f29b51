package dev.fairlead.tools.uploads;

import dev.fairlead.tools.Field;
import dev.fairlead.tools.KeptFiles.Kept;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a call came to. */
record Output(
    @Field("those asked for, or removed; the oldest first") List<FileRow> files,
    @Field("how many were removed, or would be; not told by a list") @Nullable Integer removed,
    @Field("how many could not be removed") int stayed,
    @Field("what else to know of one") List<String> notes) {
  static Output listed(List<Kept> files) {
    return new Output(files.stream().map(FileRow::of).toList(), null, 0, List.of());
  }

  static Output removed(List<Kept> gone, int stayed, List<String> notes) {
    return new Output(gone.stream().map(FileRow::of).toList(), gone.size(), stayed, notes);
  }

  /** Whether nothing came of it that was to come. */
  boolean failed() {
    return stayed > 0 && files.isEmpty();
  }

  String inWords(boolean didNothing) {
    String table = files.isEmpty() ? "" : FileRow.table(files);
    if (removed == null) {
      return files.isEmpty() ? "No files are kept at a vendor." : table;
    }
    String count = removed + (removed == 1 ? " file" : " files");
    String done = didNothing ? "Would remove " + count + "." : "Removed " + count + ".";
    String stay = stayed == 0 ? "" : " Could not remove " + stayed + ".";
    String rest = notes.isEmpty() ? "" : "\n" + String.join("\n", notes);
    return done + stay + rest + (table.isEmpty() ? "" : "\n\n" + table);
  }

  Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("files", files.stream().map(FileRow::data).toList());
    if (removed != null) {
      data.put("removed", removed);
    }
    data.put("stayed", stayed);
    data.put("notes", notes);
    return data;
  }
}
