package io.tocsin.server.flags;

import io.tocsin.core.label.LabelPattern;
import io.tocsin.core.pipeline.ResolvesWhileMuted;
import io.tocsin.notifiers.http.AddressPolicy;
import io.tocsin.server.flags.ServerOptions.Alerts;
import io.tocsin.server.flags.ServerOptions.Callers;
import io.tocsin.server.flags.ServerOptions.Data;
import io.tocsin.server.flags.ServerOptions.Dispatch;
import io.tocsin.server.flags.ServerOptions.Log;
import io.tocsin.server.flags.ServerOptions.LogFormat;
import io.tocsin.server.flags.ServerOptions.LogLevel;
import io.tocsin.server.flags.ServerOptions.Notifications;
import io.tocsin.server.flags.ServerOptions.RequestLimits;
import io.tocsin.server.flags.ServerOptions.Silences;
import io.tocsin.server.flags.ServerOptions.Web;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The flags of {@code alertmanager}: all of the original's with its defaults, spellings that others pass to it, and our
 * own.
 *
 * @see "Upstream: cmd/alertmanager, v0.34.0"
 */
public final class ServerFlags {
    private static final FlagType<Path> PATH = text -> {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new FlagException("not a path: " + e.getMessage());
        }
    };
    private static final FlagType<Optional<LabelPattern>> PATTERN = text -> {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LabelPattern.compile(text));
        } catch (LabelPattern.InvalidPatternException e) {
            throw new FlagException(String.valueOf(e.getMessage()));
        }
    };
    private static final FlagType<LogLevel> LEVEL = ServerFlags::level;
    private static final FlagType<LogFormat> FORMAT = ServerFlags::format;
    private static final FlagType<ResolvesWhileMuted> RESOLVES = ServerFlags::resolves;

    private static final Flag<Path> CONFIG_FILE =
            Flag.of("config.file", PATH, "Path of the configuration file.").withDefault("alertmanager.yml");
    private static final Flag<Path> STORAGE_PATH = Flag.of(
                    "storage.path",
                    PATH,
                    "Directory for everything that survives a restart; created when missing. Empty: nothing does.")
            .withDefault("data/");
    private static final Flag<Duration> RETENTION =
            duration("data.retention", "120h", "How long notification-log entries and expired silences are kept.");
    private static final Flag<Duration> DATA_MAINTENANCE =
            duration("data.maintenance-interval", "15m", "Pause between two clean-ups of that data.");

    private static final Flag<Long> MAX_SILENCES =
            limit("silences.max-silences", "Most silences stored, expired ones included; 0 or less: no limit.");
    private static final Flag<Long> MAX_SILENCE_BYTES =
            limit("silences.max-silence-size-bytes", "Largest size of one silence in bytes; 0 or less: no limit.");
    private static final Flag<Boolean> LOG_SILENCES =
            Flag.toggle("log.silences", "Log when silences are created, changed and expired.");

    private static final Flag<Duration> ALERTS_GC =
            duration("alerts.gc-interval", "30m", "Pause between two removals of resolved alerts.");
    private static final Flag<Long> PER_ALERT_NAME = limit(
            "alerts.per-alertname-limit",
            "Most alerts of one alertname that fire at the same time; further ones are dropped. 0 or less: no limit.");
    private static final Flag<Duration> DISPATCH_MAINTENANCE = duration(
            "dispatch.maintenance-interval",
            "30s",
            "Pause between two sweeps of empty aggregation groups. No effect: they are removed at once.");
    private static final Flag<Duration> START_DELAY = duration(
            "dispatch.start-delay",
            "0s",
            "Send nothing before this time after the start. Prometheus needs a while to send its alerts again.");

    private static final Flag<Boolean> SYSTEMD_SOCKET =
            Flag.toggle("web.systemd-socket", "Take the listeners from systemd. Not supported yet: refused at start.");
    private static final Flag<String> LISTEN_ADDRESS = Flag.text(
                    "web.listen-address",
                    "Address for API, metrics and web interface, such as :9093, 127.0.0.1:0 or [::1]:9093. Repeatable.")
            .withDefault(":9093")
            .repeatable();
    private static final Flag<String> WEB_CONFIG = Flag.text(
                    "web.config.file",
                    "File with TLS, client certificates, passwords, headers and a rate limit for HTTP. Read again when it, or a"
                            + " file that it names, changes.")
            .withDefault("");
    private static final Flag<String> EXTERNAL_URL = Flag.text(
            "web.external-url",
            "URL under which users reach this server, behind a proxy for instance. Used in links; its path also"
                    + " prefixes all routes. Made of host name and port when not given.");
    private static final Flag<String> ROUTE_PREFIX =
            Flag.text("web.route-prefix", "Prefix of all routes; the path of the external URL when not given.");
    private static final Flag<Long> GET_CONCURRENCY =
            limit("web.get-concurrency", "Most GET requests worked on at a time; 0 or less: processors, at least 8.");
    private static final Flag<Duration> WEB_TIMEOUT = Flag.of(
                    "web.timeout",
                    FlagType.DURATION_OR_SECONDS,
                    "Longest time for one request, a bare number being seconds; 0 or less: no limit.")
            .withDefault("0");
    private static final Flag<Double> GOMEMLIMIT_RATIO = Flag.of(
                    "auto-gomemlimit.ratio",
                    FlagType.NUMBER,
                    "Share of the memory, above 0 and at most 1. The launcher sizes the heap instead; see JAVA_OPTS.")
            .withDefault("0.9")
            .withoutEffectYet();

    private static final Flag<String> ENABLE_FEATURE = Flag.text(
                    "enable-feature", "Comma list of experimental features: " + Feature.names() + ".")
            .withDefault("");
    private static final Flag<LogLevel> LOG_LEVEL = Flag.of(
                    "log.level",
                    LEVEL.withChoices("debug", "info", "warn", "error"),
                    "Lowest severity that is logged: debug, info, warn or error.")
            .withDefault("info");
    private static final Flag<LogFormat> LOG_FORMAT = Flag.of(
                    "log.format", FORMAT.withChoices("logfmt", "json"), "Form of log lines: logfmt or json.")
            .withDefault("logfmt");

    /** The name that the Prometheus Operator passes for {@code --silences.max-silence-size-bytes}. */
    private static final Flag<Long> OPERATOR_MAX_SILENCE_BYTES = limit(
            "silences.max-per-silence-bytes",
            "The same as --silences.max-silence-size-bytes, as the Prometheus Operator spells it.");
    /** Debian's package starts the original with it. */
    private static final Flag<String> DEBIAN_UI_PATH =
            Flag.text("web.ui-path", "Passed by Debian's package; the web interface is built in. Accepted, no effect.");

    private static final Flag<Long> BODY_MAX_BYTES = Flag.of(
                    "web.max-body-bytes", FlagType.WHOLE_NUMBER, "Largest request body accepted, in bytes.")
            .withDefault(String.valueOf(64L << 20));

    private static final Flag<Long> EVENT_STREAMS_MAX = Flag.of(
                    "web.max-event-streams",
                    FlagType.WHOLE_NUMBER,
                    "Most streams of events open at a time, one for each open page; 0: none, so that pages poll.")
            .withDefault("256");

    private static final Flag<Optional<LabelPattern>> CORS_ORIGIN = Flag.of(
                    "web.cors.origin",
                    PATTERN,
                    "Regular expression for the whole origin of web pages that may change something, such as"
                            + " https?://karma\\.example\\.com. Pages of other origins may only read.")
            .withDefault("");

    private static final Flag<String> IDENTITY_HEADER = Flag.text(
                    "web.identity-header",
                    "Header in which the proxies of --web.trusted-proxies name the caller, such as X-Forwarded-User.")
            .withDefault("");
    private static final Flag<String> TRUSTED_PROXIES = Flag.text(
                    "web.trusted-proxies",
                    "Addresses and CIDR blocks, separated by commas, from which --web.identity-header is believed.")
            .withDefault("");
    private static final Flag<String> PERMIT = Flag.text(
                    "web.permit",
                    "Who may do what: CALLER=PERMISSION,..., such as user:alice=read,silence. Callers: user:NAME,"
                            + " cert:SUBJECT, proxied:NAME, anonymous, * (everyone else). Permissions: read, post, silence,"
                            + " test, admin, all. Repeatable. Without any, everyone may do everything.")
            .repeatable();

    private static final Flag<ResolvesWhileMuted> RESOLVES_WHILE_MUTED = Flag.of(
                    "notify.resolves-while-muted",
                    RESOLVES.withChoices("incident", "all", "none"),
                    "Who is told that an alert is resolved while it is silenced, inhibited or muted by time: incident"
                            + " (integrations that open incidents), all or none (as Alertmanager).")
            .withDefault("incident");

    private static final Flag<String> DENY_CIDR = Flag.of(
                    "notify.deny-cidr",
                    ServerFlags::blocks,
                    "Blocks of addresses that no notification is sent to, such as 10.0.0.0/8,fd00::/8. Checked when a"
                            + " connection is made, also after redirects, for tokens and for proxies. Repeatable.")
            .withDefault("")
            .repeatable();

    private static final Flag<Boolean> RECOVER = Flag.toggle(
            "storage.recover",
            "Start although the store in --storage.path is damaged: what can be read of it is kept, and"
                    + " the file put aside.");

    private static final Command PROGRAM = Command.named("alertmanager", "")
            .flags(CONFIG_FILE, STORAGE_PATH, RETENTION, DATA_MAINTENANCE)
            .flags(MAX_SILENCES, MAX_SILENCE_BYTES, LOG_SILENCES)
            .flags(ALERTS_GC, PER_ALERT_NAME, DISPATCH_MAINTENANCE, START_DELAY)
            .flags(SYSTEMD_SOCKET, LISTEN_ADDRESS, WEB_CONFIG, EXTERNAL_URL, ROUTE_PREFIX)
            .flags(GET_CONCURRENCY, WEB_TIMEOUT, GOMEMLIMIT_RATIO)
            .flags(ClusterFlags.upstream())
            .flags(ENABLE_FEATURE, LOG_LEVEL, LOG_FORMAT)
            .section("Other spellings", OPERATOR_MAX_SILENCE_BYTES, DEBIAN_UI_PATH)
            .section(
                    "Flags of Tocsin's own",
                    BODY_MAX_BYTES,
                    EVENT_STREAMS_MAX,
                    CORS_ORIGIN,
                    IDENTITY_HEADER,
                    TRUSTED_PROXIES,
                    PERMIT,
                    RESOLVES_WHILE_MUTED,
                    DENY_CIDR,
                    RECOVER,
                    ClusterFlags.secretFile())
            .section("Built-in scraper and rule evaluator", EvaluatorFlags.all())
            .build();

    private static final int MIN_GET_CONCURRENCY = 8;

    private ServerFlags() {}

    /** What the command line of the server may say. */
    public static Command program() {
        return PROGRAM;
    }

    /**
     * The options of a line that asks to run.
     *
     * @param line read by {@link CommandLine#parse} with {@link #program}
     */
    public static ServerOptions options(Invocation line) {
        return new ServerOptions(
                line.value(CONFIG_FILE),
                line.text(ENABLE_FEATURE),
                line.value(GOMEMLIMIT_RATIO),
                web(line),
                ClusterFlags.options(line),
                data(line),
                new Alerts(line.value(ALERTS_GC), line.value(PER_ALERT_NAME)),
                new Dispatch(line.value(DISPATCH_MAINTENANCE), line.value(START_DELAY)),
                silences(line),
                new Notifications(line.value(RESOLVES_WHILE_MUTED), AddressPolicy.denying(line.values(DENY_CIDR))),
                EvaluatorFlags.options(line),
                new Log(line.value(LOG_LEVEL), line.value(LOG_FORMAT)));
    }

    /** The flags of a line, as typed, that this version reads and checks but does nothing with. */
    public static List<String> givenWithoutEffect(Invocation line) {
        return PROGRAM.flags().stream()
                .filter(flag -> !flag.hasEffect() && line.isGiven(flag))
                .map(flag -> "--" + flag.name())
                .toList();
    }

    private static Web web(Invocation line) {
        return new Web(
                line.values(LISTEN_ADDRESS),
                line.value(SYSTEMD_SOCKET),
                line.text(WEB_CONFIG),
                line.text(EXTERNAL_URL),
                line.text(ROUTE_PREFIX),
                line.value(CORS_ORIGIN),
                new Callers(line.text(IDENTITY_HEADER), line.text(TRUSTED_PROXIES), line.values(PERMIT)),
                new RequestLimits(
                        getConcurrency(line.value(GET_CONCURRENCY)),
                        timeout(line.value(WEB_TIMEOUT)),
                        line.value(BODY_MAX_BYTES),
                        line.value(EVENT_STREAMS_MAX)));
    }

    private static Data data(Invocation line) {
        // Deviation D-270: the original takes an empty path for a directory that cannot be made.
        Optional<Path> path = Optional.of(line.value(STORAGE_PATH))
                .filter(typed -> !typed.toString().isEmpty());
        return new Data(path, line.value(RECOVER), line.value(RETENTION), line.value(DATA_MAINTENANCE));
    }

    /** Zero, and what is below it, is no limit. */
    private static Duration timeout(Duration typed) {
        return typed.isNegative() ? Duration.ZERO : typed;
    }

    private static int getConcurrency(long typed) {
        if (typed > 0) {
            return (int) Math.min(typed, Integer.MAX_VALUE);
        }
        return Math.max(Runtime.getRuntime().availableProcessors(), MIN_GET_CONCURRENCY);
    }

    private static Silences silences(Invocation line) {
        Flag<Long> size = line.isGiven(MAX_SILENCE_BYTES) ? MAX_SILENCE_BYTES : OPERATOR_MAX_SILENCE_BYTES;
        return new Silences(line.value(MAX_SILENCES), line.value(size), line.value(LOG_SILENCES));
    }

    private static Flag<Duration> duration(String name, String defaultText, String help) {
        return Flag.of(name, FlagType.DURATION, help).withDefault(defaultText);
    }

    private static Flag<Long> limit(String name, String help) {
        return Flag.of(name, FlagType.WHOLE_NUMBER, help).withDefault("0");
    }

    private static LogLevel level(String text) throws FlagException {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "debug" -> LogLevel.DEBUG;
            case "info" -> LogLevel.INFO;
            case "warn" -> LogLevel.WARN;
            case "error" -> LogLevel.ERROR;
            default -> throw new FlagException("unrecognized log level " + text);
        };
    }

    private static ResolvesWhileMuted resolves(String text) throws FlagException {
        return ResolvesWhileMuted.parse(text)
                .orElseThrow(() -> new FlagException(
                        "--notify.resolves-while-muted: expected incident, all or none, got \"" + text + "\""));
    }

    private static String blocks(String text) throws FlagException {
        try {
            AddressPolicy.denying(List.of(text));
            return text;
        } catch (IllegalArgumentException e) {
            throw new FlagException("--notify.deny-cidr: " + e.getMessage());
        }
    }

    private static LogFormat format(String text) throws FlagException {
        return switch (text) {
            case "logfmt" -> LogFormat.LOGFMT;
            case "json" -> LogFormat.JSON;
            default -> throw new FlagException("unrecognized log format " + text);
        };
    }
}
