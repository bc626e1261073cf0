package io.tocsin.notifiers.integration;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.FileSource;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.template.Message;
import io.tocsin.core.template.Templates;
import io.tocsin.notifiers.http.HttpClients;
import io.tocsin.notifiers.http.IntegrationHttpClient;
import io.tocsin.notifiers.rendering.Renderings;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/**
 * What notifiers get from the process they run in. Immutable.
 *
 * @param vertx runs what must not block its caller
 * @param clients makes HTTP clients
 * @param blocking the threads for what blocks
 * @param renderings the threads for templates
 * @param files where the files are that a configuration names
 * @param clock wall time, which deadlines are measured against
 * @param templates compiles the texts of the configuration that the notifier belongs to
 * @param user the integration that the notifier is for, as the log is to name it
 * @param externalUrl where Tocsin is reached from outside, as messages link to it
 */
public record NotifierEnvironment(
        Vertx vertx,
        HttpClients clients,
        BlockingSends blocking,
        Renderings renderings,
        FileSource files,
        InstantSource clock,
        Templates templates,
        String user,
        String externalUrl) {

    public NotifierEnvironment {
        requireNonNull(vertx, "vertx");
        requireNonNull(clients, "clients");
        requireNonNull(blocking, "blocking");
        requireNonNull(renderings, "renderings");
        requireNonNull(files, "files");
        requireNonNull(clock, "clock");
        requireNonNull(templates, "templates");
        requireNonNull(user, "user");
        requireNonNull(externalUrl, "externalUrl");
    }

    /** For no integration yet. */
    public NotifierEnvironment(
            Vertx vertx,
            HttpClients clients,
            BlockingSends blocking,
            Renderings renderings,
            FileSource files,
            InstantSource clock,
            Templates templates,
            String externalUrl) {
        this(vertx, clients, blocking, renderings, files, clock, templates, "", externalUrl);
    }

    /** The same for the integration that {@code user} names. */
    public NotifierEnvironment of(String user) {
        return new NotifierEnvironment(
                vertx, clients, blocking, renderings, files, clock, templates, user, externalUrl);
    }

    /** An HTTP client, to be closed by the caller. */
    public IntegrationHttpClient openClient(HttpConfig config) {
        return clients.open(config, user);
    }

    /** What templates are to make of {@code message} now. */
    public Rendering rendering(Message message) {
        return new Rendering(message, clock.instant());
    }

    /**
     * The secret, without space around it where it comes from a file. Blocks: for worker threads.
     *
     * @param secret not empty
     * @param doing what the message of a failure begins with: {@code "read url_file: "}
     * @throws UnsendableException if the file cannot be read
     */
    public String read(SecretOrFile secret, String doing) throws UnsendableException {
        if (secret.secret() != null) {
            return secret.secret().reveal();
        }
        try {
            String file = requireNonNull(secret.file(), "file");
            return new String(files.read(file), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UnsendableException(doing + e.getMessage(), e);
        }
    }
}
