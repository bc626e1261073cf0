package io.tocsin.server.amtool;

import io.tocsin.server.flags.Command;
import io.tocsin.server.flags.Feature;
import io.tocsin.server.flags.Flag;
import io.tocsin.server.flags.FlagType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The commands and flags of {@code amtool}: all of the original's, and our own.
 *
 * @see "Upstream: cli, v0.34.0"
 */
final class AmtoolFlags {
    static final Flag<String> DATE_FORMAT = Flag.text(
                    "date.format", "How dates are printed: a layout of Go's package time.")
            .withDefault("2006-01-02 15:04:05 MST");
    static final Flag<Boolean> VERBOSE = Flag.toggle(
                    "verbose", "Say on standard error what is asked and how long it takes.")
            .withShort('v');
    static final Flag<String> URL = Flag.text(
                    "alertmanager.url", "The server to talk to; user and password may stand in front of the host.")
            .withPlaceholder("http://localhost:9093/");
    static final Flag<OutputFormat> OUTPUT = Flag.of(
                    "output", OutputFormat::parse, "How answers are printed: simple, extended or json.")
            .withDefault("simple")
            .withShort('o');
    static final Flag<Duration> TIMEOUT = Flag.of("timeout", FlagType.DURATION, "Longest time for one request.")
            .withDefault("30s");
    static final Flag<String> HTTP_CONFIG = Flag.text(
                    "http.config.file", "File with settings of the HTTP client. Not supported yet: refused.")
            .withPlaceholder("<filename>");
    static final Flag<Boolean> VERSION_CHECK = new Flag<>(
            "version-check",
            (char) 0,
            FlagType.SWITCH,
            List.of("true"),
            new Flag.Shape("", true, false, false),
            "Ask for the server's version first and warn if it is another than this program's.");
    static final Flag<String> FEATURES = Flag.text(
                    "enable-feature",
                    "Comma list of features: "
                            + Arrays.stream(Feature.values())
                                    .map(Feature::flagName)
                                    .collect(Collectors.joining(", "))
                            + ".")
            .withDefault("");

    static final Flag<Boolean> INHIBITED =
            Flag.toggle("inhibited", "Show inhibited alerts.").withShort('i');
    static final Flag<Boolean> SILENCED =
            Flag.toggle("silenced", "Show silenced alerts.").withShort('s');
    static final Flag<Boolean> ACTIVE =
            Flag.toggle("active", "Show active alerts.").withShort('a');
    static final Flag<Boolean> UNPROCESSED = Flag.toggle("unprocessed", "Show alerts that are not processed yet.")
            .withShort('u');
    static final Flag<String> RECEIVER = Flag.text(
                    "receiver", "Show alerts that go to the receivers that this regular expression matches.")
            .withShort('r');

    static final Flag<String> GENERATOR_URL = Flag.text("generator-url", "Where the alert comes from.");
    static final Flag<String> START = Flag.text("start", "When the alert starts, such as 2006-01-02T15:04:05-07:00.");
    static final Flag<String> END = Flag.text("end", "When the alert ends, such as 2006-01-02T15:04:05-07:00.");
    static final Flag<String> ANNOTATION =
            Flag.text("annotation", "An annotation, as name=value. Repeatable.").repeatable();

    static final Flag<Boolean> STRICT = Flag.toggle("strict", "Tocsin's own: a file with warnings fails.");

    private static final String LATER = "(not supported yet)";

    private static final String QUERY_HELP = """
        Show alerts.

          amtool alert query alertname=foo node=bar
          amtool alert query foo node=bar
          amtool alert query 'alertname=~foo.*'

        Arguments are matchers, with =, !=, =~ or !~. A first argument that is none is
        the alertname. Without a flag for a state, active alerts are shown.\
        """;
    private static final String ADD_HELP = """
        Post an alert.

          amtool alert add alertname=foo node=bar
          amtool alert add foo node=bar --annotation=summary='all about it'

        A first argument without = is the alertname.\
        """;
    private static final String CHECK_HELP = """
        Check configuration files, or standard input when none is named.

        Prints a verdict for each file, and every problem with its line, its column and
        a hint.\
        """;
    private static final String CONFIG_HELP = """
        Show the configuration that the server runs on.

        simple: the configuration, secrets masked. extended: also versions and start.
        json: the whole status.\
        """;
    private static final String LISTEN_HELP = """
        Tocsin's own: print the notifications that arrive here.

          webhook_configs: [{url: "http://127.0.0.1:5001/"}]

        The address is :5001 unless given. Without a host it is the loopback address;
        0.0.0.0:5001 is every address. With -o json bodies are printed as they came, one
        per line.\
        """;

