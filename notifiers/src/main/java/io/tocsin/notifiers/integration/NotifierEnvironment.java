package io.tocsin.notifiers.integration;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.FileSource;
import io.tocsin.notifiers.http.HttpClients;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/**
 * What notifiers get from the process they run in. Immutable.
 *
 * @param vertx runs what must not block its caller
 * @param clients makes HTTP clients
 * @param files where the files are that a configuration names
 * @param clock wall time, which deadlines are measured against
 * @param externalUrl where Tocsin is reached from outside, as messages link to it
 */
public record NotifierEnvironment(
        Vertx vertx, HttpClients clients, FileSource files, InstantSource clock, String externalUrl) {

    public NotifierEnvironment {
        requireNonNull(vertx, "vertx");
        requireNonNull(clients, "clients");
        requireNonNull(files, "files");
        requireNonNull(clock, "clock");
        requireNonNull(externalUrl, "externalUrl");
    }
}
