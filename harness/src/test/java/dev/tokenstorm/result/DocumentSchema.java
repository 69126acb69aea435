package dev.tokenstorm.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The schemas that {@code docs/schema} publishes, and what a document does against one of them. */
public final class DocumentSchema {
  public static final DocumentSchema RUN = new DocumentSchema("tokenstorm.run-v1.schema.json");
  public static final DocumentSchema SEARCH =
      new DocumentSchema("tokenstorm.search-v1.schema.json");
  public static final DocumentSchema HISTORY =
      new DocumentSchema("tokenstorm.history-v1.schema.json");
  public static final DocumentSchema COMPARE =
      new DocumentSchema("tokenstorm.compare-v1.schema.json");
  public static final DocumentSchema DRILL = new DocumentSchema("tokenstorm.drill-v1.schema.json");
  public static final DocumentSchema GATE = new DocumentSchema("tokenstorm.gate-v1.schema.json");

  private final Schema schema;

  private DocumentSchema(String file) {
    try {
      schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(Files.readString(Path.of("../docs/schema", file)));
    } catch (IOException e) {
      throw new UncheckedIOException("The schema cannot be read.", e);
    }
  }

  /** One sentence for each place of the document that the schema does not allow. */
  public List<String> violations(JsonNode document) {
    return schema.validate(document).stream().map(Object::toString).toList();
  }
}
