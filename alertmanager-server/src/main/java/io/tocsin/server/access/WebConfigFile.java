package io.tocsin.server.access;

import static java.util.Objects.requireNonNull;

import io.netty.handler.ssl.SslContext;
import io.tocsin.core.config.FileSource;
import io.tocsin.core.yaml.Problem;
import io.tocsin.core.yaml.Problems;
import io.tocsin.server.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** The file that {@code --web.config.file} names, if it names one. Not thread-safe. */
final class WebConfigFile {
    private final String path;
    private final FileSource files;
    private WatchedFiles watched;

    /** @param path empty for none */
    WebConfigFile(String path, FileSource files) {
        this.path = requireNonNull(path, "path");
        this.files = requireNonNull(files, "files");
        this.watched = new WatchedFiles(files);
    }

    String path() {
        return path;
    }

    /**
     * What a good file asks for.
     *
     * @param context makes encrypted connections; empty for those that are not
     */
    record Loaded(WebConfig config, Optional<SslContext> context, List<Problem> warnings) {}

    /** @throws ConfigurationException if the file, or one that it names, cannot be read or not be accepted */
    Loaded load() throws ConfigurationException {
        watched = new WatchedFiles(files);
        if (path.isEmpty()) {
            return new Loaded(WebConfig.DEFAULT, Optional.empty(), List.of());
        }
        Problems problems = new Problems();
        WebConfig config = new WebConfigDecoder(watched).decode(path, text(), problems);
        if (problems.hasErrors()) {
            throw new ConfigurationException(problems.originalText(), problems.errors());
        }
        Optional<SslContext> context = Optional.empty();
        if (config.tls().isPresent()) {
            context = Optional.of(context(config.tls().get(), config.offersHttp2()));
        }
        return new Loaded(config, context, problems.warnings());
    }

    private static SslContext context(ServerTls tls, boolean offersHttp2) throws ConfigurationException {
        try {
            return tls.context(offersHttp2);
        } catch (SSLException e) {
            throw new ConfigurationException("TLS cannot be set up: " + e.getMessage(), List.of());
        }
    }

    private String text() throws ConfigurationException {
        try {
            return new String(watched.read(path), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()), List.of());
        }
    }

    /** Whether there is something else to load than at the last call of {@link #load}. */
    boolean hasChanged() {
        return watched.haveChanged();
    }
}
