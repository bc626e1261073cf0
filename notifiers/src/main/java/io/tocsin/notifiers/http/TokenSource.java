package io.tocsin.notifiers.http;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpConfig.Authentication;
import io.tocsin.core.config.HttpConfig.JwtBearer;
import io.tocsin.core.config.HttpConfig.OAuth2Config;
import io.tocsin.core.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fetches OAuth 2 tokens and keeps each until shortly before it expires; requests that need one at the same time wait
 * for the same fetch. As in the original, an answer 401 from the receiver does not discard a token.
 *
 * <p>Owned by the event loop of its client.
 *
 * @see "Upstream: golang.org/x/oauth2 clientcredentials; prometheus/common config.OAuth2 for the JWT bearer grant"
 */
final class TokenSource {
    /** Go's oauth2 takes a token for expired this long before it is. */
    private static final Duration EXPIRY_MARGIN = Duration.ofSeconds(10);

    private static final Duration FETCH_LIMIT = Duration.ofSeconds(30);

    private final OAuth2Config config;
    private final ClientEnvironment environment;
    private @Nullable SharedClient client;
    private @Nullable Fetch latest;
    private @Nullable Boolean secretGoesInHeader;

    TokenSource(OAuth2Config config, ClientEnvironment environment) {
        this.config = config;
        this.environment = environment;
    }

    static CallFailedException noToken(String why) {
        return new CallFailedException("oauth2: cannot fetch token: " + why);
    }

    /** A fetch under way or done, and the secret it was made with. */
    private record Fetch(String secret, Future<AccessToken> token) {}

    /**
     * The {@code Authorization} header for a request sent now.
     *
     * @param secret the client secret or private key; a changed one fetches a new token
     */
    Future<String> token(@Nullable String secret) {
        String current = secret == null ? "" : secret;
        if (latest == null || !latest.secret().equals(current) || isStale(latest.token())) {
            latest = new Fetch(current, fetch(current));
        }
        return latest.token().map(AccessToken::authorization);
    }

    void close() {
        if (client != null) {
            client.retire();
        }
    }

    private boolean isStale(Future<AccessToken> token) {
        if (!token.isComplete()) {
            return false;
        }
        Instant soon = environment.clock().instant().plus(EXPIRY_MARGIN);
        return token.failed() || token.result().isExpiredAt(soon);
    }

    private Future<AccessToken> fetch(String secret) {
        if (config.jwt().isPresent()) {
            JwtBearer bearer = config.jwt().get();
            return environment
                    .vertx()
                    .executeBlocking(
                            () -> JwtAssertion.sign(
                                    config, bearer, secret, environment.clock().instant()),
                            false)
                    .compose(assertion -> post(assertionForm(assertion), List.of()))
                    .compose(answer -> accept(answer, secret));
        }
        if (secretGoesInHeader != null) {
            return postSecret(secret, secretGoesInHeader).compose(answer -> accept(answer, secret));
        }
        // Which way the server wants is found out once: the header first, then the form.
        return postSecret(secret, true).compose(answer -> {
            if (answer.isSuccess()) {
                secretGoesInHeader = true;
                return accept(answer, secret);
            }
            return postSecret(secret, false).compose(second -> {
                secretGoesInHeader = second.isSuccess() ? Boolean.FALSE : null;
                return accept(second, secret);
            });
        });
    }

    private Future<HttpAnswer.Received> postSecret(String secret, boolean inHeader) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "client_credentials");
        putScopes(form);
        form.putAll(config.endpointParams());
        if (!inHeader) {
            form.put("client_id", config.clientId());
            form.put("client_secret", secret);
            return post(form, List.of());
        }
        String userAndPassword = FormBody.escape(config.clientId()) + ":" + FormBody.escape(secret);
        return post(form, List.of(new HttpCall.Header("Authorization", TargetUrl.basicAuthorization(userAndPassword))));
    }

    private Map<String, String> assertionForm(String assertion) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", config.grantType());
        form.put("assertion", assertion);
        putScopes(form);
        form.putAll(config.endpointParams());
        return form;
    }

    private void putScopes(Map<String, String> form) {
        if (!config.scopes().isEmpty()) {
            form.put("scope", String.join(" ", config.scopes()));
        }
    }

    private Future<HttpAnswer.Received> post(Map<String, String> form, List<HttpCall.Header> headers) {
        var all = new ArrayList<>(headers);
        all.add(new HttpCall.Header("Content-Type", "application/x-www-form-urlencoded"));
        var call = new HttpCall("POST", Secret.of(config.tokenUrl().toString()), all, Buffer.buffer(FormBody.of(form)));
        Promise<HttpAnswer.Received> received = Promise.promise();
        client().send(call, FETCH_LIMIT).whenComplete((answer, failure) -> {
            if (answer instanceof HttpAnswer.Received good) {
                received.complete(good);
            } else if (answer instanceof HttpAnswer.Failed bad) {
                CallFailedException why = noToken(bad.message());
                received.fail(bad.isFinal() ? CallFailedException.forGood(String.valueOf(why.getMessage())) : why);
            } else {
                received.fail(noToken("timeout"));
            }
        });
        return received.future();
    }

    private Future<AccessToken> accept(HttpAnswer.Received answer, String secret) {
        if (!answer.isSuccess()) {
            var redaction = new Redaction();
            redaction.hide(secret);
            String excerpt = redaction.excerpt(answer.excerpt());
            return Future.failedFuture(
                    noToken("unexpected status code " + answer.status() + (excerpt.isEmpty() ? "" : ": " + excerpt)));
        }
        try {
            return Future.succeededFuture(
                    AccessToken.parse(answer, environment.clock().instant()));
        } catch (CallFailedException e) {
            return Future.failedFuture(e);
        }
    }

    private SharedClient client() {
        if (client == null) {
            client = new SharedClient(
                    new HttpConfig(new Authentication.None(), config.tls(), true, false, config.proxy(), List.of()),
                    environment);
        }
        return client;
    }
}
