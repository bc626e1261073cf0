package io.tocsin.server.amtool;

import io.tocsin.server.flags.Command;
import io.tocsin.server.flags.CommandLine;
import io.tocsin.server.flags.CompletionScript;
import io.tocsin.server.flags.FlagException;
import io.tocsin.server.flags.HelpText;
import io.tocsin.server.flags.Invocation;
import io.tocsin.server.flags.ListenAddress;
import io.tocsin.server.release.Release;
import java.util.List;

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

    private final Session session;

    private Main(Session session) {
        this.session = session;
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
        Command program = AmtoolProgram.program();
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
                case COMPLETION -> print(terminal, String.join("\n", line.arguments()));
                case COMPLETION_SCRIPT_BASH -> print(terminal, CompletionScript.bash(PROGRAM));
                case COMPLETION_SCRIPT_ZSH -> print(terminal, CompletionScript.zsh(PROGRAM));
                case RUN -> new Main(new Session(terminal, withDefaults(line, terminal))).run(program);
            };
        } catch (CommandFailure e) {
            return fail(terminal, String.valueOf(e.getMessage()), e.hint());
        } catch (FlagException e) {
            return fail(terminal, String.valueOf(e.getMessage()), e.hint());
        }
    }

    private static int fail(Terminal terminal, String message, String hint) {
        terminal.out().flush();
        String advice = hint.isEmpty() ? "" : "\n    hint: " + hint;
        terminal.err().println(Shown.plain(PROGRAM + ": error: " + message + advice + "\n"));
        return 1;
    }

    private static Invocation withDefaults(Invocation line, Terminal terminal) throws CommandFailure, FlagException {
        Invocation completed =
                line.withDefaults(DefaultsFile.first(terminal.surroundings().defaultsFiles()));
        completed.checkRequired();
        return completed;
    }

    private static int print(Terminal terminal, String text) {
        terminal.out().print(text);
        return 0;
    }

    private int run(Command program) throws FlagException, CommandFailure {
        String command = session.line().command();
        session.line().remarks().forEach(remark -> session.terminal().err().println("Warning: " + remark));
        return switch (command) {
            case "help" -> help(program);
            case "alert query" -> new AlertCommands(session).query();
            case "alert add" -> new AlertCommands(session).add();
            case "silence query" -> new SilenceCommands(session).query();
            case "silence add" -> new SilenceCommands(session).add();
            case "silence expire" -> new SilenceCommands(session).expire();
            case "silence import" -> new SilenceCommands(session).importAll();
            case "silence update" -> new SilenceCommands(session).update();
            case "config show" -> session.print(StatusText.config(session.status(), session.output()));
            case "config routes show" -> new RoutesCommands(session).show();
            case "config routes test" -> new RoutesCommands(session).test();
            case "cluster show" -> session.showCluster();
            case "template render" -> new TemplateRender(session).render();
            case "explain" -> new ExplainCommand(session).explain();
            case "history" -> new HistoryCommand(session).history();
            case "receiver test" -> new ReceiverTestCommand(session).test();
            case "state export" -> new StateExportCommand(session).export();
            case "check-config" -> checkConfig();
            case "rules check" -> checkRules();
            case "rules test" -> testRules();
            case "webhook listen" -> webhookListen();
            default -> throw new AssertionError("unhandled command: " + command);
        };
    }

    private int help(Command program) throws FlagException {
        return session.print(HelpText.of(CommandLine.commands(program, session.arguments())));
    }

    private int checkConfig() throws CommandFailure {
        boolean isStrict = session.line().value(AmtoolFlags.STRICT);
        new CheckConfig(session.matcherMode(), isStrict, session.terminal().out()).check(session.arguments());
        return 0;
    }

    private RulesCommands rules() {
        return new RulesCommands(session.terminal(), session.line().value(AmtoolFlags.STRICT));
    }

    private int checkRules() throws CommandFailure {
        rules().check(session.arguments());
        return 0;
    }

    private int testRules() throws CommandFailure {
        rules().test(session.arguments(), session.line().values(AmtoolFlags.RUN));
        return 0;
    }

    private int webhookListen() throws FlagException, CommandFailure {
        List<String> addresses = session.arguments();
        Terminal terminal = session.terminal();
        WebhookListener.start(
                ListenAddress.parse(addresses.isEmpty() ? ":5001" : addresses.get(0)),
                new WebhookListener.Printing(
                        session.output() == OutputFormat.JSON,
                        session.dates(),
                        terminal.out(),
                        terminal.err(),
                        terminal.surroundings().clock()));
        return RUNNING;
    }
}
