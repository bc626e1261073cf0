package io.tocsin.server.amtool;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.Configuration;
import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.ConfigurationResult;
import io.tocsin.core.label.Labels;
import io.tocsin.core.route.Route;
import io.tocsin.core.route.RoutingExplanation;
import io.tocsin.core.route.RoutingTree;
import io.tocsin.notifiers.Integrations;
import io.tocsin.server.configuration.ConfigurationException;
import io.tocsin.server.configuration.ConfigurationFile;
import io.tocsin.server.configuration.DiskFiles;
import io.tocsin.server.flags.Invocation;
import java.util.stream.Collectors;

/** {@code amtool config routes ...}: the routing tree of a file, or of the server. */
final class RoutesCommands {
    private final Session session;
    private final Invocation line;

    RoutesCommands(Session session) {
        this.session = requireNonNull(session, "session");
        this.line = session.line();
    }

    int show() throws CommandFailure {
        return session.print("Routing tree:\n" + RouteDrawing.of(tree().root()) + "\n");
    }

    int test() throws CommandFailure {
        RoutingTree tree = tree();
        Labels labels = Labels.of(KeyValues.ROUTED_LABELS.parse(line.arguments(), session.matchers()));
        RoutingExplanation routing = tree.explain(labels);
        if (line.value(AmtoolFlags.TREE)) {
            session.print("Matching routes:\n" + RouteDrawing.of(routing.root()) + "\n\n");
        }
        String receivers = routing.routes().stream().map(Route::receiver).collect(Collectors.joining(","));
        session.print(Shown.plain(receivers) + "\n");
        String expected = line.text(AmtoolFlags.VERIFY_RECEIVERS);
        if (!expected.isEmpty() && !expected.equals(receivers)) {
            session.print("WARNING: Expected receivers did not match resolved receivers.\n");
            return 1;
        }
        return 0;
    }

    private RoutingTree tree() throws CommandFailure {
        return RoutingTree.of(configuration().route());
    }

    private Configuration configuration() throws CommandFailure {
        ConfigurationDecoder decoder = new ConfigurationDecoder(Integrations.types(), session.matcherMode());
        String file = line.text(AmtoolFlags.CONFIG_FILE);
        return file.isEmpty() ? ofServer(decoder) : ofFile(InputFile.check(file), decoder);
    }

    private Configuration ofFile(String file, ConfigurationDecoder decoder) throws CommandFailure {
        if (line.isGiven(AmtoolFlags.URL)) {
            session.terminal().err().println("Warning: --config.file flag overrides the --alertmanager.url.");
        }
        try {
            return new ConfigurationFile(file, decoder, new DiskFiles()).load().configuration();
        } catch (ConfigurationException e) {
            throw new CommandFailure(e.describe(), e);
        }
    }

    private Configuration ofServer(ConfigurationDecoder decoder) throws CommandFailure {
        String text = session.status().get("config").get("original").string();
        ConfigurationResult result = decoder.decode("the server's configuration", text);
        if (result instanceof ConfigurationResult.Accepted accepted) {
            return accepted.configuration();
        } else if (result instanceof ConfigurationResult.Refused refused) {
            throw new CommandFailure(refused.originalText() + "\n" + refused.report());
        }
        throw new AssertionError("unhandled result: " + result);
    }
}
