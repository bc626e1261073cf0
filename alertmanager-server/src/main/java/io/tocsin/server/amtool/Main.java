package io.tocsin.server.amtool;

import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.label.MatcherParser;
import io.tocsin.core.label.MatcherWarning;
import io.tocsin.server.flags.Command;
import io.tocsin.server.flags.CommandLine;
import io.tocsin.server.flags.Feature;
import io.tocsin.server.flags.FlagException;
import io.tocsin.server.flags.HelpText;
import io.tocsin.server.flags.Invocation;
import io.tocsin.server.flags.ListenAddress;
import io.tocsin.server.release.Release;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The program {@code amtool}.
 *
 * <p>Exit codes: 0 after a command that did its work, help and version; 1 for everything else, with one message on
 * standard error.
 */
public final class Main {
    private static final String PROGRAM = "amtool";

    /** No exit status: the program runs on. */
    private static final int RUNNING = -1;

    private final Terminal terminal;
    private final Invocation line;
    private final Set<MatcherWarning> given = new HashSet<>();

    private Main(Terminal terminal, Invocation line) {
        this.terminal = terminal;
        this.line = line;
    }

    /** Does what the command line says. */
    public static void main(String[] args) {
        Terminal terminal = Terminal.ofProcess();
        int status = run(List.of(args), terminal);
        terminal.out().flush();
        terminal.err().flush();
        if (status != RUNNING) {
            System.exit(status);
        }
    }

    /** The exit status, or {@value #RUNNING} while a listener keeps running. */
    static int run(List<String> args, Terminal terminal) {
        Command program = AmtoolFlags.program();
        try {
            Invocation line = CommandLine.parse(program, args.isEmpty() ? List.of("--help") : args);
            return switch (line.request()) {
                case HELP -> print(terminal, HelpText.of(line.path()));
                case HELP_LONG -> print(terminal, HelpText.ofEverything(program));
                case HELP_MAN ->
                    print(
                            terminal,
                            HelpText.manualPage(program, Release.current().summary()));
                case VERSION -> print(terminal, Release.current().describe(PROGRAM));
                case RUN ->
                    new Main(terminal, line.withDefaults(DefaultsFile.first(terminal.defaultsFiles()))).run(program);
            };
        } catch (FlagException | CommandFailure e) {
            terminal.out().flush();
            terminal.err().println(PROGRAM + ": error: " + e.getMessage() + "\n");
            return 1;
        }
    }

    private static int print(Terminal terminal, String text) {
        terminal.out().print(text);
        return 0;
    }

    private int run(Command program) throws FlagException, CommandFailure {
        String command = line.command();
        return switch (command) {
            case "help" -> help(program);
            case "alert query" -> alertQuery();
            case "alert add" -> alertAdd();
            case "config show" -> show(StatusText::config);
            case "cluster show" -> show(StatusText::cluster);
            case "check-config" -> checkConfig();
            case "webhook listen" -> webhookListen();
            default -> throw new CommandFailure(command + " is not supported yet by this version of Tocsin");
        };
    }

    private int help(Command program) throws FlagException {
        List<String> words = new ArrayList<>(line.arguments());
        words.add("--help");
        return print(terminal, HelpText.of(CommandLine.parse(program, words).path()));
    }

    private int alertQuery() throws FlagException, CommandFailure {
        AlertQuery.States states = AlertQuery.States.of(
                line.value(AmtoolFlags.ACTIVE),
                line.value(AmtoolFlags.INHIBITED),
                line.value(AmtoolFlags.SILENCED),
                line.value(AmtoolFlags.UNPROCESSED));
        AlertQuery query = AlertQuery.of(line.arguments(), matchers(), states, line.text(AmtoolFlags.RECEIVER));
        JsonValue alerts = checkedClient().get("/alerts", "getAlerts", query.parameters());
        return print(terminal, AlertQuery.render(alerts, line.value(AmtoolFlags.OUTPUT), dates()));
    }

