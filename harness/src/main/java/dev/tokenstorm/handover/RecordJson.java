package dev.tokenstorm.handover;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a record: one flat object whose values are texts and whole numbers. What is read is
 * bounded before it is parsed. A name that this version does not know is passed over.
 */
final class RecordJson {
  /** What a broker takes by default. */
  static final int MOST_BYTES = 1 << 20;

  /** The version of the format, which each record names. */
  static final long VERSION = 1;

  private static final int MOST_FIELDS = 64;
  private static final int TYPICAL_BYTES = 512;
  private static final int LONGEST_NUMBER = 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(2)
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxStringLength(MOST_BYTES)
                  .maxNameLength(MOST_FIELDS)
                  .build())
          .build();

  private final Map<String, Object> fields;

  private RecordJson(Map<String, Object> fields) {
    this.fields = fields;
  }

  /** Writes the fields of a record. */
  interface Fields {
    void to(JsonGenerator json) throws IOException;
  }

  static byte[] write(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("v", VERSION);
      fields.to(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a record.
   *
   * @throws UnreadableRecordException when it is not one of this version
   */
  static RecordJson read(byte @Nullable [] bytes) throws UnreadableRecordException {
    if (bytes == null || bytes.length == 0 || bytes.length > MOST_BYTES) {
      throw new UnreadableRecordException("it is empty or too large");
    }
    Map<String, Object> fields = new HashMap<>();
    try (JsonParser json = FACTORY.createParser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new UnreadableRecordException("it is no JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME && fields.size() <= MOST_FIELDS) {
        String name = json.currentName();
        switch (json.nextToken()) {
          case VALUE_STRING -> fields.put(name, json.getText());
          case VALUE_NUMBER_INT -> fields.put(name, json.getLongValue());
          default ->
              throw new UnreadableRecordException("a value is neither a text nor a whole number");
        }
      }
      if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
        throw new UnreadableRecordException("it is not one flat JSON object");
      }
    } catch (IOException e) {
      throw new UnreadableRecordException("it is not JSON");
    }
    RecordJson record = new RecordJson(fields);
    if (record.number("v", 0, Long.MAX_VALUE) != VERSION) {
      throw new UnreadableRecordException("it is of another version than " + VERSION);
    }
    return record;
  }

  /** A text that has to be there. */
  String text(String name, int longest) throws UnreadableRecordException {
    String text = optionalText(name, longest);
    if (text.isEmpty()) {
      throw new UnreadableRecordException(name + " is missing");
    }
    return text;
  }

  /** A text; empty where there is none. */
  String optionalText(String name, int longest) throws UnreadableRecordException {
    Object value = fields.getOrDefault(name, "");
    if (value instanceof String text && text.length() <= longest) {
      return text;
    }
    throw new UnreadableRecordException(name + " is no text of at most " + longest + " characters");
  }

  /** A number that has to be there. */
  long number(String name, long from, long to) throws UnreadableRecordException {
    if (fields.get(name) instanceof Long number && number >= from && number <= to) {
      return number;
    }
    throw new UnreadableRecordException(name + " is no whole number from " + from + " to " + to);
  }

  /** A number; 0 where there is none. */
  long optionalNumber(String name, long to) throws UnreadableRecordException {
    return fields.containsKey(name) ? number(name, 0, to) : 0;
  }
}
