package io.tocsin.notifiers.integration;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.FileSource;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.notifiers.http.HttpClients;
import io.tocsin.notifiers.http.IntegrationHttpClient;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/**
 * What notifiers get from the process they run in. Immutable.
 *
 * @param vertx runs what must not block its caller
 * @param clients makes HTTP clients
 * @param files where the files are that a configuration names
 * @param clock wall time, which deadlines are measured against
 * @param user the integration that the notifier is for, as the log is to name it
 * @param externalUrl where Tocsin is reached from outside, as messages link to it
 */
public record NotifierEnvironment(
        Vertx vertx, HttpClients clients, FileSource files, InstantSource clock, String user, String externalUrl) {

    public NotifierEnvironment {
        requireNonNull(vertx, "vertx");
        requireNonNull(clients, "clients");
        requireNonNull(files, "files");
        requireNonNull(clock, "clock");
        requireNonNull(user, "user");
        requireNonNull(externalUrl, "externalUrl");
    }

    /** For no integration yet. */
    public NotifierEnvironment(
            Vertx vertx, HttpClients clients, FileSource files, InstantSource clock, String externalUrl) {
        this(vertx, clients, files, clock, "", externalUrl);
    }

    /** The same for the integration that {@code user} names. */
    public NotifierEnvironment of(String user) {
        return new NotifierEnvironment(vertx, clients, files, clock, user, externalUrl);
    }

    /** An HTTP client, to be closed by the caller. */
    public IntegrationHttpClient openClient(HttpConfig config) {
        return clients.open(config, user);
    }
}
