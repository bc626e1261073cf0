package io.tocsin.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;

/** Where a line comes from: file and line of the logging statement. */
final class Source {
    private Source() {}

    static String of(ILoggingEvent event) {
        StackTraceElement[] callers = event.getCallerData();
        if (callers == null || callers.length == 0 || callers[0].getFileName() == null) {
            return loggerName(event) + ".java";
        }
        return callers[0].getFileName() + ":" + callers[0].getLineNumber();
    }

    private static String loggerName(ILoggingEvent event) {
        String name = event.getLoggerName();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
