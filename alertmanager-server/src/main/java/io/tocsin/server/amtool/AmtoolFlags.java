package io.tocsin.server.amtool;

import io.tocsin.core.label.Fingerprint;
import io.tocsin.server.flags.Feature;
import io.tocsin.server.flags.Flag;
import io.tocsin.server.flags.FlagException;
import io.tocsin.server.flags.FlagType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The flags of {@code amtool}: all of the original's, and our own.
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
    private static final FlagType<OutputFormat> OUTPUT_FORMAT = OutputFormat::parse;
    static final Flag<OutputFormat> OUTPUT = Flag.of(
                    "output",
                    OUTPUT_FORMAT.withChoices("simple", "extended", "json"),
                    "How answers are printed: simple, extended or json.")
            .withDefault("simple")
            .withShort('o');
    static final Flag<Duration> TIMEOUT = Flag.of("timeout", FlagType.DURATION, "Longest time for one request.")
            .withDefault("30s");
    static final Flag<String> HTTP_CONFIG = Flag.of(
                    "http.config.file",
                    AmtoolFlags::file,
                    "File with settings of the HTTP client: what http_config holds in alertmanager.yml.")
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

    static final Flag<String> AUTHOR = Flag.text(
                    "author", "Who adds the silence; the user of this machine if not given.")
            .withShort('a');
    static final Flag<Boolean> REQUIRE_COMMENT = new Flag<>(
            "require-comment",
            (char) 0,
            FlagType.SWITCH,
            List.of("true"),
            new Flag.Shape("", true, false, true),
            "Refuse a silence without a comment.");
    static final Flag<String> COMMENT =
            Flag.text("comment", "Why it is silent.").withShort('c');
    static final Flag<String> DURATION = Flag.text("duration", "How long it is silent, such as 30m, 1d or 1w2d.")
            .withDefault("1h")
            .withShort('d');
    static final Flag<String> NEW_DURATION =
            Flag.text("duration", "How long it is silent, from its start on.").withShort('d');
    static final Flag<String> SILENCE_START =
            Flag.text("start", "When the silence starts, such as 2006-01-02T15:04:05-07:00.");
    static final Flag<String> SILENCE_END =
            Flag.text("end", "When it ends, such as 2006-01-02T15:04:05-07:00; wins over --duration.");
    static final Flag<String> SILENCE_ANNOTATION = Flag.text(
                    "annotation", "An annotation of the silence, as name=value. Repeatable.")
            .repeatable();
    static final Flag<Boolean> FORCE = Flag.toggle("force", "Add every silence as a new one, whatever its id.")
            .withShort('f');
    static final Flag<Long> WORKERS = Flag.of("worker", FlagType.WHOLE_NUMBER, "How many silences to post at a time.")
            .withDefault("8")
            .withShort('w');
    static final Flag<Boolean> EXPIRED =
            Flag.toggle("expired", "Show silences that have ended, in place of the others.");
    static final Flag<Boolean> QUIET =
            Flag.toggle("quiet", "Print nothing but ids.").withShort('q');
    static final Flag<String> CREATED_BY = Flag.text("created-by", "Show silences of this author.");
    static final Flag<String> ID = Flag.text("id", "Show the silence with this id.");
    static final Flag<Duration> WITHIN = Flag.of(
            "within",
            FlagType.DURATION,
            "Show silences that end within this time, such as 8h or 2d; with --expired, that have ended within it.");

    static final Flag<String> CONFIG_FILE =
            Flag.text("config.file", "The configuration to look at, in place of the server's.");
    static final Flag<String> VERIFY_RECEIVERS =
            Flag.text("verify.receivers", "Fail unless these are the receivers, in order and separated by commas.");
    static final Flag<Boolean> TREE = Flag.toggle("tree", "Draw the routes that are taken, too.");

    static final Flag<Long> EXPLAIN_LIMIT = Flag.of(
                    "limit", FlagType.WHOLE_NUMBER, "Most alerts that are explained; 1000 at most.")
            .withDefault("10");
    static final Flag<String> FINGERPRINT =
            Flag.of("fingerprint", AmtoolFlags::fingerprint, "Explain the alert with this fingerprint.");

    static final Flag<String> HISTORY_FINGERPRINT =
            Flag.of("fingerprint", AmtoolFlags::fingerprint, "Show what happened to the alert with this fingerprint.");
    static final Flag<String> HISTORY_GROUP =
            Flag.text("group", "Show what happened to the group with this key, as -o extended prints it.");
    static final Flag<String> HISTORY_RECEIVER = Flag.text("receiver", "Show what this receiver was told, or not.");
    static final Flag<String> HISTORY_SILENCE =
            Flag.text("silence", "Show who changed the silence with this id, and what it kept back.");
    static final Flag<String> HISTORY_KIND = Flag.of(
                    "kind",
                    FlagType.TEXT.withChoices("flush", "notification", "silence"),
                    "Show entries of this kind only: flush, notification or silence. Repeatable.")
            .repeatable();
    static final Flag<String> HISTORY_SINCE =
            Flag.text("since", "Show what happened since then: a duration back from now such as 2h, or a time.");
    static final Flag<String> HISTORY_UNTIL =
            Flag.text("until", "Show what began until then: a duration back from now such as 30m, or a time.");
    static final Flag<Long> HISTORY_LIMIT = Flag.of(
                    "limit", FlagType.WHOLE_NUMBER, "Most entries that are shown, the newest; 0 for all.")
            .withDefault("50");

    static final Flag<Boolean> RESOLVED = Flag.toggle("resolved", "Send the alert as resolved.");
    static final Flag<String> INTEGRATION = Flag.text(
                    "integration", "Test this integration only, such as slack or webhook[1]. Repeatable.")
            .repeatable();

    static final Flag<String> STORAGE_PATH =
            Flag.text("storage.path", "The directory of a server that is stopped, in place of one that runs.");
    static final Flag<Boolean> OVERWRITE =
            Flag.toggle("force", "Replace files that hold something else.").withShort('f');

    static final Flag<String> TEMPLATE_GLOB = Flag.text(
                    "template.glob", "Files of templates: a pattern such as templates/*.tmpl. Repeatable.")
            .repeatable();
    static final Flag<String> TEMPLATE_TEXT =
            Flag.text("template.text", "What is rendered, such as {{ template \"slack.default.title\" . }}.");
    private static final FlagType<TemplateRender.Type> TEMPLATE_TYPES = TemplateRender.Type::parse;
    static final Flag<TemplateRender.Type> TEMPLATE_TYPE = new Flag<>(
            "template.type",
            (char) 0,
            TEMPLATE_TYPES.withChoices("html", "text"),
            List.of("text"),
            new Flag.Shape("", false, false, false),
            "text, or html as for the body of an e-mail.");
    static final Flag<String> TEMPLATE_DATA = Flag.text(
            "template.data",
            "A JSON file with what the template is told, in the form of a webhook's body; a sample if not given.");

    static final Flag<Boolean> STRICT = Flag.toggle("strict", "Tocsin's own: a file with warnings fails.");

    static final Flag<String> RUN = Flag.text(
                    "run", "Run only tests in whose name this regular expression is found; may be given several times.")
            .withPlaceholder("<regex>")
            .repeatable();

    private AmtoolFlags() {}

    private static String file(String path) throws FlagException {
        try {
            return InputFile.check(path);
        } catch (CommandFailure e) {
            throw new FlagException(String.valueOf(e.getMessage()));
        }
    }

    /** Found in answers as it is printed there, so that it has to be of that form. */
    private static String fingerprint(String text) throws FlagException {
        try {
            return text.isEmpty() ? "" : Fingerprint.parse(text).toString();
        } catch (IllegalArgumentException e) {
            throw new FlagException("expected 16 hexadecimal digits, as explain prints them, got \"" + text + "\"");
        }
    }
}
