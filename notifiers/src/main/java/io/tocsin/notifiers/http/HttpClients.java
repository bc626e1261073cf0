package io.tocsin.notifiers.http;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.FileSource;
import io.tocsin.core.config.HttpConfig;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes the HTTP clients of integrations, one set of connections per distinct {@code http_config}. Cheap until the first
 * request: a client that nobody uses holds no connection, thread or timer.
 *
 * <p>Thread-safe. The Vert.x instance stays its owner's to close, after the clients.
 */
public final class HttpClients {
    private final ClientEnvironment environment;

    // Guarded by itself: configurations are loaded by one thread while another may still close the last ones.
    private final Map<HttpConfig, Use> uses = new HashMap<>();

    /**
     * Clients for notifications.
     *
     * @param files where secrets and certificates are
     * @param clock tells when tokens expire
     * @param userAgent the {@code User-Agent} header: {@code Alertmanager/0.34.0}
     * @param variables the process's environment, for {@code proxy_from_environment}
     * @param policy the addresses that nothing is sent to
     */
    public HttpClients(
            Vertx vertx,
            FileSource files,
            InstantSource clock,
            String userAgent,
            Map<String, String> variables,
            AddressPolicy policy) {
        this(new ClientEnvironment(
                requireNonNull(vertx, "vertx"),
                new SecretReader(files),
                requireNonNull(clock, "clock"),
                requireNonNull(userAgent, "userAgent"),
                Map.copyOf(variables),
                new AddressGuard(requireNonNull(policy, "policy"), HostLookup.of(vertx)),
                RequestSlots.ofHeap(Runtime.getRuntime().maxMemory()),
                RequestPurpose.NOTIFICATIONS));
    }

    HttpClients(ClientEnvironment environment) {
        this.environment = environment;
    }

    /** Clients for something else, whose requests wait for none of these. */
    public HttpClients forPurpose(RequestPurpose purpose, RequestSlots slots) {
        return new HttpClients(new ClientEnvironment(
                environment.vertx(),
                environment.secrets(),
                environment.clock(),
                environment.userAgent(),
                environment.variables(),
                environment.guard(),
                requireNonNull(slots, "slots"),
                requireNonNull(purpose, "purpose")));
    }

    /** A client for {@code config}, to be closed by the caller, of a program that sends one request at a time. */
    public IntegrationHttpClient open(HttpConfig config) {
        return open(config, "");
    }

    /**
     * A client for {@code config}, to be closed by the caller.
     *
     * @param user whom it is for, as the log is to name it
     */
    public IntegrationHttpClient open(HttpConfig config, String user) {
        synchronized (uses) {
            Use use = uses.computeIfAbsent(config, key -> new Use(new SharedClient(key, environment)));
            use.count++;
            return new IntegrationHttpClient(
                    this, use.client, environment.slots().share(), environment.purpose(), user);
        }
    }

    /** Says what may be connected to, for what does not go through these clients. */
    public AddressGuard addressGuard() {
        return environment.guard();
    }

    /** What all integrations have under way and waiting now. */
    public RequestLoad load() {
        return environment.slots().load();
    }

    void release(SharedClient client) {
        synchronized (uses) {
            Use use = uses.get(client.config());
            if (use != null && use.client == client && --use.count == 0) {
                uses.remove(client.config());
                client.retire();
            }
        }
    }

    private static final class Use {
        final SharedClient client;
        int count;

        Use(SharedClient client) {
            this.client = client;
        }
    }
}
