package io.tocsin.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.tocsin.server.flags.ServerOptions.LogFormat;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms of lines are those of alertmanager 0.33.1 with both values of {@code --log.format}. */
final class LogLineEncoderTest {
    private static final String TIME = "time=\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z ";

    private static final @Nullable Object NOTHING = null;

    private final LogLineEncoder encoder = new LogLineEncoder();
    private final List<String> lines = new ArrayList<>();
    private final Logger log = logger();

    @Test
    void logfmt_ofAnEvent_isTimeLevelSourceMessageAndPairs() {
        log.atInfo().addKeyValue("address", "127.0.0.1:29773").log("Listening on");
        assertThat(lines.get(0))
                .matches(TIME + "level=INFO source=LogLineEncoderTest\\.java:\\d+ msg=\"Listening on\""
                        + " address=127\\.0\\.0\\.1:29773\n");
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            delimiter = '|',
            value = {
                "plain|plain",
                "two words|\"two words\"",
                "a=b|\"a=b\"",
                "say \"hi\"|\"say \\\"hi\\\"\"",
                "back\\slash|back\\slash",
                "back\\slash here|\"back\\\\slash here\"",
                "''|\"\"",
                "7\u00b5s|7\u00b5s",
                "no\u00a0break|\"no\\u00a0break\"",
                "{}/{service=~\"^(?:x)$\"}|\"{}/{service=~\\\"^(?:x)$\\\"}\"",
            })
    void logfmt_ofAValue_isQuotedOnlyWhereItMustBe(String value, String expected) {
        log.atInfo().addKeyValue("v", value).log("m");
        assertThat(lines.get(0)).endsWith(" msg=m v=" + expected + "\n");
    }

    @Test
    void logfmt_ofTimesDurationsAndNothing_isTheOriginals() {
        log.atDebug()
                .addKeyValue("component", "dispatcher")
                .addKeyValue("startTime", Instant.parse("2026-11-23T03:11:31.146789Z"))
                .addKeyValue("duration", Duration.ofNanos(644_424))
                .addKeyValue("peer", NOTHING)
                .addKeyValue("workers", 2)
                .log("started");
        assertThat(lines.get(0))
                .contains("level=DEBUG ")
                .endsWith(" msg=started component=dispatcher startTime=2026-11-23T03:11:31.146Z"
                        + " duration=644.424\u00b5s peer=<nil> workers=2\n");
    }

    @Test
    void logfmt_ofSeveralLines_staysOneLine() {
        log.atInfo().log("one\ntwo");
        assertThat(lines.get(0)).endsWith(" msg=\"one\\ntwo\"\n");
    }

    /** What a caller sent may be of any size. */
    @Test
    void value_tooLong_isCut() {
        String tooLong = "x".repeat(LogLine.VALUE_MAX - 1) + "\uD83D\uDE00" + "y".repeat(9);
        String cut = "x".repeat(LogLine.VALUE_MAX - 1) + "... (11 more characters)\"";

        log.atInfo().addKeyValue("v", tooLong).log("m");
        encoder.use(LogFormat.JSON);
        log.atInfo().addKeyValue("v", tooLong).log("m");

        assertThat(lines.get(0)).endsWith(" msg=m v=\"" + cut + "\n");
        assertThat(lines.get(1)).endsWith("\"msg\":\"m\",\"v\":\"" + cut + "}\n");
    }

    @Test
    void failure_ofTheWorld_isItsChainOfMessages() {
        log.atError()
                .setCause(new IOException("reading c.yml", new IOException("disk on fire")))
                .log("failed");
        assertThat(lines.get(0)).endsWith(" msg=failed err=\"reading c.yml: disk on fire\"\n");
    }

    @Test
    void failure_thatIsADefect_hasItsStack() {
        log.atError().setCause(new IllegalStateException("broken")).log("failed");
        assertThat(lines.get(0)).contains(" err=broken stack=\"java.lang.IllegalStateException <- ");
    }

    @Test
    void failure_givenAsAValue_isItsMessage() {
        log.atError().addKeyValue("err", new IOException("no such file")).log("failed");
        assertThat(lines.get(0)).endsWith(" msg=failed err=\"no such file\"\n");
    }

    @Test
    void json_ofAnEvent_hasTheOriginalsKeys() {
        encoder.use(LogFormat.JSON);
        log.atWarn()
                .addKeyValue("text", "a \"quoted\" \u0001 line\n")
                .addKeyValue("count", 3)
                .addKeyValue("on", true)
                .addKeyValue("took", Duration.ofMillis(2))
                .addKeyValue("at", Instant.parse("2026-11-23T03:11:00Z"))
                .log("msg");
        assertThat(lines.get(0))
                .matches("\\{\"time\":\"[^\"]+Z\",\"level\":\"WARN\",\"source\":\"LogLineEncoderTest\\.java:\\d+\","
                        + "\"msg\":\"msg\".*\n")
                .endsWith("\"text\":\"a \\\"quoted\\\" \\u0001 line\\n\",\"count\":3,\"on\":true,\"took\":2000000,"
                        + "\"at\":\"2026-11-23T03:11:00Z\"}\n");
    }

    @Test
    void json_ofANullPair_isNull() {
        encoder.use(LogFormat.JSON);
        log.atInfo().addKeyValue("peer", NOTHING).log("m");
        assertThat(lines.get(0)).endsWith("\"msg\":\"m\",\"peer\":null}\n");
    }

    private Logger logger() {
        LoggerContext context = new LoggerContext();
        AppenderBase<ILoggingEvent> collecting = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(new String(encoder.encode(event), UTF_8));
            }
        };
        collecting.setContext(context);
        collecting.start();
        Logger logger = context.getLogger("io.tocsin.server.Some");
        logger.setLevel(Level.DEBUG);
        logger.addAppender(collecting);
        return logger;
    }
}
