package io.tocsin.server.amtool;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpConfigDecoder;
import io.tocsin.core.yaml.Problem;
import io.tocsin.core.yaml.Problems;
import io.tocsin.core.yaml.YamlDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * The file that {@code --http.config.file} names: an {@code http_config} of its own. The files it names are relative to
 * its folder.
 *
 * @see "Upstream: prometheus/common config.LoadHTTPConfigFile"
 */
final class HttpClientFile {
    private HttpClientFile() {}

    /** @throws CommandFailure if the file cannot be read, or holds something else */
    static HttpConfig read(String path) throws CommandFailure {
        Problems problems = new Problems();
        HttpConfigDecoder decoder = HttpConfigDecoder.forFile(path);
        HttpConfig config = YamlDocument.read(path, text(path), problems)
                .map(decoder::decode)
                .orElse(HttpConfig.DEFAULT);
        decoder.refuseUnusable(config);
        if (problems.hasErrors()) {
            throw new CommandFailure("failed to load HTTP config file: " + problems.originalText() + "\n"
                    + problems.errors().stream().map(Problem::toString).collect(Collectors.joining("\n")));
        }
        return config;
    }

    private static String text(String path) throws CommandFailure {
        try {
            return Files.readString(Path.of(path), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailure("failed to load HTTP config file: cannot read " + path + ": " + e.getMessage(), e);
        }
    }
}
