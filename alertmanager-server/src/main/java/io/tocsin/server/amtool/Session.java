package io.tocsin.server.amtool;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.ProxyConfig;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.label.MatcherParser;
import io.tocsin.core.label.MatcherWarning;
import io.tocsin.server.flags.Feature;
import io.tocsin.server.flags.FlagException;
import io.tocsin.server.flags.Invocation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One call of the program: what its command line says, and what its command needs to do the work. Not thread-safe. */
final class Session {
    private static final HttpConfig THROUGH_PROXY_OF_ENVIRONMENT = new HttpConfig(
            HttpConfig.DEFAULT.authentication(),
            HttpConfig.DEFAULT.tls(),
            true,
            true,
            new ProxyConfig(Optional.empty(), "", true, Map.of()),
            List.of());

    private final Terminal terminal;
    private final Invocation line;
    private final MatcherMode mode;
    private final Set<MatcherWarning> given = new HashSet<>();

    /** @throws FlagException if a feature is named that does not exist */
    Session(Terminal terminal, Invocation line) throws FlagException {
        this.terminal = requireNonNull(terminal, "terminal");
        this.line = requireNonNull(line, "line");
        this.mode = mode(line.text(AmtoolFlags.FEATURES));
    }

    Terminal terminal() {
        return terminal;
    }

    Invocation line() {
        return line;
    }

    List<String> arguments() {
        return line.arguments();
    }

    /** @return the exit status of a command that did its work */
    int print(String text) {
        terminal.out().print(text);
        return 0;
    }

    OutputFormat output() {
        return line.value(AmtoolFlags.OUTPUT);
    }

    String dates() {
        return line.text(AmtoolFlags.DATE_FORMAT);
    }

    Instant now() {
        return terminal.surroundings().clock().instant();
    }

    /** A client of the server, after a look at the server's version. */
    ApiClient checkedClient() throws CommandFailure {
        ApiClient client = client();
        if (line.value(AmtoolFlags.VERSION_CHECK)) {
            StatusCheck.askAndWarn(client, terminal.err());
        }
        return client;
    }

    /** The server's status; its version is compared on the way. */
    JsonValue status() throws CommandFailure {
        try (ApiClient client = client()) {
            JsonValue status = StatusCheck.status(client);
            if (line.value(AmtoolFlags.VERSION_CHECK)) {
                StatusCheck.warn(status, terminal.err());
            }
            return status;
        }
    }

    /** Shows the cluster of the server, the more if the server is a Tocsin. */
    int showCluster() throws CommandFailure {
        try (ApiClient client = client()) {
            JsonValue status = StatusCheck.status(client);
            if (line.value(AmtoolFlags.VERSION_CHECK)) {
                StatusCheck.warn(status, terminal.err());
            }
            ApiReply own = client.call(Operation.GET_CLUSTER, "");
            ClusterText text = new ClusterText(
                    status.get("cluster"), own.status() == 200 ? Optional.of(own.json()) : Optional.empty(), dates());
            text.warnings().forEach(warning -> terminal.err().println("Warning: " + warning));
            return print(text.print(output()));
        }
    }

    private ApiClient client() throws CommandFailure {
        Duration timeout = line.value(AmtoolFlags.TIMEOUT);
        boolean isVerbose = line.value(AmtoolFlags.VERBOSE);
        ServerUrl server = ServerUrl.parse(line.text(AmtoolFlags.URL));
        return new ApiClient(server, transport(server), timeout, (method, url, status, took) -> {
            if (isVerbose) {
                terminal.err().println(method + " " + url + ": " + status + " after " + took.toMillis() + " ms");
            }
        });
    }

    private Transport transport(ServerUrl server) throws CommandFailure {
        Terminal.Surroundings surroundings = terminal.surroundings();
        if (line.isGiven(AmtoolFlags.HTTP_CONFIG)) {
            if (server.authorization().isPresent()) {
                throw new CommandFailure(
                        "basic authentication and http.config.file are mutually exclusive",
                        "write user and password into the file, under \"basic_auth\".");
            }
            HttpConfig config = HttpClientFile.read(line.text(AmtoolFlags.HTTP_CONFIG));
            return new ConfiguredTransport(server, config, surroundings);
        }
        return surroundings.namesProxy(server.isEncrypted())
                ? new ConfiguredTransport(server, THROUGH_PROXY_OF_ENVIRONMENT, surroundings)
                : new DirectTransport(server);
    }

    MatcherParser matchers() {
        return MatcherParser.of(mode, this::advise);
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

    MatcherMode matcherMode() {
        return mode;
    }

    private static MatcherMode mode(String list) throws FlagException {
        Set<Feature> features;
        try {
            features = Feature.parseList(list);
        } catch (FlagException e) {
            throw new FlagException("error parsing the feature flag list: " + e.getMessage());
        }
        if (features.contains(Feature.CLASSIC_MODE)) {
            return MatcherMode.CLASSIC;
        }
        return features.contains(Feature.UTF8_STRICT_MODE) ? MatcherMode.UTF8_STRICT : MatcherMode.DEFAULT;
    }
}