    private AmtoolFlags() {}

    /** What the command line may say. */
    static Command program() {
        return Command.named("amtool", """
            Ask a running Alertmanager, and check its configuration.

            Defaults of flags are read from $HOME/.config/amtool/config.yml, or else from
            /etc/amtool/config.yml: YAML, one flag per line, such as
            "alertmanager.url: http://localhost:9093". What the command line says wins.

            Not supported yet, and answered with an error: silence, config routes, template.\
            """)
                .flags(DATE_FORMAT, VERBOSE, URL, OUTPUT, TIMEOUT, HTTP_CONFIG, VERSION_CHECK, FEATURES)
                .command(Command.named("help", "Show help for a command.")
                        .arguments("command")
                        .build())
                .command(alert())
                .command(silence())
                .command(Command.named("check-config", CHECK_HELP)
                        .flags(STRICT)
                        .arguments("check-files")
                        .build())
                .command(Command.named("cluster", "Show the cluster.")
                        .command(Command.named("show", "Show the cluster: its state and its members.")
                                .asDefault()
                                .build())
                        .build())
                .command(config())
                .command(Command.named("template", "Templates: not supported yet.")
                        .command(later("render")
                                .flags(hidden("template.glob").repeatable(), hidden("template.text"))
                                .flags(hidden("template.type"), hidden("template.data"))
                                .build())
                        .build())
                .command(Command.named("webhook", "Receive notifications.")
                        .command(Command.named("listen", LISTEN_HELP)
                                .arguments("address")
                                .build())
                        .build())
                .build();
    }

    private static Command alert() {
        return Command.named("alert", "Show and post alerts.")
                .command(Command.named("query", QUERY_HELP)
                        .flags(INHIBITED, SILENCED, ACTIVE, UNPROCESSED, RECEIVER)
                        .arguments("matcher-groups")
                        .asDefault()
                        .build())
                .command(Command.named("add", ADD_HELP)
                        .flags(GENERATOR_URL, START, END, ANNOTATION)
                        .arguments("labels")
                        .build())
                .build();
    }

    private static Command config() {
        return Command.named("config", CONFIG_HELP)
                .command(Command.named("show", CONFIG_HELP).asDefault().build())
                .command(Command.named("routes", "Routes: not supported yet.")
                        .flags(hidden("config.file"))
                        .command(later("show").asDefault().build())
                        .command(later("test")
                                .flags(hidden("verify.receivers"), hiddenSwitch("tree"))
                                .arguments("labels")
                                .build())
                        .build())
                .build();
    }

    private static Command silence() {
        return Command.named("silence", "Silences: not supported yet.")
                .command(later("add")
                        .flags(hidden("author").withShort('a'), hiddenSwitch("require-comment"))
                        .flags(hidden("duration").withShort('d'), hidden("start"), hidden("end"))
                        .flags(
                                hidden("comment").withShort('c'),
                                hidden("annotation").repeatable())
                        .arguments("matcher-groups")
                        .build())
                .command(later("expire").arguments("silence-ids").build())
                .command(later("import")
                        .flags(
                                hiddenSwitch("force").withShort('f'),
                                hidden("worker").withShort('w'))
                        .arguments("input-file")
                        .build())
                .command(later("query")
                        .flags(hiddenSwitch("expired"), hiddenSwitch("quiet").withShort('q'))
                        .flags(hidden("created-by"), hidden("id"), hidden("within"))
                        .arguments("matcher-groups")
                        .asDefault()
                        .build())
                .command(later("update")
                        .flags(
                                hiddenSwitch("quiet").withShort('q'),
                                hidden("duration").withShort('d'))
                        .flags(hidden("start"), hidden("end"), hidden("comment").withShort('c'))
                        .arguments("update-ids")
                        .build())
                .build();
    }

    private static Command.Builder later(String name) {
        return Command.named(name, LATER);
    }

    /** A flag of a command that is not supported yet: read, so that the answer is about the command. */
    private static Flag<String> hidden(String name) {
        return Flag.text(name, "").hidden();
    }

    private static Flag<Boolean> hiddenSwitch(String name) {
        return Flag.toggle(name, "").hidden();
    }
}
