package dev.tokenstorm.workload;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.DefaultDataConverter;

/**
 * Texts as the SDK's data converter writes them, in JSON. A text without escapes is its own JSON
 * between quotes, which is read and written here at a fraction of the converter's cost; all else is
 * left to the converter.
 */
public final class JsonTexts {
  private static final ByteString ENCODING = ByteString.copyFromUtf8("json/plain");
  private static final String ENCODING_KEY = "encoding";

  private JsonTexts() {}

  /** The first payload as text; empty when there is none, or it is none. */
  public static String read(Payloads payloads) {
    if (payloads.getPayloadsCount() == 0) {
      return "";
    }
    Payload payload = payloads.getPayloads(0);
    ByteString data = payload.getData();
    if (isPlainJson(payload) && isQuoted(data)) {
      return data.substring(1, data.size() - 1).toStringUtf8();
    }
    return convert(payload);
  }

  private static String convert(Payload payload) {
    try {
      String text =
          DefaultDataConverter.STANDARD_INSTANCE.fromPayload(payload, String.class, String.class);
      return text == null ? "" : text;
    } catch (DataConverterException notText) {
      return "";
    }
  }

  /** A payload with the text. */
  public static Payloads write(String text) {
    StringBuilder json = new StringBuilder(text.length() + 8).append('"');
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '\n') {
        json.append("\\n");
      } else if (each < ' ' || each == '"' || each == '\\' || Character.isSurrogate(each)) {
        return convert(text);
      } else {
        json.append(each);
      }
    }
    return Payloads.newBuilder()
        .addPayloads(
            Payload.newBuilder()
                .putMetadata(ENCODING_KEY, ENCODING)
                .setData(ByteString.copyFromUtf8(json.append('"').toString())))
        .build();
  }

  private static Payloads convert(String text) {
    return DefaultDataConverter.STANDARD_INSTANCE
        .toPayloads(text)
        .orElseThrow(() -> new IllegalStateException("a text has a payload"));
  }

  private static boolean isPlainJson(Payload payload) {
    return payload.getMetadataCount() == 1
        && ENCODING.equals(payload.getMetadataOrDefault(ENCODING_KEY, ByteString.EMPTY));
  }

  /** Whether it is a JSON string without escapes. Bytes above 127 are of multi-byte characters. */
  private static boolean isQuoted(ByteString data) {
    int last = data.size() - 1;
    if (last < 1 || data.byteAt(0) != '"' || data.byteAt(last) != '"') {
      return false;
    }
    for (int i = 1; i < last; i++) {
      byte each = data.byteAt(i);
      if (each == '\\' || each == '"' || (each >= 0 && each < ' ')) {
        return false;
      }
    }
    return true;
  }
}
