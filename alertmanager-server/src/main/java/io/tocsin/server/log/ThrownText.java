package io.tocsin.server.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a throwable into a line: {@code err} with the messages of the chain joined by colons as the original joins its
 * errors, and {@code stack} where the throwable means a defect of ours rather than a failure of the world.
 */
final class ThrownText {
    private static final int MAX_CAUSES = 8;
    private static final int MAX_FRAMES = 24;

    private ThrownText() {}

    static void addTo(LogLine line, IThrowableProxy thrown) {
        line.add("err", chain(thrown));
        if (isDefect(thrown)) {
            line.add("stack", frames(thrown));
        }
    }

    private static String chain(IThrowableProxy thrown) {
        List<String> messages = new ArrayList<>();
        IThrowableProxy next = thrown;
        for (int i = 0; next != null && i < MAX_CAUSES; i++) {
            String message = next.getMessage() == null ? next.getClassName() : next.getMessage();
            // Wrapping exceptions often repeat the text of what they wrap.
            if (messages.stream().noneMatch(m -> m.endsWith(message))) {
                messages.add(message);
            }
            next = next.getCause();
        }
        return String.join(": ", messages);
    }

    private static boolean isDefect(IThrowableProxy proxy) {
        return proxy instanceof ThrowableProxy real
                && (real.getThrowable() instanceof RuntimeException || real.getThrowable() instanceof Error);
    }

    private static String frames(IThrowableProxy thrown) {
        StringBuilder out = new StringBuilder(thrown.getClassName());
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
            out.append(" <- ").append(frames[i].getStackTraceElement());
        }
        return out.toString();
    }
}
