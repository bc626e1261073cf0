package io.tocsin.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import io.tocsin.server.flags.ServerOptions.LogFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/**
 * Turns a log event into one line: time, level, source, msg, then the event's pairs in their order, then err.
 *
 * <p>Thread-safe: keeps no state between events but the format, which changes once, at start.
 */
final class LogLineEncoder extends EncoderBase<ILoggingEvent> {
    // Set by the starting thread after the first loggers may already be in use.
    private volatile LogFormat format = LogFormat.LOGFMT;

    void use(LogFormat wanted) {
        format = wanted;
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        Instant time = event.getInstant() == null ? Instant.ofEpochMilli(event.getTimeStamp()) : event.getInstant();
        LogLine line = format == LogFormat.JSON ? new JsonLine() : new LogfmtLine();
        line.add("time", time);
        line.add("level", event.getLevel().toString());
        line.add("source", Source.of(event));
        line.add("msg", event.getFormattedMessage());
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> line.add(pair.key, pair.value));
        }
        if (event.getThrowableProxy() != null) {
            ThrownText.addTo(line, event.getThrowableProxy());
        }
        return line.end().getBytes(StandardCharsets.UTF_8);
    }
}