    private int alertAdd() throws FlagException, CommandFailure {
        AlertAdd alert = AlertAdd.of(
                new AlertAdd.Words(
                        line.arguments(),
                        line.values(AmtoolFlags.ANNOTATION),
                        line.text(AmtoolFlags.GENERATOR_URL),
                        line.text(AmtoolFlags.START),
                        line.text(AmtoolFlags.END)),
                matchers());
        checkedClient().post("/alerts", "postAlerts", alert.json());
        return 0;
    }

    /** Prints some part of the server's status. */
    @FunctionalInterface
    private interface StatusPrinter {
        String print(JsonValue status, OutputFormat format);
    }

    private int show(StatusPrinter printer) throws CommandFailure {
        JsonValue status = StatusCheck.status(client());
        if (line.value(AmtoolFlags.VERSION_CHECK)) {
            StatusCheck.warn(status, terminal.err());
        }
        return print(terminal, printer.print(status, line.value(AmtoolFlags.OUTPUT)));
    }

    private int checkConfig() throws FlagException, CommandFailure {
        new CheckConfig(matcherMode(), line.value(AmtoolFlags.STRICT), terminal.out()).check(line.arguments());
        return 0;
    }

    private int webhookListen() throws FlagException, CommandFailure {
        List<String> addresses = line.arguments();
        if (addresses.size() > 1) {
            throw new FlagException("unexpected " + addresses.get(1));
        }
        WebhookListener.start(
                ListenAddress.parse(addresses.isEmpty() ? ":5001" : addresses.get(0)),
                new WebhookListener.Printing(
                        line.value(AmtoolFlags.OUTPUT) == OutputFormat.JSON,
                        dates(),
                        terminal.out(),
                        terminal.err(),
                        InstantSource.system()));
        return RUNNING;
    }

    private GoLayout dates() {
        return new GoLayout(line.text(AmtoolFlags.DATE_FORMAT));
    }

    private ApiClient checkedClient() throws CommandFailure {
        ApiClient client = client();
        if (line.value(AmtoolFlags.VERSION_CHECK)) {
            StatusCheck.askAndWarn(client, terminal.err());
        }
        return client;
    }

    private ApiClient client() throws CommandFailure {
        if (!line.text(AmtoolFlags.HTTP_CONFIG).isEmpty()) {
            throw new CommandFailure("--http.config.file is not supported yet;"
                    + " user and password may stand in --alertmanager.url: http://user:password@host:9093");
        }
        Duration timeout = line.value(AmtoolFlags.TIMEOUT);
        boolean isVerbose = line.value(AmtoolFlags.VERBOSE);
        return new ApiClient(ServerUrl.parse(line.text(AmtoolFlags.URL)), timeout, (method, url, status, took) -> {
            if (isVerbose) {
                terminal.err().println(method + " " + url + ": " + status + " after " + took.toMillis() + " ms");
            }
        });
    }

    private MatcherParser matchers() throws FlagException {
        return MatcherParser.of(matcherMode(), this::advise);
    }

    /** Once per text, although some are read twice. */
    private void advise(MatcherWarning warning) {
        if (!given.add(warning)) {
            return;
        }
        String instead = warning instanceof MatcherWarning.ClassicFallback fallback ? fallback.suggestion() : "";
        terminal.err()
                .println("Warning: " + warning.input() + ": " + warning.message()
                        + (instead.isEmpty() ? "" : ": " + instead));
    }

    private MatcherMode matcherMode() throws FlagException {
        Set<Feature> features;
        try {
            features = Feature.parseList(line.text(AmtoolFlags.FEATURES));
        } catch (FlagException e) {
            throw new FlagException("error parsing the feature flag list: " + e.getMessage());
        }
        if (features.contains(Feature.CLASSIC_MODE)) {
            return MatcherMode.CLASSIC;
        }
        return features.contains(Feature.UTF8_STRICT_MODE) ? MatcherMode.UTF8_STRICT : MatcherMode.DEFAULT;
    }
}
