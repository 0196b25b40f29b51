package dev.fairlead.providers.catalog;

/** Says what is wrong with a file of models, where, and what to write instead. */
public final class CatalogException extends Exception {
  CatalogException(String message) {
    super(message);
  }

  CatalogException(String message, Throwable cause) {
    super(message, cause);
  }

  static CatalogException at(Node.Place place, String model, String field, String problem) {
    return new CatalogException(
        place + ", model " + model + (field.isEmpty() ? "" : ", field " + field) + ": " + problem);
  }
}
