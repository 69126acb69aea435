package dev.tokenstorm.handover;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tokenstorm.cli.ProgramRun;
import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.result.DocumentSchema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records are what their published schemas say, so that others can write completers by them. */
final class RecordSchemaTest {
  private static final long DEADLINE = 1_800_000_000_000L;

  private static TokenRecord token(HandedCall call, ByteString token, int copy) {
    boolean byId = token.isEmpty();
    return new TokenRecord(
        TokenRecord.Kind.TOKEN,
        "run-1",
        "default",
        7,
        3,
        2,
        call,
        DEADLINE,
        token,
        byId ? "run-1-7" : "",
        byId ? "run" : "",
        byId ? "a-1" : "",
        call == HandedCall.COMPLETE ? "Hello \"name\"\n" : "",
        call == HandedCall.FAIL ? "declined" : "",
        call == HandedCall.FAIL ? "Declined" : "",
        copy);
  }

  static Stream<TokenRecord> tokens() {
    Stream<TokenRecord> calls =
        Arrays.stream(HandedCall.values())
            .flatMap(
                call ->
                    Stream.of(
                        token(call, ByteString.copyFromUtf8("a token"), 0),
                        token(call, ByteString.EMPTY, 2)));
    return Stream.concat(
        calls,
        Stream.of(
            TokenRecord.probe("run-1", "default", DEADLINE),
            TokenRecord.end("run-1", "default", DEADLINE)));
  }

  @ParameterizedTest
  @MethodSource("tokens")
  void aRecordOfATokenIsWhatTheSchemaSays(TokenRecord record) throws Exception {
    String json = new String(record.bytes(), StandardCharsets.UTF_8);
    assertThat(DocumentSchema.TOKEN.violations(ProgramRun.json(json))).isEmpty();
    assertThat(TokenRecord.read(record.bytes())).isEqualTo(record);
  }

  static Stream<OutcomeRecord> outcomes() {
    return Stream.concat(
        Arrays.stream(OutcomeRecord.Status.values())
            .map(status -> outcome(TokenRecord.Kind.TOKEN, status)),
        Stream.of(outcome(TokenRecord.Kind.PROBE, OutcomeRecord.Status.OK)));
  }

  private static OutcomeRecord outcome(TokenRecord.Kind kind, OutcomeRecord.Status status) {
    boolean token = kind == TokenRecord.Kind.TOKEN;
    return new OutcomeRecord(
        kind,
        "run-1",
        token ? 7 : 0,
        token ? 3 : 0,
        token ? 2 : 1,
        status,
        "completer-1",
        2,
        token ? 1 : 0,
        token ? 1_500 : 0,
        token ? 900 : 0);
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void anOutcomeIsWhatTheSchemaSays(OutcomeRecord record) throws Exception {
    String json = new String(record.bytes(), StandardCharsets.UTF_8);
    assertThat(DocumentSchema.OUTCOME.violations(ProgramRun.json(json))).isEmpty();
    assertThat(OutcomeRecord.read(record.bytes())).isEqualTo(record);
  }

  @Test
  void theSchemasKnowTheWordsOfTheRecords() {
    assertThat(words(DocumentSchema.TOKEN, "kind")).isEqualTo(keys(TokenRecord.Kind.values()));
    assertThat(words(DocumentSchema.TOKEN, "call")).isEqualTo(keys(HandedCall.values()));
    assertThat(words(DocumentSchema.OUTCOME, "status"))
        .isEqualTo(keys(OutcomeRecord.Status.values()));
  }

  private static List<String> words(DocumentSchema schema, String property) {
    return schema.words("/properties/" + property + "/enum");
  }

  private static List<String> keys(Keyed... words) {
    return Arrays.stream(words).map(Keyed::key).toList();
  }

  @Test
  void whatLacksANameBreaksTheSchema() {
    String json = "{\"v\":1,\"kind\":\"token\",\"run\":\"r\",\"namespace\":\"n\",\"deadline\":1}";
    assertThat(DocumentSchema.TOKEN.violations(ProgramRun.json(json))).isNotEmpty();
  }
}
