package dev.fairlead.tools.uploads;

import dev.fairlead.providers.Upload;
import dev.fairlead.tools.Field;
import dev.fairlead.tools.KeptFiles.Kept;
import dev.fairlead.tools.text.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file that a vendor keeps, as it is told to people and programs.
 *
 * @param file its path, as the user gave it
 * @param provider who keeps it
 * @param key the name of the key that it went up with, or its fingerprint
 * @param orphaned whether that key is not there any more
 * @param purpose the vendor's word for what it is for
 * @param bytes its size
 * @param sha256 of its content
 * @param at when it went up
 * @param expires when it is to be removed
 * @param id the vendor's name of it
 */
public record FileRow(
    @Field("its path, as the user gave it") String file,
    @Field("who keeps it") String provider,
    @Field("the key it went up with, by name") String key,
    @Field("whether that key is not there any more") boolean orphaned,
    @Field("the vendor's word for what it is for") String purpose,
    @Field("its size") int bytes,
    @Field("of its content") String sha256,
    @Field("when it went up") String at,
    @Field("when it is to be removed") String expires,
    @Field("the vendor's name of it") String id) {
  /** The row of that file. */
  public static FileRow of(Kept kept) {
    Upload upload = kept.upload();
    return new FileRow(
        upload.name(),
        upload.place().provider(),
        kept.key(),
        kept.orphaned(),
        upload.place().purpose(),
        Math.clamp(upload.bytes(), 0, Integer.MAX_VALUE),
        upload.place().digest(),
        upload.at().toString(),
        upload.expires().toString(),
        upload.id());
  }

  /** The rows in columns. */
  public static String table(List<FileRow> rows) {
    Table table = new Table("FILE", "PROVIDER", "KEY", "PURPOSE", "BYTES", "WHEN", "EXPIRES", "ID");
    for (FileRow row : rows) {
      table.row(
          row.file,
          row.provider,
          row.key,
          row.purpose,
          Integer.toString(row.bytes),
          second(row.at),
          second(row.expires),
          row.id);
    }
    return table.toString();
  }

  /** The row for programs. */
  public Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("file", file);
    data.put("provider", provider);
    data.put("key", key);
    data.put("orphaned", orphaned);
    data.put("purpose", purpose);
    data.put("bytes", bytes);
    data.put("sha256", sha256);
    data.put("at", at);
    data.put("expires", expires);
    data.put("id", id);
    return data;
  }

  private static String second(String at) {
    return at.replaceFirst("\\..*", "Z");
  }
}
