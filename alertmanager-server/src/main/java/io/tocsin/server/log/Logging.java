package io.tocsin.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.tocsin.server.flags.ServerOptions.Log;
import io.tocsin.server.flags.ServerOptions.LogLevel;
import org.slf4j.LoggerFactory;

/**
 * Sets up logging to standard error. Logback finds this class by itself when the first logger is asked for and starts
 * with logfmt at level INFO; {@link #apply} then follows the command line.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class Logging extends ContextAwareBase implements Configurator {
    private static final String APPENDER = "stderr";

    /** Called by logback. */
    public Logging() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        LogLineEncoder encoder = new LogLineEncoder();
        encoder.setContext(context);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName(APPENDER);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(appender);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Applies {@code --log.level} and {@code --log.format} to all lines from now on. */
    public static void apply(Log options) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        Level level = level(options.level());
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(level);
        // Libraries say at DEBUG how they work inside, which tells an operator nothing about alerts.
        context.getLogger("io.netty").setLevel(atLeastInfo(level));
        context.getLogger("io.vertx").setLevel(atLeastInfo(level));
        // What it says at INFO and WARN is for its own developers; operators are told of members by our own lines.
        Level ofHazelcast = level == Level.DEBUG ? Level.INFO : Level.ERROR;
        context.getLogger("com.hazelcast").setLevel(ofHazelcast);
        // Under the name of our class, but Hazelcast's words.
        context.getLogger("io.tocsin.cluster.hazelcast.MessageOperation").setLevel(ofHazelcast);
        Appender<ILoggingEvent> appender =
                context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender(APPENDER);
        if (appender instanceof ConsoleAppender<ILoggingEvent> console
                && console.getEncoder() instanceof LogLineEncoder encoder) {
            encoder.use(options.format());
        }
    }

    /** Stops all lines, for programs that say themselves what is wrong. */
    public static void turnOff() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
        }
    }

    private static Level atLeastInfo(Level level) {
        return level.isGreaterOrEqual(Level.INFO) ? level : Level.INFO;
    }

    private static Level level(LogLevel level) {
        return switch (level) {
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARN -> Level.WARN;
            case ERROR -> Level.ERROR;
        };
    }
}
