package io.tocsin.notifiers.http;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpConfig.Authentication;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one {@code http_config}, and what its requests have in common.
 *
 * <p>Owned by the event loop of its context; {@link #send}, {@link #run} and {@link #retire} may be called from anywhere.
 */
final class SharedClient {
    private final HttpConfig config;
    private final ClientEnvironment environment;
    private final Context context;
    private final boolean needsFiles;

    private final ProxyRules proxies;
    private final @Nullable TokenSource tokens;

    private @Nullable Credentials fixedCredentials;
    private @Nullable Connections connections;
    private int callsUnderWay;
    private boolean isRetired;

    SharedClient(HttpConfig config, ClientEnvironment environment) {
        this.config = config;
        this.environment = environment;
        this.context = environment.vertx().getOrCreateContext();
        this.needsFiles = Credentials.needFiles(config);
        this.proxies = ProxyRules.of(config.proxy(), environment.variables());
        this.tokens = config.authentication() instanceof Authentication.OAuth2 oauth
                ? new TokenSource(oauth.config(), environment)
                : null;
    }

    HttpConfig config() {
        return config;
    }

    ClientEnvironment environment() {
        return environment;
    }

    Context context() {
        return context;
    }

    /** Sends a request at once. */
    CompletionStage<HttpAnswer> send(HttpCall call, Duration limit) {
        return run(() -> new Exchange(this, call, limit).start());
    }

    /** Starts {@code call} on the event loop; connections stay until it is done. */
    CompletionStage<HttpAnswer> run(Supplier<Future<HttpAnswer>> call) {
        Promise<HttpAnswer> answer = Promise.promise();
        context.runOnContext(ignored -> {
            callsUnderWay++;
            call.get().onComplete(result -> {
                callsUnderWay--;
                closeWhenDone();
                answer.handle(result);
            });
        });
        return answer.future().toCompletionStage();
    }

    /** Closes the connections once the last call is done. */
    void retire() {
        context.runOnContext(ignored -> {
            isRetired = true;
            closeWhenDone();
        });
    }

    /** What the configuration adds to a request sent now, a token included. */
    Future<Credentials> credentials() {
        if (tokens == null) {
            return configuredCredentials();
        }
        return configuredCredentials()
                .compose(known -> tokens.token(known.oauthSecret()).map(known::withAuthorization));
    }

    private Future<Credentials> configuredCredentials() {
        if (needsFiles) {
            return context.executeBlocking(() -> Credentials.read(config, environment.secrets()), false);
        }
        if (fixedCredentials == null) {
            try {
                fixedCredentials = Credentials.read(config, environment.secrets());
            } catch (CallFailedException e) {
                return Future.failedFuture(e);
            }
        }
        return Future.succeededFuture(fixedCredentials);
    }

    /** Connections made with {@code material}; those made with other material are given up when their calls are done. */
    Connections connections(TlsMaterial material) throws CallFailedException {
        if (connections == null || !connections.material().equals(material)) {
            TlsMaterial.Options tls = material.options();
            if (connections != null) {
                connections.close();
            }
            connections = new Connections(environment, config, proxies, material, tls);
        }
        return connections;
    }

    private void closeWhenDone() {
        if (!isRetired || callsUnderWay > 0) {
            return;
        }
        if (connections != null) {
            connections.close();
            connections = null;
        }
        if (tokens != null) {
            tokens.close();
        }
    }
}
