package io.tocsin.server;

import io.tocsin.server.flags.CommandLine;
import io.tocsin.server.flags.CompletionScript;
import io.tocsin.server.flags.Feature;
import io.tocsin.server.flags.FlagException;
import io.tocsin.server.flags.HelpText;
import io.tocsin.server.flags.Invocation;
import io.tocsin.server.flags.ServerFlags;
import io.tocsin.server.flags.ServerOptions;
import io.tocsin.server.log.Logging;
import io.tocsin.server.release.Release;
import java.io.PrintStream;
import java.security.Security;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program {@code alertmanager}: reads the command line, starts the log, checks the options.
 *
 * <p>Exit codes: 0 after help, version or a clean stop; 1 for everything else.
 */
public final class Main {
    private static final String PROGRAM = "alertmanager";

    /** No exit status: the server runs on. */
    private static final int RUNNING = -1;

    private Main() {}

    /** Starts the server or answers the command line. */
    public static void main(String[] args) {
        int status = run(List.of(args), System.out, System.err);
        System.out.flush();
        if (status != RUNNING) {
            System.exit(status);
        }
    }

    /** The exit status, or {@value #RUNNING} while the server keeps running. */
    static int run(List<String> args, PrintStream out, PrintStream err) {
        Invocation line;
        try {
            line = CommandLine.parse(ServerFlags.program(), args);
        } catch (FlagException e) {
            err.println(PROGRAM + ": error: " + e.getMessage() + ", try --help");
            return 1;
        }
        return switch (line.request()) {
            case HELP -> print(out, HelpText.of(line.path()));
            case HELP_LONG -> print(out, HelpText.ofEverything(ServerFlags.program()));
            case HELP_MAN ->
                print(
                        out,
                        HelpText.manualPage(
                                ServerFlags.program(), Release.current().summary()));
            case VERSION -> print(out, Release.current().describe(PROGRAM));
            case COMPLETION -> print(out, String.join("\n", line.arguments()));
            case COMPLETION_SCRIPT_BASH -> print(out, CompletionScript.bash(PROGRAM));
            case COMPLETION_SCRIPT_ZSH -> print(out, CompletionScript.zsh(PROGRAM));
            case RUN -> start(ServerFlags.options(line), ServerFlags.givenWithoutEffect(line));
        };
    }

    private static int print(PrintStream out, String text) {
        out.print(text);
        return 0;
    }

    private static int start(ServerOptions options, List<String> withoutEffect) {
        forgetFailedLookUpsSoon();
        Logging.apply(options.log());
        Logger log = LoggerFactory.getLogger(Main.class);
        // Before anything that takes time: a terminal that is closed meanwhile must not end the start.
        CompletableFuture<Server> started = new CompletableFuture<>();
        boolean canHangUp = Signals.handle("HUP", () -> started.join().reload());
        log.atInfo()
                .addKeyValue("version", Release.current().summary())
                .addKeyValue("tocsin", Release.current().tocsinVersion())
                .log("Starting Alertmanager");
        log.atInfo()
                .addKeyValue("build_context", Release.current().buildContext())
                .log("Build context");
        if (!withoutEffect.isEmpty()) {
            log.atWarn().addKeyValue("flags", String.join(" ", withoutEffect)).log("Flags without effect yet");
        }
        try {
            Set<Feature> features = Feature.parseList(options.featureList());
            features.forEach(feature -> log.atWarn().log(feature.warning()));
            options.check();
            Server server = Server.start(options, features);
            started.complete(server);
            if (!canHangUp) {
                log.atWarn()
                        .addKeyValue("signal", "SIGHUP")
                        .log("Signal is ignored, as whoever started this process wanted: reload with POST /-/reload");
            }
            // Shells have processes in the background ignore SIGINT: that is no news.
            Signals.handle("TERM", () -> stop(server, log));
            Signals.handle("INT", () -> stop(server, log));
            server.joinCluster();
            return RUNNING;
        } catch (FlagException | Server.StartException e) {
            log.atError().addKeyValue("err", e.getMessage()).log("alertmanager exited with error");
            return 1;
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("alertmanager exited with error");
            return 1;
        }
    }

    /** To be called before the first look-up. */
    private static void forgetFailedLookUpsSoon() {
        // The launcher says so, too, but Java asks its java.security first, and finds ten seconds there.
        String seconds = System.getProperty("sun.net.inetaddr.negative.ttl");
        if (seconds != null) {
            Security.setProperty("networkaddress.cache.negative.ttl", seconds);
        }
    }

    private static void stop(Server server, Logger log) {
        log.atInfo().log("Received shutdown signal, exiting gracefully...");
        server.stop();
        System.exit(0);
    }
}
